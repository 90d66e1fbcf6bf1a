/**
 * How an object comes to be: its row and cells, the word to the collector, its first reference
 * (`_PyObject_GC_New`, `PyType_GenericAlloc`).
 */
import type { Columns } from './columns.ts';
import type { ObjectHeap } from './object-heap.ts';
import type { ObjectId } from './object-id.ts';
import type { ObjectType } from './object-type.ts';
import { classFor, HEADER } from './slots.ts';
import {
  DICT_RULES,
  HAS_FREE_LIST,
  HAS_ITEMS,
  NO_LEAF,
  SIZE_SHIFT,
  TRACKED,
  TUPLE_RULES,
  VISITS_BACKWARD,
} from './type-bits.ts';
import type { TypeTable } from './type-table.ts';

export class Creation {
  // Declared, not defined: see `Columns`.
  declare readonly heap: ObjectHeap;
  declare readonly columns: Columns;
  declare readonly types: TypeTable;

  constructor(heap: ObjectHeap) {
    this.heap = heap;
    this.columns = heap.columns;
    this.types = heap.types;
  }

  /** A new object with count 1. Up to 3.11 the collector may run before it exists. */
  create(type: ObjectType, items: number): ObjectId {
    const { heap, types } = this;
    const number = types.numberOf(type);
    if ((number & NO_LEAF) !== 0 || heap.onEvent !== null)
      return this.createInFull(type, number, items);
    const flags = types.flags[number] as number;
    const { tracking } = heap;
    const tells = tracking !== null && (flags & TRACKED) !== 0;
    if (tells) tracking.allocating();
    const object = this.columns.take(number, flags >> SIZE_SHIFT) as ObjectId;
    if (tells) tracking.track(object);
    return object;
  }

  /** The same with what a type may ask for, and the word to a listener. */
  private createInFull(type: ObjectType, number: number, items: number): ObjectId {
    const heap = this.heap;
    const flags = this.types.flags[number] as number;
    const tracked = (flags & TRACKED) !== 0;
    if (tracked) this.#announce(type, flags, items);
    const object =
      (flags & HAS_ITEMS) === 0
        ? (this.columns.take(number, flags >> SIZE_SHIFT) as ObjectId)
        : this.#withItems(number, this.types.slots[number] as number, items);
    if ((flags & (HAS_ITEMS | VISITS_BACKWARD)) !== 0) this.columns.disorder(object);
    if (tracked && this.#startsTracked(flags)) heap.tracking?.track(object);
    if (heap.onEvent) heap.onEvent({ type: 'created', object, typeName: type.name });
    return object;
  }

  /** An object from a free list never reaches the allocator, so the collector hears nothing. */
  #announce(type: ObjectType, flags: number, items: number): void {
    const heap = this.heap;
    if ((flags & HAS_FREE_LIST) !== 0 && type.freeList && heap.freeLists.take(type.freeList, items))
      return;
    if (heap.tracking !== null) heap.tracking.allocating();
  }

  #startsTracked(flags: number): boolean {
    const { profile } = this.heap;
    if ((flags & TUPLE_RULES) !== 0) return profile.newTuples === 'tracked';
    if ((flags & DICT_RULES) !== 0) return profile.newDicts === 'tracked';
    return true;
  }

  #withItems(type: number, slots: number, items: number): ObjectId {
    const columns = this.columns;
    const size = classFor(HEADER + slots + items);
    const object = columns.take(type, size) as ObjectId;
    const block = columns.starts[object] as number;
    columns.slots.cells[block] = items;
    columns.slots.cells[block + 1] = size;
    columns.starts[object] = block + HEADER;
    return object;
  }
}
