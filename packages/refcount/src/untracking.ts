import type { ObjectHeap } from './object-heap.ts';
import type { ObjectId } from './object-id.ts';
import { DICT_RULES, TRACKED, TUPLE_RULES } from './type-bits.ts';

/**
 * Tuples and dicts that can be part of no cycle (`_PyTuple_MaybeUntrack`, `_PyDict_MaybeUntrack`,
 * `MAINTAIN_TRACKING`). A tuple inside a tuple goes first, so nested tuples need several collections.
 */
export class Untracking {
  readonly #heap: ObjectHeap;

  constructor(heap: ObjectHeap) {
    this.#heap = heap;
  }

  /** False while no type with these rules was used. */
  isNeeded(kind: 'tuple' | 'dict'): boolean {
    const { flags, types } = this.#heap.types;
    const rules = kind === 'tuple' ? TUPLE_RULES : DICT_RULES;
    for (let type = 0; type < types.length; type++)
      if (((flags[type] as number) & rules) !== 0) return true;
    return false;
  }

  /** A tuple (3.15) or dict (up to 3.13) that starts untracked joins with its first trackable item. */
  maintain(referrer: ObjectId, referent: ObjectId): void {
    const { tracking } = this.#heap;
    if ((this.#flagsOf(referrer) & (TUPLE_RULES | DICT_RULES)) === 0 || !tracking) return;
    if (this.mayBeTracked(referent) && !tracking.isTracked(referrer)) tracking.track(referrer);
  }

  /** `_PyObject_GC_MAY_BE_TRACKED`: a gc object, unless it is a tuple that is not tracked. */
  mayBeTracked(object: ObjectId): boolean {
    const flags = this.#flagsOf(object);
    if ((flags & TRACKED) === 0) return false;
    return (flags & TUPLE_RULES) === 0 || (this.#heap.tracking?.isTracked(object) ?? true);
  }

  #flagsOf(object: ObjectId): number {
    const { columns, types } = this.#heap;
    return types.flags[columns.types[object] as number] as number;
  }

  /** Is the object an exact tuple (or dict) none of whose items can be tracked? */
  isNeedless(object: ObjectId, kind: 'tuple' | 'dict'): boolean {
    const flags = this.#flagsOf(object);
    if ((flags & (kind === 'tuple' ? TUPLE_RULES : DICT_RULES)) === 0) return false;
    return !this.#heap.referents(object).some((item) => this.mayBeTracked(item));
  }
}
