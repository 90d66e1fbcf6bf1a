/**
 * CPython's object heap: reference counts, slots, deallocation, finalizers, weak references. Laws,
 * checked by {@link ObjectHeap.check}: no count is below the references stored in slots; no slot
 * leads to a dead object; every living object has a reference, or waits postponed.
 */
import { checkHeap } from './check.ts';
import { Columns, FINALIZED, FIRST_OBJECT, IMMORTAL, WEAKLY_REFERRED } from './columns.ts';
import { Creation } from './creation.ts';
import { Deallocation } from './deallocation.ts';
import { discard } from './discard.ts';
import { DeadObject, NegativeRefcount, SlotOutOfRange } from './errors.ts';
import type { Listener, RefcountEvent } from './events.ts';
import { Finalization } from './finalization.ts';
import { FreeLists } from './free-lists.ts';
import { Items } from './items.ts';
import type { ObjectId } from './object-id.ts';
import { type ObjectType, weakReferenceType } from './object-type.ts';
import { type PythonVersion, type RefcountProfile, refcountProfiles } from './python-version.ts';
import type { Referents } from './referents.ts';
import { type Rows, rowsOf } from './rows.ts';
import type { Tracking } from './tracking.ts';
import { TypeTable } from './type-table.ts';
import { Untracking } from './untracking.ts';
import { type WeakCallback, WeakReferences } from './weak-references.ts';

/** How a heap is made. */
export interface ObjectHeapOptions {
  /** Whose rules. @defaultValue `'3.13'` */
  readonly python?: PythonVersion;
  /** Objects to make room for at once, from 1; the heap grows by itself. @defaultValue 1024 */
  readonly capacity?: number;
  /** Hears what happened, after it happened; without it no event is built. @defaultValue nobody */
  readonly onEvent?: Listener<RefcountEvent>;
}

/**
 * Objects with reference counts, as CPython keeps them. Ids are dense numbers from 16 and used again, so
 * an id means its object only while a reference of one's own keeps it. Where no cost is said it is constant.
 *
 * @example
 * ```ts
 * import { instanceType, ObjectHeap } from '@memstrata/refcount';
 *
 * const heap = new ObjectHeap();
 * const Node = instanceType('Node', 1);
 * const a = heap.create(Node);
 * const b = heap.create(Node);
 * heap.refer(a, 0, b); //   a.next = b
 * heap.decref(b); //        del b
 * console.log(heap.refcount(b)); // → 1
 * heap.decref(a); //        del a
 * console.log(heap.isAlive(b)); // → false
 * ```
 */
export class ObjectHeap {
  // Declared, not defined: see `Columns`.
  declare readonly python: PythonVersion;
  declare readonly profile: RefcountProfile;
  /** A collector attaches itself here. */
  tracking: Tracking | null = null;
  declare onEvent: Listener<RefcountEvent> | null;
  /** @internal The rows. */
  declare readonly columns: Columns;
  /** @internal The types seen so far. */
  declare readonly types: TypeTable;
  declare readonly weakReferences: WeakReferences;
  declare readonly freeLists: FreeLists;
  /** The finalizers, for a collector. */
  declare readonly finalization: Finalization;
  /** Which tuples and dicts need no tracking, for a collector. */
  declare readonly untracking: Untracking;
  /** @internal */
  declare readonly creation: Creation;
  /** @internal */
  declare readonly deallocation: Deallocation;
  readonly #items: Items;

  constructor(options: ObjectHeapOptions = {}) {
    this.python = options.python ?? '3.13';
    this.profile = refcountProfiles[this.python];
    this.onEvent = options.onEvent ?? null;
    this.columns = new Columns(options.capacity ?? 1024);
    this.types = new TypeTable(this.profile);
    this.weakReferences = new WeakReferences(this);
    this.freeLists = new FreeLists(this.profile);
    this.finalization = new Finalization(this);
    this.untracking = new Untracking(this);
    this.creation = new Creation(this);
    this.#items = new Items(this);
    this.deallocation = new Deallocation(this);
  }

  /**
   * A new object with count 1, owned by the caller; its slots refer to nothing. Up to 3.11 the
   * collector may run first; from 3.12 it waits for the next safe point. The cost grows with the slots
   * and items, now and then with the heap, when that grows by half.
   *
   * @param items number of items, for a type that has some: from 0 @defaultValue 0
   */
  create(type: ObjectType, items = 0): ObjectId {
    return this.creation.create(type, items);
  }

  /** A new object with these items, each of which it refers to from now on. @throws DeadObject */
  createWith(type: ObjectType, items: readonly (ObjectId | null)[]): ObjectId {
    const object = this.create(type, items.length);
    const slots = type.slots ?? 0;
    for (const [index, item] of items.entries())
      if (item !== null) this.refer(object, slots + index, item);
    return object;
  }

  /**
   * One more reference (`Py_INCREF`). No effect on an immortal object.
   *
   * @throws DeadObject
   */
  incref(object: ObjectId): void {
    const { refcounts } = this.columns;
    const count = refcounts[object] as number;
    if (count > 0) {
      refcounts[object] = count + 1;
      if (this.onEvent !== null) this.tell('increfed', object);
    } else if (!this.isImmortal(object)) throw new DeadObject(object);
  }

  /**
   * One reference less (`Py_DECREF`). At zero: finalize, clear, deallocate, and so on with what that lets
   * go; the cost grows with how many that are, and a chain of any length needs no stack. No effect on an
   * immortal object. A finalizer or callback runs inside this call.
   *
   * @throws NegativeRefcount when nobody owned a reference
   */
  decref(object: ObjectId): void {
    const { refcounts } = this.columns;
    const count = refcounts[object] as number;
    if (count <= 0) {
      this.refuse(object);
      return;
    }
    refcounts[object] = count - 1;
    if (this.onEvent !== null) this.tell('decrefed', object);
    if (count === 1) this.deallocation.run(object);
  }

  /** The word to a listener. */
  private tell(type: 'increfed' | 'decrefed', object: ObjectId): void {
    this.onEvent?.({ type, object, refcount: this.columns.refcounts[object] as number });
  }

  private refuse(object: ObjectId): void {
    if (!this.isImmortal(object)) throw new NegativeRefcount(object);
  }

  /**
   * `ob_refcnt`, without the reference a call of `sys.getrefcount` adds; the version's fixed number
   * for an immortal object, 0 for a dead one.
   */
  refcount(object: ObjectId): number {
    const count = this.columns.refcounts[object] as number;
    if (count >= 0) return count;
    return this.isAlive(object) ? (this.profile.immortalRefcount ?? 0) : 0;
  }

  /**
   * What `sys.getrefcount(x)` reports for a local variable `x`: the argument counts up to 3.13,
   * and an immortal object has the version's fixed number.
   *
   * @throws DeadObject
   */
  getrefcount(object: ObjectId): number {
    this.#requireAlive(object);
    const lent = this.isImmortal(object) || !this.profile.argumentsCounted;
    return this.refcount(object) + (lent ? 0 : 1);
  }

  /**
   * Stores a reference, or null: increfs the new referent, stores it, then decrefs the old one (`Py_XSETREF`).
   *
   * @param slot from 0 to `length(referrer)` − 1, slots before items
   * @throws DeadObject, SlotOutOfRange
   */
  refer(referrer: ObjectId, slot: number, referent: ObjectId | null): void {
    this.#requireAlive(referrer);
    if (slot >>> 0 >= this.length(referrer)) this.#refuseSlot(referrer, slot);
    if (referent !== null) {
      this.incref(referent);
      this.untracking.maintain(referrer, referent);
      this.columns.branch(referrer);
    }
    const { cells } = this.columns.slots;
    const cell = (this.columns.starts[referrer] as number) + slot;
    const old = cells[cell] as ObjectId | 0;
    cells[cell] = referent ?? 0;
    if (this.onEvent) this.onEvent({ type: 'referred', referrer, slot, referent });
    if (old !== 0) this.decref(old);
  }

  #refuseSlot(object: ObjectId, slot: number): never {
    throw new SlotOutOfRange(object, slot, this.length(object));
  }

  /** Appends an item to a growable object; amortised constant. @throws DeadObject, WrongType when it cannot grow */
  append(object: ObjectId, referent: ObjectId | null): void {
    this.#requireAlive(object);
    this.#items.append(object, referent);
  }

  /** Removes the last item, and decrefs it; false when there is none, or the type does not grow. @throws DeadObject */
  pop(object: ObjectId): boolean {
    this.#requireAlive(object);
    return this.#items.pop(object);
  }

  /** How many slots and items an object has; 0 for a dead one. */
  length(object: ObjectId): number {
    return this.#items.length(object);
  }

  /** What a slot refers to; the reference stays the slot's. @throws DeadObject, SlotOutOfRange */
  slot(object: ObjectId, slot: number): ObjectId | null {
    this.#requireAlive(object);
    if (slot >>> 0 >= this.length(object)) this.#refuseSlot(object, slot);
    const referent = this.columns.slots.cells[(this.columns.starts[object] as number) + slot];
    return referent === 0 ? null : (referent as ObjectId);
  }

  /**
   * `tp_clear`: lets go of everything, first the slots, then the items in the type's order. No
   * effect on a type without one (tuple). The cost grows with the references and what dies with them.
   */
  clear(object: ObjectId): void {
    this.#items.clear(object);
  }

  /** `tp_traverse` for a collector: the references in visiting order, 0 for an empty slot. */
  visit(object: ObjectId, into: Referents): void {
    this.#items.visit(object, into);
  }

  /** What {@link visit} and {@link refcount} tell, as arrays; valid until the next object is created. */
  readonly rows = (): Rows => rowsOf(this.columns, this.types);

  /**
   * Frees many objects at once, all of whose references come from among them; false, and nothing
   * done, if a listener, finalizer or weak reference could tell in which order they die. For a collector:
   * that the references come from among them is not checked here, but by {@link ObjectHeap.check}.
   */
  discard(objects: Int32Array): boolean {
    return discard(this, objects);
  }

  /** Calls `visit` for each reference, in the order of `tp_traverse`; a referent twice if held twice. */
  traverse(object: ObjectId, visit: (referent: ObjectId) => void): void {
    for (const referent of this.referents(object)) visit(referent);
  }

  /** The references of an object in visiting order (`gc.get_referents`). @throws DeadObject */
  referents(object: ObjectId): ObjectId[] {
    this.#requireAlive(object);
    return this.#items.referents(object);
  }

  /**
   * The objects that refer to this one, each once, by id: `gc.get_referrers` and the untracked ones too.
   * Takes time in proportion to the heap.
   */
  *referrers(object: ObjectId): Iterable<ObjectId> {
    for (const other of this.objects()) if (this.referents(other).includes(object)) yield other;
  }

  /** Has the object been created and not yet been deallocated? */
  isAlive(object: ObjectId): boolean {
    return (this.columns.types[object] ?? 0) !== 0;
  }

  /** The objects alive, by id; takes time in proportion to the heap. */
  *objects(): Iterable<ObjectId> {
    for (let object = FIRST_OBJECT; object < this.columns.top; object++)
      if (this.isAlive(object as ObjectId)) yield object as ObjectId;
  }

  /** The type of an object. @throws DeadObject */
  typeOf(object: ObjectId): ObjectType {
    this.#requireAlive(object);
    return this.types.types[this.columns.types[object] as number] as ObjectType;
  }

  /** `__del__` ran, by deallocation or by a collector (PEP 442: it does not run again). */
  isFinalized(object: ObjectId): boolean {
    return ((this.columns.flags[object] as number) & FINALIZED) !== 0;
  }

  /** From here on the count never moves (PEP 683). No effect before 3.12. @throws DeadObject */
  immortalize(object: ObjectId): void {
    this.#requireAlive(object);
    if (!this.profile.immortality) return;
    this.columns.refcounts[object] = IMMORTAL;
    if (this.onEvent) this.onEvent({ type: 'immortalized', object });
  }

  /** Is the object alive and beyond counting? */
  isImmortal(object: ObjectId): boolean {
    return (this.columns.refcounts[object] as number) < 0 && this.isAlive(object);
  }

  /**
   * A weak reference to an object (`PyWeakref_NewRef`): an object of its own with a reference that the
   * caller owns. A plain one (exact type, no callback) is shared: the existing one is returned with one
   * reference more.
   *
   * @param callback runs inside the call in which the referent dies, newest first @defaultValue none
   * @throws DeadObject, WrongType when `type` is no type of weak references
   *
   * @example
   * ```ts
   * import { instanceType, ObjectHeap } from '@memstrata/refcount';
   *
   * const heap = new ObjectHeap();
   * const page = heap.create(instanceType('Page', 0));
   * const seen = heap.refWeakly(page, () => console.log('the page is gone'));
   * console.log(heap.dereference(seen) === page); // → true
   * heap.decref(page); // → the page is gone
   * console.log(heap.dereference(seen)); // → null
   * ```
   */
  refWeakly(
    referent: ObjectId,
    callback: WeakCallback | null = null,
    type: ObjectType = weakReferenceType,
  ): ObjectId {
    this.#requireAlive(referent);
    return this.weakReferences.refer(referent, callback, type);
  }

  /** What a weak reference refers to, without a new reference; null once its referent is dying. */
  dereference(weakReference: ObjectId): ObjectId | null {
    const referent = this.weakReferences.referent(weakReference);
    return referent === 0 || this.columns.refcounts[referent] === 0 ? null : referent;
  }

  /** Has the object weak references? */
  isWeaklyReferred(object: ObjectId): boolean {
    return ((this.columns.flags[object] as number) & WEAKLY_REFERRED) !== 0;
  }

  /** Frees what the free lists keep, as a full collection does; answers how many objects that were. */
  clearFreeLists(): number {
    return this.freeLists.clear();
  }

  /** The interpreter is between two instructions: a collection that is due may run (3.12 on, `_Py_HandlePending`). */
  safePoint(): void {
    this.tracking?.safePoint();
  }

  /** Objects whose deallocation was postponed and has not been taken up yet. */
  get postponed(): readonly ObjectId[] {
    return this.deallocation.postponed;
  }

  /**
   * Steps of the deallocation cascade since the heap was made: two for each object that died at the
   * least, and one more each time it waited for a referent that died before it or was postponed.
   */
  get deallocationSteps(): number {
    return this.deallocation.steps;
  }

  /** Holds the heap against its laws; takes time in proportion to it. @throws HeapCorruption at the first broken one */
  check(): void {
    checkHeap(this);
  }

  #requireAlive(object: ObjectId): void {
    if (!this.isAlive(object)) throw new DeadObject(object);
  }
}
