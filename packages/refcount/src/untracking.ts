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

  /** False while no type with these rules was used. */
  isNeeded(kind: 'tuple' | 'dict'): boolean {
    const { flags, types } = this.#heap.types;
    const rules = kind === 'tuple' ? TUPLE_RULES : DICT_RULES;
    for (let type = 0; type < types.length; type++)
      if (((flags[type] as number) & rules) !== 0) return true;
    return false;
  }

  /** Is the object an exact tuple (or dict) none of whose items can be tracked? */
  isNeedless(object: ObjectId, kind: 'tuple' | 'dict'): boolean {
    const { columns, types } = this.#heap;
    const flags = types.flags[columns.types[object] as number] as number;
    if ((flags & (kind === 'tuple' ? TUPLE_RULES : DICT_RULES)) === 0) return false;
    return !this.#heap.referents(object).some((item) => this.#heap.mayBeTracked(item));
  }
}
