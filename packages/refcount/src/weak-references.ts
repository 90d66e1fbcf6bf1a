/**
 * Weak references: which objects refer weakly to which, in the order CPython keeps them, and what
 * they do when their referent dies (`Objects/weakrefobject.c`).
 *
 * The references to one object form a list. One that is plain (exact type, no callback) is shared
 * and stands at the head; every other is new and goes in front of the rest, so callbacks run newest
 * first.
 */

import { WEAKLY_REFERRED } from './columns.ts';
import { WrongType } from './errors.ts';
import type { ObjectHeap } from './object-heap.ts';
import type { ObjectId } from './object-id.ts';
import { type ObjectType, weakReferenceType } from './object-type.ts';

/** Called with the weak reference after its referent died. */
export type WeakCallback = (heap: ObjectHeap, weakReference: ObjectId) => void;

interface Link {
  readonly weakReference: ObjectId;
  referent: ObjectId | 0;
  callback: WeakCallback | null;
  readonly plain: boolean;
  previous: Link | null;
  next: Link | null;
}

/** A weak reference whose callback is due. */
export interface DueCallback {
  readonly weakReference: ObjectId;
  readonly callback: WeakCallback | null;
}

export class WeakReferences {
  readonly #links: Map<ObjectId, Link> = new Map();
  readonly #heads: Map<ObjectId, Link> = new Map();
  readonly #heap: ObjectHeap;

  constructor(heap: ObjectHeap) {
    this.#heap = heap;
  }

  /** Weak references that exist, dead ones included. */
  get size(): number {
    return this.#links.size;
  }

  /** The plain reference an object already has, with one reference more, or a new one. */
  refer(referent: ObjectId, callback: WeakCallback | null, type: ObjectType): ObjectId {
    if (!type.weakReference) throw new WrongType(type.name, 'a weak reference');
    const heap = this.#heap;
    const plain = callback === null && type === weakReferenceType;
    const shared = plain ? this.#shared(referent) : null;
    if (shared !== null) {
      heap.incref(shared);
      return shared;
    }
    const weakReference = heap.create(type);
    this.#add(weakReference, referent, callback, plain);
    if (heap.onEvent) heap.onEvent({ type: 'weakly-referred', weakReference, referent });
    return weakReference;
  }

  /** The shared plain reference to an object, if it has one. */
  #shared(referent: ObjectId): ObjectId | null {
    const head = this.#heads.get(referent);
    return head?.plain ? head.weakReference : null;
  }

  /** Links a new weak reference. */
  #add(
    weakReference: ObjectId,
    referent: ObjectId,
    callback: WeakCallback | null,
    plain: boolean,
  ): void {
    const head = this.#heads.get(referent) ?? null;
    const before = !plain && head?.plain ? head : null;
    const next = before ? before.next : head;
    const link: Link = { weakReference, referent, callback, plain, previous: before, next };
    if (next) next.previous = link;
    if (before) before.next = link;
    else this.#heads.set(referent, link);
    this.#links.set(weakReference, link);
    const { columns } = this.#heap;
    columns.branch(referent);
    columns.flags[referent] = (columns.flags[referent] as number) | WEAKLY_REFERRED;
  }

  isWeakReference(object: ObjectId): boolean {
    return this.#links.has(object);
  }

  hasCallback(weakReference: ObjectId): boolean {
    return this.callback(weakReference) !== null;
  }

  /** Runs the callback of a weak reference, which keeps it. */
  callBack(weakReference: ObjectId): void {
    this.callback(weakReference)?.(this.#heap, weakReference);
  }

  /** What a weak reference refers to; 0 when cleared. */
  referent(weakReference: ObjectId): ObjectId | 0 {
    return this.#links.get(weakReference)?.referent ?? 0;
  }

  /** The callback a weak reference still has. */
  callback(weakReference: ObjectId): WeakCallback | null {
    return this.#links.get(weakReference)?.callback ?? null;
  }

  /** The newest weak reference to an object; 0 when there is none. */
  first(referent: ObjectId): ObjectId | 0 {
    return this.#heads.get(referent)?.weakReference ?? 0;
  }

  /** The weak references to an object, in list order. */
  of(referent: ObjectId): ObjectId[] {
    const found: ObjectId[] = [];
    for (let link = this.#heads.get(referent) ?? null; link; link = link.next)
      found.push(link.weakReference);
    return found;
  }

  /** Makes a weak reference refer to nothing; its callback stays (`_PyWeakref_ClearRef`). */
  detach(weakReference: ObjectId): void {
    const link = this.#links.get(weakReference);
    if (!link || link.referent === 0) return;
    const { referent, previous, next } = link;
    if (next) next.previous = previous;
    if (previous) previous.next = next;
    else if (next) this.#heads.set(referent, next);
    else this.#forget(referent);
    link.referent = 0;
    link.previous = null;
    link.next = null;
  }

  #forget(referent: ObjectId): void {
    this.#heads.delete(referent);
    const { flags } = this.#heap.columns;
    flags[referent] = (flags[referent] as number) & ~WEAKLY_REFERRED;
  }

  /** Detaches and forgets the callback (`clear_weakref`, a weak reference's `tp_clear`). */
  clear(weakReference: ObjectId): void {
    this.detach(weakReference);
    const link = this.#links.get(weakReference);
    if (link) link.callback = null;
  }

  /** The weak reference itself died. */
  remove(weakReference: ObjectId): void {
    this.detach(weakReference);
    this.#links.delete(weakReference);
  }

  /** Takes the callback away and detaches; what was due. */
  release(weakReference: ObjectId): DueCallback {
    const callback = this.callback(weakReference);
    this.clear(weakReference);
    return { weakReference, callback };
  }
}
