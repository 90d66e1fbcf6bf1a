/**
 * What happens when a count reaches zero: CPython's cascade, without recursion of the host.
 *
 * Each dying object is a row on a stack of our own, [object, stage]. The stages of one object
 * follow `subtype_dealloc` (`Objects/typeobject.c`):
 *
 * ```text
 *   BEGIN      untrack; nested too deep? postpone (trashcan). Finalizer; weak references; callbacks
 *   LEGACY     tp_del; weak references made meanwhile are cleared silently
 *   0 … n−1    let go of one slot or item each; a referent that reaches 0 goes on top and dies first
 *   n          the row is given back; nesting falls; postponed objects are taken up
 * ```
 *
 * A finalizer or callback is host code and may call back into the heap: such a call runs its own
 * cascade to the end on the same stack, above what was there.
 */
import { type Columns, WEAKLY_REFERRED } from './columns.ts';
import { LastCalls } from './last-calls.ts';
import type { ObjectHeap } from './object-heap.ts';
import type { ObjectId } from './object-id.ts';
import type { TrashcanRule } from './python-version.ts';
import { HEADER } from './slots.ts';
import {
  CLEARS_BACKWARD,
  FINALIZES,
  FINALIZES_LEGACY,
  HAS_FREE_LIST,
  HAS_ITEMS,
  IS_WEAK_REFERENCE,
  NESTS,
  NESTS_AS_INSTANCE,
  NO_LEAF,
  SIZE_SHIFT,
  TRACKED,
} from './type-bits.ts';
import type { TypeTable } from './type-table.ts';

const BEGIN = -1;
const LEGACY = -2;
/** Stands where an object would: take up the postponed. */
const DRAIN = 0;

export class Deallocation {
  // Declared, not defined: see `Columns`.
  declare readonly heap: ObjectHeap;
  declare readonly columns: Columns;
  declare readonly types: TypeTable;
  readonly #trashcan: TrashcanRule;
  /** Pairs of object and stage, innermost last. */
  #stack: Int32Array = new Int32Array(256);
  #top = 0;
  /** 0 while no cascade runs and nobody is postponed. */
  private unfinished = 0;
  #nesting = 0;
  /** Times an object was on top of the stack, or would have been. */
  steps = 0;
  /** Postponed objects, the last one first to be taken up. */
  readonly #postponed: ObjectId[] = [];
  readonly #calls: LastCalls;

  constructor(heap: ObjectHeap) {
    this.heap = heap;
    this.columns = heap.columns;
    this.types = heap.types;
    this.#trashcan = heap.profile.trashcan;
    this.#calls = new LastCalls(heap);
  }

  /** Objects whose deallocation was postponed and has not been taken up yet. */
  get postponed(): readonly ObjectId[] {
    return this.#postponed;
  }

  /**
   * Deallocates an object whose count has just become 0, and everything that dies with it. What
   * finalizers and callbacks throw does not stop the cascade; it is thrown at the end.
   */
  run(object: ObjectId): void {
    const { columns, heap } = this;
    const type = columns.types[object] as number;
    if ((type & NO_LEAF) !== 0 || this.unfinished !== 0 || heap.onEvent !== null) {
      this.cascade(object);
      return;
    }
    // A leaf's stages, which nothing can tell from each other.
    this.steps += 2;
    const flags = this.types.flags[type] as number;
    const { tracking } = heap;
    const tells = tracking !== null && (flags & TRACKED) !== 0;
    if (tells) tracking.untrack(object);
    columns.give(object, flags >> SIZE_SHIFT);
    if (tells) tracking.freed();
  }

  private cascade(object: ObjectId): void {
    const base = this.#top;
    this.unfinished = 1;
    this.#push(object, BEGIN);
    while (this.#top > base) this.#step();
    if (base > 0) return;
    this.unfinished = this.#postponed.length;
    this.#calls.report();
  }

  #push(object: ObjectId | 0, stage: number): void {
    if (this.#top + 2 > this.#stack.length) {
      const larger = new Int32Array(this.#stack.length * 2);
      larger.set(this.#stack);
      this.#stack = larger;
    }
    this.#stack[this.#top] = object;
    this.#stack[this.#top + 1] = stage;
    this.#top += 2;
  }

  #step(): void {
    this.steps++;
    const object = this.#stack[this.#top - 2] as ObjectId;
    const stage = this.#stack[this.#top - 1] as number;
    if (stage >= 0) {
      if ((object as number) === DRAIN) this.#drain();
      else this.#letGo(object, stage);
    } else if (stage === BEGIN) this.#begin(object);
    else this.#legacy(object);
  }

  /** After this the object is finalized, or postponed, or resurrected and off the stack. */
  #begin(object: ObjectId): void {
    const flags = this.types.flags[this.columns.types[object] as number] as number;
    if ((flags & TRACKED) !== 0) this.heap.tracking?.untrack(object);
    if ((flags & NESTS) !== 0) {
      if (this.#nesting >= this.#limit(flags)) {
        this.#postpone(object);
        return;
      }
      this.#nesting++;
    }
    this.#stack[this.#top - 1] = 0;
    if ((flags & FINALIZES) !== 0 && !this.#calls.finalize(object, flags)) {
      this.#leave(object);
      return;
    }
    if (((this.columns.flags[object] as number) & WEAKLY_REFERRED) !== 0)
      this.#clearWeakReferences(object);
    if ((flags & FINALIZES_LEGACY) !== 0) this.#beforeSlots(object);
    else if ((flags & FINALIZES) !== 0) this.#calls.silenceWeakReferences(object);
  }

  /** The tuple that held the weak references dies before the slots of their referent. */
  #clearWeakReferences(object: ObjectId): void {
    const holder = this.#calls.clearWeakReferences(object);
    if (holder !== 0) this.#push(holder, BEGIN);
  }

  #limit(flags: number): number {
    const rule = this.#trashcan;
    return (flags & NESTS_AS_INSTANCE) !== 0 ? rule.instanceLimit : rule.containerLimit;
  }

  #postpone(object: ObjectId): void {
    this.#top -= 2;
    this.#postponed.push(object);
    const { onEvent } = this.heap;
    if (onEvent) onEvent({ type: 'postponed', object, nesting: this.#nesting });
  }

  /** Puts the `tp_del` stage under whatever is on top of the object. */
  #beforeSlots(object: ObjectId): void {
    for (let at = this.#top - 2; at >= 0; at -= 2)
      if (this.#stack[at] === object) {
        this.#stack[at + 1] = LEGACY;
        return;
      }
  }

  #legacy(object: ObjectId): void {
    this.#stack[this.#top - 1] = 0;
    if (this.#calls.finalizeLegacy(object)) this.#calls.silenceWeakReferences(object);
    else this.#leave(object);
  }

  /**
   * Lets go of the slots from `stage` on, first to last, then of the items in the type's order. A
   * referent that reaches 0 goes on the stack, and this object waits below it.
   */
  #letGo(object: ObjectId, stage: number): void {
    const columns = this.columns;
    const type = columns.types[object] as number;
    const flags = this.types.flags[type] as number;
    const slots = this.types.slots[type] as number;
    const start = columns.starts[object] as number;
    const { refcounts } = columns;
    const { cells } = columns.slots;
    const items = (flags & HAS_ITEMS) !== 0 ? (cells[start - HEADER] as number) : 0;
    const backward = (flags & CLEARS_BACKWARD) !== 0;
    const end = slots + items;
    for (let index = stage; index < end; index++) {
      const cell = start + (backward && index >= slots ? end - 1 - (index - slots) : index);
      const referent = cells[cell] as ObjectId;
      if ((referent as number) === 0) continue;
      cells[cell] = 0;
      const refcount = (refcounts[referent] as number) - 1;
      if (refcount < 0) continue;
      refcounts[referent] = refcount;
      if (this.heap.onEvent) this.heap.onEvent({ type: 'decrefed', object: referent, refcount });
      if (refcount === 0) {
        this.#stack[this.#top - 1] = index + 1;
        this.#push(referent, BEGIN);
        return;
      }
    }
    this.#free(object, flags, items);
  }

  /** Gives the row back; then the nesting falls and the postponed may be taken up. */
  #free(object: ObjectId, flags: number, items: number): void {
    const heap = this.heap;
    const columns = this.columns;
    const type = this.types.types[columns.types[object] as number];
    if ((flags & IS_WEAK_REFERENCE) !== 0) heap.weakReferences.remove(object);
    columns.flags[object] = 0;
    if ((flags & HAS_ITEMS) !== 0) this.#giveBlock(object);
    else columns.give(object, flags >> SIZE_SHIFT);
    if ((flags & TRACKED) !== 0) {
      const kept =
        (flags & HAS_FREE_LIST) !== 0 &&
        type?.freeList &&
        heap.freeLists.keep(type.freeList, items);
      if (!kept) heap.tracking?.freed();
    }
    if (heap.onEvent) heap.onEvent({ type: 'deallocated', object, typeName: type?.name ?? '' });
    this.#top -= 2;
    this.#unnest(flags);
  }

  /** A block with a header begins in front of its first slot. */
  #giveBlock(object: ObjectId): void {
    const columns = this.columns;
    const { cells } = columns.slots;
    const start = columns.starts[object] as number;
    const size = cells[start - 1] as number;
    cells[start - HEADER] = 0;
    cells[start - 1] = 0;
    columns.starts[object] = start - HEADER;
    columns.give(object, size);
  }

  /** A resurrected object leaves the stack like a dead one. */
  #leave(object: ObjectId): void {
    this.#top -= 2;
    this.#unnest(this.types.flags[this.columns.types[object] as number] as number);
  }

  #unnest(flags: number): void {
    if ((flags & NESTS) === 0) return;
    this.#nesting--;
    if (this.#postponed.length === 0 || this.#nesting > this.#trashcan.drainAt) return;
    if ((flags & NESTS_AS_INSTANCE) !== 0 && !this.#trashcan.instancesDrain) return;
    this.#nesting++;
    this.#push(DRAIN as ObjectId | 0, 0);
  }

  /** Takes up one postponed object, or ends the round. */
  #drain(): void {
    const object = this.#postponed.pop();
    if (object === undefined) {
      this.#nesting--;
      this.#top -= 2;
    } else this.#push(object, BEGIN);
  }
}
