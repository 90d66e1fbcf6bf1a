import type { ObjectHeap, ObjectId } from './object-heap.ts';
import { DICT_RULES, TUPLE_RULES } from './object-type.ts';

/**
 * Tuples and dicts that can be part of no cycle (`_PyTuple_MaybeUntrack`, `_PyDict_MaybeUntrack`).
 * A tuple inside a tuple goes first, so nested tuples need several collections.
 */
export class Untracking {
  readonly #heap: ObjectHeap;

  constructor(heap: ObjectHeap) {
    this.#heap = heap;
  }

  /** Is the object an exact tuple (or dict) none of whose items can be tracked? */
  isNeedless(object: ObjectId, kind: 'tuple' | 'dict'): boolean {
    const { columns, types } = this.#heap;
    const flags = types.flags[columns.types[object] as number] as number;
    if ((flags & (kind === 'tuple' ? TUPLE_RULES : DICT_RULES)) === 0) return false;
    return !this.#heap.referents(object).some((item) => this.#heap.mayBeTracked(item));
  }
}
