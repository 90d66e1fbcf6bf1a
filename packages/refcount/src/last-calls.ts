/**
 * The host code that an object's death calls: its finalizer, the callbacks of its weak references,
 * its `tp_del`. What they throw does not stop a cascade; it is kept until the cascade has ended.
 */
import { type Columns, FINALIZED } from './columns.ts';
import type { ObjectHeap } from './object-heap.ts';
import type { ObjectId } from './object-id.ts';
import { type Finalizer, tupleType } from './object-type.ts';
import { TRACKED } from './type-bits.ts';
import type { TypeTable } from './type-table.ts';
import type { DueCallback } from './weak-references.ts';

export class LastCalls {
  readonly #heap: ObjectHeap;
  readonly #columns: Columns;
  readonly #types: TypeTable;
  readonly #thrown: unknown[] = [];

  constructor(heap: ObjectHeap) {
    this.#heap = heap;
    this.#columns = heap.columns;
    this.#types = heap.types;
  }

  /** Throws what was thrown, several errors as one; nothing when there was none. */
  report(): void {
    if (this.#thrown.length === 0) return;
    const thrown = this.#thrown.splice(0);
    throw thrown.length === 1 ? thrown[0] : new AggregateError(thrown, 'several finalizers threw');
  }

  /** Runs `__del__` unless it ran before; false if it resurrected the object (PEP 442). */
  finalize(object: ObjectId, flags: number): boolean {
    const before = this.#columns.flags[object] as number;
    const tracked = (flags & TRACKED) !== 0;
    if (tracked && (before & FINALIZED) !== 0) return true;
    if (tracked) this.#columns.flags[object] = before | FINALIZED;
    return this.#lives(object, tracked, this.#types.types[this.#typeOf(object)]?.finalize);
  }

  /** Runs `tp_del`; false if it resurrected the object. */
  finalizeLegacy(object: ObjectId): boolean {
    return this.#lives(object, true, this.#types.types[this.#typeOf(object)]?.legacyFinalize);
  }

  #typeOf(object: ObjectId): number {
    return this.#columns.types[object] as number;
  }

  /** Holds the object alive while its finalizer runs; false if somebody took a reference. */
  #lives(object: ObjectId, tracked: boolean, finalizer: Finalizer | undefined): boolean {
    const heap = this.#heap;
    const columns = this.#columns;
    columns.refcounts[object] = 1;
    if (tracked) heap.tracking?.track(object);
    if (heap.onEvent) heap.onEvent({ type: 'finalized', object });
    try {
      finalizer?.(heap, object);
    } catch (error) {
      this.#thrown.push(error);
    }
    const count = columns.refcounts[object] as number;
    if (count > 0) columns.refcounts[object] = count - 1;
    if (count !== 1) {
      const refcount = heap.refcount(object);
      if (heap.onEvent) heap.onEvent({ type: 'resurrected', object, refcount });
      return false;
    }
    if (tracked) heap.tracking?.untrack(object);
    return true;
  }

  /**
   * `PyObject_ClearWeakRefs`: all are cleared before the first callback runs. The tuple that held
   * the weak references meanwhile, if its count is 0 now; else 0.
   */
  clearWeakReferences(object: ObjectId): ObjectId | 0 {
    const { weakReferences, profile } = this.#heap;
    if (!profile.plainWeakReferencesHeld) this.#clearPlainOnes(object);
    const due: DueCallback[] = [];
    const references = weakReferences.of(object);
    for (const weakReference of references) {
      const released = weakReferences.release(weakReference);
      if (this.#columns.refcounts[weakReference] !== 0) due.push(released);
      this.#announceCleared(weakReference, object);
    }
    const held = references.length >= profile.weakReferencesHeldFrom;
    const holder = held ? this.#hold(due, references.length) : 0;
    for (const { weakReference, callback } of due) this.#callBack(weakReference, callback);
    return holder === 0 ? 0 : this.#let(holder);
  }

  /** Up to 3.12 up to two callback-less references at the head are cleared first, unheld. */
  #clearPlainOnes(object: ObjectId): void {
    const { weakReferences } = this.#heap;
    for (let count = 0; count < 2; count++) {
      const first = weakReferences.first(object);
      if (first === 0 || weakReferences.callback(first)) return;
      weakReferences.clear(first);
      this.#announceCleared(first, object);
    }
  }

  /** A tuple of each weak reference and its callback; the callbacks themselves are host functions. */
  #hold(due: readonly DueCallback[], references: number): ObjectId {
    const heap = this.#heap;
    const holder = heap.create(tupleType, references * 2);
    for (const [index, { weakReference }] of due.entries())
      heap.refer(holder, index * 2, weakReference);
    return holder;
  }

  #let(holder: ObjectId): ObjectId | 0 {
    const refcount = (this.#columns.refcounts[holder] as number) - 1;
    this.#columns.refcounts[holder] = refcount;
    return refcount === 0 ? holder : 0;
  }

  #callBack(weakReference: ObjectId, callback: DueCallback['callback']): void {
    if (!callback) return;
    const heap = this.#heap;
    if (heap.onEvent) heap.onEvent({ type: 'called-back', weakReference });
    try {
      callback(heap, weakReference);
    } catch (error) {
      this.#thrown.push(error);
    }
  }

  /** Weak references made by a finalizer are cleared without a call. */
  silenceWeakReferences(object: ObjectId): void {
    const { weakReferences } = this.#heap;
    for (
      let first = weakReferences.first(object);
      first !== 0;
      first = weakReferences.first(object)
    ) {
      weakReferences.detach(first);
      this.#announceCleared(first, object);
    }
  }

  #announceCleared(weakReference: ObjectId, referent: ObjectId): void {
    const { onEvent } = this.#heap;
    if (onEvent) onEvent({ type: 'weak-reference-cleared', weakReference, referent });
  }
}
