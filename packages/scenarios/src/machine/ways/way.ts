/** One way to manage the memory of a program's objects, with what it costs counted. */
import type { Step, StepOf } from '../../program/program.ts';

/** An object, by a number of the way's own. */
export type Thing = number;

/** Objects and references that memory management has touched. */
export interface Touched {
  readonly objects: number;
  readonly references: number;
}

/** What a program is to every way: names, objects with slots, and what leads where. */
export abstract class Way {
  /** Frees of what was free, and stores into it. */
  misuses = 0;
  /** Most that one statement has touched: while it runs, the program waits. */
  longest = 0;
  protected readonly names: Map<string, Thing | null> = new Map();
  /** The objects in use, each with what its slots lead to. */
  protected readonly slots: Map<Thing, Map<string, Thing | null>> = new Map();

  /** So far, by frees, counts and collections together. */
  abstract get touched(): Touched;

  /** A new object with one reference, the caller's. */
  protected abstract create(slots: readonly string[]): Thing;
  /** A slot leads elsewhere now; `before` is what it led to. */
  protected abstract refer(object: Thing, index: number, to: Thing | null): void;
  /** A name was given the object by another name. */
  protected abstract share(object: Thing): void;
  /** A name stands for something else now. */
  protected abstract drop(object: Thing): void;
  /** `del name` */
  protected abstract remove(object: Thing): void;
  protected abstract collect(): void;

  readonly #classes: Map<string, readonly string[]> = new Map();

  get inUse(): number {
    return this.slots.size;
  }

  /** Objects in use that no name leads to, directly or through others. Cost: all objects. */
  get garbage(): number {
    const reached = new Set<Thing>();
    const pending = [...this.names.values()];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (next === null || reached.has(next)) continue;
      const slots = this.slots.get(next);
      if (!slots) continue;
      reached.add(next);
      pending.push(...slots.values());
    }
    return this.inUse - reached.size;
  }

  perform(step: Step): void {
    if (step.op === 'repeat') {
      for (let left = step.times; left > 0; left--)
        for (const each of step.steps) this.perform(each);
      return;
    }
    const before = this.touched;
    this.#perform(step);
    const { objects, references } = this.touched;
    this.longest = Math.max(
      this.longest,
      objects - before.objects + references - before.references,
    );
  }

  #perform(step: Step): void {
    if (step.op === 'class') this.#classes.set(step.name, step.slots);
    if (step.op === 'new') this.#bind(step.into, this.create(this.#classes.get(step.type) ?? []));
    if (step.op === 'assign') {
      const object = this.names.get(step.from) ?? null;
      if (object !== null) this.share(object);
      this.#bind(step.into, object);
    }
    if (step.op === 'set') this.#set(step);
    if (step.op === 'delete') {
      const object = this.names.get(step.name) ?? null;
      this.names.delete(step.name);
      if (object !== null) this.remove(object);
    }
    if (step.op === 'collect') this.collect();
  }

  #bind(name: string, object: Thing | null): void {
    const before = this.names.get(name) ?? null;
    this.names.set(name, object);
    if (before !== null) this.drop(before);
  }

  #set({ object: name, slot, to }: StepOf<'set'>): void {
    const object = this.names.get(name) ?? 0;
    const referent = to === null ? null : (this.names.get(to) ?? null);
    const slots = this.slots.get(object);
    if (!slots) {
      this.misuses++;
      return;
    }
    slots.set(slot, referent);
    this.refer(object, [...slots.keys()].indexOf(slot), referent);
  }
}
