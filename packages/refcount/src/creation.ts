/**
 * How an object comes to be: its row and cells, the word to the collector, its first reference
 * (`_PyObject_GC_New`, `PyType_GenericAlloc`).
 */
import type { Columns } from './columns.ts';
import type { ObjectHeap } from './object-heap.ts';
import type { ObjectId } from './object-id.ts';
import {
  DICT_RULES,
  HAS_FREE_LIST,
  HAS_ITEMS,
  type ObjectType,
  TRACKED,
  TUPLE_RULES,
  type TypeTable,
  VISITS_BACKWARD,
} from './object-type.ts';
import { classFor, HEADER } from './slots.ts';

export class Creation {
  readonly #heap: ObjectHeap;
  readonly #columns: Columns;
  readonly #types: TypeTable;
  /** The type asked for last: most allocations ask for it again. */
  #lastType: ObjectType | null = null;
  #lastIndex = 0;

  constructor(heap: ObjectHeap) {
    this.#heap = heap;
    this.#columns = heap.columns;
    this.#types = heap.types;
  }

  /** A new object with count 1. Up to 3.11 the collector may run before it exists. */
  create(type: ObjectType, items: number): ObjectId {
    const index = type === this.#lastType ? this.#lastIndex : this.#indexOf(type);
    if (this.#types.simple[index] === 0) return this.#createSpecial(type, index, items);
    const heap = this.#heap;
    const silent = heap.onEvent === null && heap.tracking === null;
    return silent ? this.#row(index) : this.#createTold(type, index);
  }

  #row(index: number): ObjectId {
    return this.#columns.take(index, this.#types.sizes[index] as number) as ObjectId;
  }

  /** The same where somebody is told of it. */
  #createTold(type: ObjectType, index: number): ObjectId {
    const { tracking, onEvent } = this.#heap;
    const tells = tracking !== null && this.#types.tracked[index] !== 0;
    if (tells) tracking.allocating();
    const object = this.#row(index);
    if (tells) tracking.track(object);
    if (onEvent !== null) onEvent({ type: 'created', object, typeName: type.name });
    return object;
  }

  #createSpecial(type: ObjectType, index: number, items: number): ObjectId {
    const heap = this.#heap;
    const flags = this.#types.flags[index] as number;
    const tracked = (flags & TRACKED) !== 0;
    if (tracked) this.#announce(type, flags, items);
    const object =
      (flags & HAS_ITEMS) === 0
        ? this.#row(index)
        : this.#withItems(index, this.#types.slots[index] as number, items);
    if ((flags & (HAS_ITEMS | VISITS_BACKWARD)) !== 0) this.#columns.disorder(object);
    if (tracked && this.#startsTracked(flags)) heap.tracking?.track(object);
    if (heap.onEvent) heap.onEvent({ type: 'created', object, typeName: type.name });
    return object;
  }

  #indexOf(type: ObjectType): number {
    this.#lastIndex = this.#types.indexOf(type);
    this.#lastType = type;
    return this.#lastIndex;
  }

  /** An object from a free list never reaches the allocator, so the collector hears nothing. */
  #announce(type: ObjectType, flags: number, items: number): void {
    const heap = this.#heap;
    if ((flags & HAS_FREE_LIST) !== 0 && type.freeList && heap.freeLists.take(type.freeList, items))
      return;
    if (heap.tracking !== null) heap.tracking.allocating();
  }

  #startsTracked(flags: number): boolean {
    const { profile } = this.#heap;
    if ((flags & TUPLE_RULES) !== 0) return profile.newTuples === 'tracked';
    if ((flags & DICT_RULES) !== 0) return profile.newDicts === 'tracked';
    return true;
  }

  #withItems(index: number, slots: number, items: number): ObjectId {
    const columns = this.#columns;
    const size = classFor(HEADER + slots + items);
    const object = columns.take(index, size) as ObjectId;
    const block = columns.starts[object] as number;
    columns.slots.cells[block] = items;
    columns.slots.cells[block + 1] = size;
    columns.starts[object] = block + HEADER;
    return object;
  }
}
