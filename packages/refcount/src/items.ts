/**
 * Slots and items: how many an object has, how a growable one grows, in which order they are
 * visited (`tp_traverse`) and let go (`tp_clear`). Where they stand is said in slots.ts.
 */
import type { Columns } from './columns.ts';
import { WrongType } from './errors.ts';
import type { ObjectHeap } from './object-heap.ts';
import type { ObjectId } from './object-id.ts';
import { Referents } from './referents.ts';
import { classFor, HEADER } from './slots.ts';
import {
  CLEARABLE,
  CLEARS_BACKWARD,
  GROWS,
  HAS_ITEMS,
  IS_WEAK_REFERENCE,
  VISITS_BACKWARD,
} from './type-bits.ts';
import type { TypeTable } from './type-table.ts';

export class Items {
  readonly #heap: ObjectHeap;
  readonly #columns: Columns;
  readonly #types: TypeTable;

  readonly #window: Referents = new Referents();

  constructor(heap: ObjectHeap) {
    this.#heap = heap;
    this.#columns = heap.columns;
    this.#types = heap.types;
  }

  /** Slots and items together. */
  length(object: ObjectId): number {
    const type = this.#columns.types[object] as number;
    const slots = this.#types.slots[type] as number;
    if (((this.#types.flags[type] as number) & HAS_ITEMS) === 0) return slots;
    return slots + (this.#columns.slots.cells[this.#start(object) - HEADER] as number);
  }

  #start(object: ObjectId): number {
    return this.#columns.starts[object] as number;
  }

  /** @throws WrongType */
  append(object: ObjectId, referent: ObjectId | null): void {
    if (!this.#grows(object)) throw new WrongType(this.#heap.typeOf(object).name, 'growable');
    this.#heap.refer(object, this.#extend(object), referent);
  }

  #grows(object: ObjectId): boolean {
    const type = this.#columns.types[object] as number;
    return ((this.#types.flags[type] as number) & GROWS) !== 0;
  }

  /** Adds an empty item at the end; its index. */
  #extend(object: ObjectId): number {
    const length = this.length(object);
    this.#makeRoom(object, length + 1);
    const { cells } = this.#columns.slots;
    const count = this.#start(object) - HEADER;
    cells[count] = (cells[count] as number) + 1;
    return length;
  }

  /** Grows the block by an eighth and a little, so that appending costs a constant on average. */
  #makeRoom(object: ObjectId, length: number): void {
    const columns = this.#columns;
    const start = this.#start(object);
    const size = columns.slots.cells[start - 1] as number;
    if (classFor(HEADER + length) <= size) return;
    const larger = classFor(HEADER + length + (length >> 3) + 6);
    const block = columns.slots.take(larger);
    const { cells } = columns.slots;
    cells.copyWithin(block, start - HEADER, start + length - 1);
    cells[block + 1] = larger;
    cells.fill(0, start - HEADER, start + length - 1);
    columns.slots.give(start - HEADER, size);
    columns.starts[object] = block + HEADER;
  }

  /** Takes the last item away, then lets go of it; false when there is none. */
  pop(object: ObjectId): boolean {
    const count = this.#start(object) - HEADER;
    const { cells } = this.#columns.slots;
    if (!this.#grows(object) || cells[count] === 0) return false;
    const slot = this.length(object) - 1;
    const old = cells[this.#start(object) + slot] as ObjectId | 0;
    cells[this.#start(object) + slot] = 0;
    cells[count] = (cells[count] as number) - 1;
    const { onEvent } = this.#heap;
    if (onEvent) onEvent({ type: 'referred', referrer: object, slot, referent: null });
    if (old !== 0) this.#heap.decref(old);
    return true;
  }

  /** `tp_clear`, where the type has one: lets go of the slots, then of the items in the type's order. */
  clear(object: ObjectId): void {
    const flags = this.#types.flags[this.#columns.types[object] as number] as number;
    if ((flags & CLEARABLE) === 0) return;
    this.#clear(object, flags);
    const { onEvent, weakReferences } = this.#heap;
    if ((flags & IS_WEAK_REFERENCE) !== 0) weakReferences.clear(object);
    if (onEvent) onEvent({ type: 'cleared', object });
  }

  #clear(object: ObjectId, flags: number): void {
    const slots = this.#types.slots[this.#columns.types[object] as number] as number;
    for (let slot = 0; slot < slots; slot++) this.#letGo(object, slot);
    if ((flags & HAS_ITEMS) === 0) return;
    const length = this.length(object);
    if ((flags & CLEARS_BACKWARD) !== 0)
      for (let slot = length - 1; slot >= slots; slot--) this.#letGo(object, slot);
    else for (let slot = slots; slot < length; slot++) this.#letGo(object, slot);
    if ((flags & GROWS) !== 0) this.#columns.slots.cells[this.#start(object) - HEADER] = 0;
  }

  #letGo(object: ObjectId, slot: number): void {
    const cell = this.#start(object) + slot;
    const { cells } = this.#columns.slots;
    const referent = cells[cell] as ObjectId | 0;
    if (referent === 0) return;
    cells[cell] = 0;
    this.#heap.decref(referent);
  }

  /** Shows the references in visiting order, 0 for an empty slot. */
  visit(object: ObjectId, into: Referents): void {
    const type = this.#columns.types[object] as number;
    const start = this.#start(object);
    const slots = this.#types.slots[type] as number;
    const flags = this.#types.flags[type] as number;
    const { cells } = this.#columns.slots;
    if ((flags & HAS_ITEMS) === 0) {
      into.show(cells, start, start + slots);
      return;
    }
    const end = start + slots + (cells[start - HEADER] as number);
    if ((flags & VISITS_BACKWARD) === 0) into.show(cells, start, end);
    else showBackward(cells, start, start + slots, end, into);
  }

  /** The references in visiting order, without empty slots. */
  referents(object: ObjectId): ObjectId[] {
    const window = this.#window;
    this.visit(object, window);
    const found: ObjectId[] = [];
    for (let at = window.start; at < window.end; at++)
      if (window.ids[at] !== 0) found.push(window.ids[at] as ObjectId);
    return found;
  }
}

function showBackward(
  cells: Int32Array,
  start: number,
  items: number,
  end: number,
  into: Referents,
): void {
  into.begin();
  for (let cell = start; cell < items; cell++) into.add(cells[cell] as number);
  for (let cell = end - 1; cell >= items; cell--) into.add(cells[cell] as number);
}
