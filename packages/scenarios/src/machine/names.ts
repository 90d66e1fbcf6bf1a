import type { NameRow } from './state.ts';

/** The variables of the program and what each stands for, in the order they were first bound. */
export class Names {
  readonly #rows = new Map<string, NameRow>();
  #bound = 0;

  bind(
    name: string,
    kind: NameRow['kind'],
    value: number | null,
    leads?: readonly (number | null)[],
  ): void {
    const order = this.#rows.get(name)?.order ?? this.#bound++;
    const noun = kind === 'pointer' || kind === 'object' ? 'name' : kind;
    const row = {
      key: `${noun}:${name}`,
      order,
      name,
      kind,
      value,
      dangling: false,
      ...(leads && { leads }),
    };
    this.#rows.set(name, Object.freeze(row));
  }

  /** The memory at `pointer` was given back: the variables that lead there dangle. Answers with those that did not before. */
  dangle(pointer: number): readonly string[] {
    const left = this.rows().filter(
      ({ kind, value, dangling }) => kind === 'pointer' && value === pointer && !dangling,
    );
    for (const row of left) this.#rows.set(row.name, Object.freeze({ ...row, dangling: true }));
    return left.map(({ name }) => name);
  }

  unbind(name: string): void {
    this.#rows.delete(name);
  }

  /** The value of a name that validation has seen bound. */
  valueOf(name: string): number | null {
    return this.#rows.get(name)?.value ?? null;
  }

  /** The object a name stands for, or null. */
  objectOf(name: string): number | null {
    const row = this.#rows.get(name);
    return row?.kind === 'object' ? row.value : null;
  }

  /** The blocks that the elements of an array of pointers lead to. */
  leadsOf(name: string): readonly (number | null)[] {
    return this.#rows.get(name)?.leads ?? [];
  }

  /** All addresses that pointers hold, those in arrays too. */
  held(): Set<number> {
    const held = new Set<number>();
    for (const { kind, value, leads = [] } of this.rows())
      for (const pointer of kind === 'pointer' ? [value] : leads)
        if (pointer !== null) held.add(pointer);
    return held;
  }

  rows(): readonly NameRow[] {
    return [...this.#rows.values()];
  }
}
