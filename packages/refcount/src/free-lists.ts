/**
 * The dead objects CPython keeps for reuse. An allocation served from a free list never reaches
 * the allocator, and a death that ends on one frees nothing: neither moves the collector's count 0.
 * (`Objects/tupleobject.c`, `listobject.c`, `dictobject.c`, `classobject.c`.)
 *
 * Only the numbers matter to a model: the rows themselves are recycled by the columns.
 */
import type { FreeListName, FreeListRule, RefcountProfile } from './python-version.ts';

export class FreeLists {
  readonly #profile: RefcountProfile;
  readonly #kept: Map<number, number> = new Map();

  constructor(profile: RefcountProfile) {
    this.#profile = profile;
  }

  /** Takes an object of `length` items from its list; false when the list is empty. */
  take(name: FreeListName, length: number): boolean {
    const key = keyOf(name, length);
    const kept = this.#kept.get(key) ?? 0;
    if (kept === 0) return false;
    this.#kept.set(key, kept - 1);
    return true;
  }

  /** Keeps a dead object; false when the list is full or does not take its length. */
  keep(name: FreeListName, length: number): boolean {
    const rule = this.#profile.freeLists[name];
    const key = keyOf(name, length);
    const kept = this.#kept.get(key) ?? 0;
    if (kept >= rule.limit || length > rule.longest) return false;
    this.#kept.set(key, kept + 1);
    return true;
  }

  /** Frees what is kept, as a full collection does; how many objects that were. */
  clear(): number {
    let freed = 0;
    for (const kept of this.#kept.values()) freed += kept;
    this.#kept.clear();
    return freed;
  }

  /** Makes sure that at least `count` objects of every length short enough are kept. */
  fill(count: number): void {
    for (const [name, rule] of Object.entries(this.#profile.freeLists) as [
      FreeListName,
      FreeListRule,
    ][])
      for (let length = name === 'tuple' ? 1 : 0; length <= longestListed(name, rule); length++)
        this.#kept.set(
          keyOf(name, length),
          Math.max(this.kept(name, length), Math.min(count, rule.limit)),
        );
  }

  /** How many objects of this length are kept. */
  kept(name: FreeListName, length = 0): number {
    return this.#kept.get(keyOf(name, length)) ?? 0;
  }
}

const FIRST_KEY: Readonly<Record<FreeListName, number>> = {
  list: -1,
  dict: -2,
  method: -3,
  tuple: 0,
};

/** Tuples are kept by length, the others on one list each. */
function keyOf(name: FreeListName, length: number): number {
  return name === 'tuple' ? length : FIRST_KEY[name];
}

const longestListed = (name: FreeListName, rule: FreeListRule): number =>
  name === 'tuple' ? rule.longest : 0;
