/**
 * CPython's object heap: reference counts, slots, deallocation, finalizers, weak references.
 *
 * Laws, checked by {@link ObjectHeap.check}: no count is below the references stored in slots; no
 * slot leads to a dead object; a dead object has count 0.
 */
import { checkHeap } from './check.ts';
import { Columns, FINALIZED, FIRST_OBJECT, IMMORTAL, WEAKLY_REFERRED } from './columns.ts';
import { Deallocation } from './deallocation.ts';
import { DeadObject, NegativeRefcount, SlotOutOfRange, WrongType } from './errors.ts';
import type { Listener, RefcountEvent } from './events.ts';
import { Finalization } from './finalization.ts';
import { FreeLists } from './free-lists.ts';
import {
  CLEARABLE,
  CLEARS_BACKWARD,
  DICT_RULES,
  GROWS,
  HAS_FREE_LIST,
  HAS_ITEMS,
  IS_WEAK_REFERENCE,
  type ObjectType,
  TRACKED,
  TUPLE_RULES,
  TypeTable,
  VISITS_BACKWARD,
  weakReferenceType,
} from './object-type.ts';
import { type PythonVersion, type RefcountProfile, refcountProfiles } from './python-version.ts';
import { Referents } from './referents.ts';
import { type Rows, rowsOf } from './rows.ts';
import { classFor, HEADER } from './slots.ts';
import type { Tracking } from './tracking.ts';
import { Untracking } from './untracking.ts';
import { type WeakCallback, WeakReferences } from './weak-references.ts';

declare const objectBrand: unique symbol;
/** An object: its row in the heap. At least 16; reused after the object died. */
export type ObjectId = number & { readonly [objectBrand]: true };

export interface ObjectHeapOptions {
  /** Whose rules. @defaultValue `'3.13'` */
  readonly python?: PythonVersion;
  /** Objects to make room for at once; the heap grows by itself. @defaultValue 1024 */
  readonly capacity?: number;
  /** Hears what happened, after it happened. */
  readonly onEvent?: Listener<RefcountEvent>;
}

/**
 * Objects with reference counts, as CPython keeps them.
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
  readonly python: PythonVersion;
  readonly profile: RefcountProfile;
  /** A collector attaches itself here. */
  tracking: Tracking | null = null;
  onEvent: Listener<RefcountEvent> | null;
  /** @internal The rows. */
  readonly columns: Columns;
  /** @internal The types seen so far. */
  readonly types: TypeTable;
  readonly weakReferences: WeakReferences;
  readonly freeLists: FreeLists;
  /** The finalizers, for a collector. */
  readonly finalization: Finalization;
  /** Which tuples and dicts need no tracking, for a collector. */
  readonly untracking: Untracking;
  readonly #deallocation: Deallocation;
  readonly #window: Referents = new Referents();
  #lastType: ObjectType | null = null;
  #lastIndex = 0;

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
    this.#deallocation = new Deallocation(this);
  }

  /**
   * A new object with count 1, owned by the caller; its slots refer to nothing. Up to 3.11 the
   * collector may run first; from 3.12 it waits for the next safe point.
   *
   * @param items number of items, for a type that has some
   */
  create(type: ObjectType, items = 0): ObjectId {
    const index = this.#indexOf(type);
    const flags = this.types.flags[index] as number;
    if ((flags & TRACKED) !== 0) this.#announceAllocation(type, flags, items);
    const slots = this.types.slots[index] as number;
    const object = this.#row(flags, slots, items);
    const { columns } = this;
    columns.refcounts[object] = 1;
    columns.types[object] = index;
    columns.flags[object] = 0;
    if ((flags & TRACKED) !== 0 && this.#startsTracked(flags)) this.tracking?.track(object);
    if (this.onEvent) this.onEvent({ type: 'created', object, typeName: type.name });
    return object;
  }

  /** A new object with these items, each of which it refers to from now on. */
  createWith(type: ObjectType, items: readonly (ObjectId | null)[]): ObjectId {
    const object = this.create(type, items.length);
    const slots = type.slots ?? 0;
    for (const [index, item] of items.entries())
      if (item !== null) this.refer(object, slots + index, item);
    return object;
  }

  #indexOf(type: ObjectType): number {
    if (type === this.#lastType) return this.#lastIndex;
    this.#lastIndex = this.types.indexOf(type);
    this.#lastType = type;
    return this.#lastIndex;
  }

  #announceAllocation(type: ObjectType, flags: number, items: number): void {
    if ((flags & HAS_FREE_LIST) !== 0 && type.freeList && this.freeLists.take(type.freeList, items))
      return;
    this.tracking?.allocating();
  }

  #startsTracked(flags: number): boolean {
    if ((flags & TUPLE_RULES) !== 0) return this.profile.newTuples === 'tracked';
    if ((flags & DICT_RULES) !== 0) return this.profile.newDicts === 'tracked';
    return true;
  }

  #row(flags: number, slots: number, items: number): ObjectId {
    const { columns } = this;
    if ((flags & HAS_ITEMS) === 0) return columns.take(slots) as ObjectId;
    const cells = HEADER + slots + items;
    const object = columns.take(cells) as ObjectId;
    const block = columns.starts[object] as number;
    columns.slots.cells[block] = items;
    columns.slots.cells[block + 1] = classFor(cells);
    columns.starts[object] = block + HEADER;
    return object;
  }

  /**
   * One more reference. No effect on an immortal object.
   *
   * @throws DeadObject
   */
  incref(object: ObjectId): void {
    const count = this.columns.refcounts[object] as number;
    if ((count - 1) >>> 0 >= IMMORTAL - 1) {
      this.#requireAlive(object);
      return;
    }
    this.columns.refcounts[object] = count + 1;
    if (this.onEvent) this.onEvent({ type: 'increfed', object, refcount: count + 1 });
  }

  /**
   * One reference less. At zero: finalize, clear, deallocate, and so on with what that lets go.
   * No effect on an immortal object.
   *
   * @throws NegativeRefcount
   */
  decref(object: ObjectId): void {
    const count = this.columns.refcounts[object] as number;
    if ((count - 1) >>> 0 >= IMMORTAL - 1) {
      if (!this.isImmortal(object)) throw new NegativeRefcount(object);
      return;
    }
    this.columns.refcounts[object] = count - 1;
    if (this.onEvent) this.onEvent({ type: 'decrefed', object, refcount: count - 1 });
    if (count === 1) this.#deallocation.run(object);
  }

  /** `ob_refcnt`, without the reference a call of `sys.getrefcount` adds; 0 for a dead object. */
  refcount(object: ObjectId): number {
    return this.columns.refcounts[object] as number;
  }

  /**
   * What `sys.getrefcount(x)` reports for a local variable `x`: the argument counts up to 3.13,
   * and an immortal object has the version's fixed number.
   */
  getrefcount(object: ObjectId): number {
    this.#requireAlive(object);
    if (this.isImmortal(object)) return this.profile.immortalRefcount ?? 0;
    return this.refcount(object) + (this.profile.argumentsCounted ? 1 : 0);
  }

  /**
   * Stores a reference, or null: increfs the new referent, stores it, then decrefs the old one.
   *
   * @throws DeadObject, SlotOutOfRange
   */
  refer(referrer: ObjectId, slot: number, referent: ObjectId | null): void {
    this.#requireAlive(referrer);
    if (slot >>> 0 >= this.length(referrer)) this.#refuseSlot(referrer, slot);
    if (referent !== null) {
      this.incref(referent);
      this.#maintainTracking(referrer, referent);
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

  /** A tuple (3.15) or dict (up to 3.13) that starts untracked joins with its first trackable item. */
  #maintainTracking(referrer: ObjectId, referent: ObjectId): void {
    const flags = this.#flagsOf(referrer);
    if ((flags & (TUPLE_RULES | DICT_RULES)) === 0 || !this.tracking) return;
    if (this.mayBeTracked(referent) && !this.tracking.isTracked(referrer))
      this.tracking.track(referrer);
  }

  /** `_PyObject_GC_MAY_BE_TRACKED`: a gc object, unless it is a tuple that is not tracked. */
  mayBeTracked(object: ObjectId): boolean {
    const flags = this.#flagsOf(object);
    if ((flags & TRACKED) === 0) return false;
    return (flags & TUPLE_RULES) === 0 || (this.tracking?.isTracked(object) ?? true);
  }

  /** Appends an item to a growable object; amortised constant. */
  append(object: ObjectId, referent: ObjectId | null): void {
    this.#requireAlive(object);
    if ((this.#flagsOf(object) & GROWS) === 0)
      throw new WrongType(this.typeOf(object).name, 'growable');
    const length = this.length(object);
    this.#makeRoom(object, length + 1);
    const start = this.columns.starts[object] as number;
    const { cells } = this.columns.slots;
    cells[start - HEADER] = (cells[start - HEADER] as number) + 1;
    this.refer(object, length, referent);
  }

  #makeRoom(object: ObjectId, length: number): void {
    const { columns } = this;
    const start = columns.starts[object] as number;
    const size = columns.slots.cells[start - 1] as number;
    const needed = classFor(HEADER + length);
    if (needed <= size) return;
    const larger = classFor(HEADER + length + (length >> 3) + 6);
    const block = columns.slots.take(larger);
    const { cells } = columns.slots;
    cells.copyWithin(block, start - HEADER, start + length - 1);
    cells[block + 1] = larger;
    cells.fill(0, start - HEADER, start + length - 1);
    columns.slots.give(start - HEADER, size);
    columns.starts[object] = block + HEADER;
  }

  /** Removes the last item, and decrefs it; false when there is none. */
  pop(object: ObjectId): boolean {
    this.#requireAlive(object);
    const start = this.columns.starts[object] as number;
    const { cells } = this.columns.slots;
    if ((this.#flagsOf(object) & GROWS) === 0 || cells[start - HEADER] === 0) return false;
    const length = this.length(object) - 1;
    const old = cells[start + length] as ObjectId | 0;
    cells[start + length] = 0;
    cells[start - HEADER] = (cells[start - HEADER] as number) - 1;
    if (this.onEvent)
      this.onEvent({ type: 'referred', referrer: object, slot: length, referent: null });
    if (old !== 0) this.decref(old);
    return true;
  }

  /** Slots and items of an object. */
  length(object: ObjectId): number {
    const type = this.columns.types[object] as number;
    const slots = this.types.slots[type] as number;
    if (((this.types.flags[type] as number) & HAS_ITEMS) === 0) return slots;
    return (
      slots + (this.columns.slots.cells[(this.columns.starts[object] as number) - HEADER] as number)
    );
  }

  /** What a slot refers to; the reference stays the slot's. */
  slot(object: ObjectId, slot: number): ObjectId | null {
    this.#requireAlive(object);
    if (slot >>> 0 >= this.length(object)) this.#refuseSlot(object, slot);
    const referent = this.columns.slots.cells[(this.columns.starts[object] as number) + slot];
    return referent === 0 ? null : (referent as ObjectId);
  }

  /**
   * `tp_clear`: lets go of everything, first the slots, then the items in the type's order. No
   * effect on a type without one (tuple).
   */
  clear(object: ObjectId): void {
    const flags = this.#flagsOf(object);
    if ((flags & CLEARABLE) === 0) return;
    const slots = this.types.slots[this.columns.types[object] as number] as number;
    for (let slot = 0; slot < slots; slot++) this.#letGo(object, slot);
    if ((flags & HAS_ITEMS) !== 0) this.#clearItems(object, flags, slots);
    if ((flags & IS_WEAK_REFERENCE) !== 0) this.weakReferences.clear(object);
    if (this.onEvent) this.onEvent({ type: 'cleared', object });
  }

  #letGo(object: ObjectId, slot: number): void {
    const cell = (this.columns.starts[object] as number) + slot;
    const { cells } = this.columns.slots;
    const referent = cells[cell] as ObjectId | 0;
    if (referent === 0) return;
    cells[cell] = 0;
    this.decref(referent);
  }

  #clearItems(object: ObjectId, flags: number, slots: number): void {
    const length = this.length(object);
    if ((flags & CLEARS_BACKWARD) !== 0)
      for (let slot = length - 1; slot >= slots; slot--) this.#letGo(object, slot);
    else for (let slot = slots; slot < length; slot++) this.#letGo(object, slot);
    if ((flags & GROWS) !== 0)
      this.columns.slots.cells[(this.columns.starts[object] as number) - HEADER] = 0;
  }

  /** `tp_traverse` for a collector: the references in visiting order, 0 for an empty slot. */
  visit(object: ObjectId, into: Referents): void {
    const { columns, types } = this;
    const type = columns.types[object] as number;
    const start = columns.starts[object] as number;
    const slots = types.slots[type] as number;
    const flags = types.flags[type] as number;
    if ((flags & HAS_ITEMS) === 0) into.show(columns.slots.cells, start, start + slots);
    else this.#visitItems(start, slots, flags, into);
  }

  #visitItems(start: number, slots: number, flags: number, into: Referents): void {
    const { cells } = this.columns.slots;
    const end = start + slots + (cells[start - HEADER] as number);
    if ((flags & VISITS_BACKWARD) === 0) {
      into.show(cells, start, end);
      return;
    }
    into.begin();
    for (let cell = start; cell < start + slots; cell++) into.add(cells[cell] as number);
    for (let cell = end - 1; cell >= start + slots; cell--) into.add(cells[cell] as number);
  }

  /** What {@link visit} and {@link refcount} tell, as arrays; valid until the next object is created. */
  readonly rows = (): Rows => rowsOf(this.columns, this.types);

  /** Calls `visit` for each reference, in the order of `tp_traverse`; a referent twice if held twice. */
  traverse(object: ObjectId, visit: (referent: ObjectId) => void): void {
    for (const referent of this.referents(object)) visit(referent);
  }

  /** The references of an object in visiting order (`gc.get_referents`). */
  referents(object: ObjectId): ObjectId[] {
    this.#requireAlive(object);
    const window = this.#window;
    this.visit(object, window);
    const found: ObjectId[] = [];
    for (let at = window.start; at < window.end; at++)
      if (window.ids[at] !== 0) found.push(window.ids[at] as ObjectId);
    return found;
  }

  /** The objects that refer to this one, each once, by id; takes time in proportion to the heap. */
  *referrers(object: ObjectId): Iterable<ObjectId> {
    for (const other of this.objects()) if (this.referents(other).includes(object)) yield other;
  }

  /** Has the object been created and not yet been deallocated? */
  isAlive(object: ObjectId): boolean {
    return (this.columns.types[object] ?? 0) !== 0;
  }

  /** The objects alive, by id. */
  *objects(): Iterable<ObjectId> {
    for (let object = FIRST_OBJECT; object < this.columns.top; object++)
      if (this.isAlive(object as ObjectId)) yield object as ObjectId;
  }

  /** The type of an object. @throws DeadObject */
  typeOf(object: ObjectId): ObjectType {
    this.#requireAlive(object);
    return this.types.types[this.columns.types[object] as number] as ObjectType;
  }

  /** `__del__` ran, by deallocation or by a collector. */
  isFinalized(object: ObjectId): boolean {
    return ((this.columns.flags[object] as number) & FINALIZED) !== 0;
  }

  /** From here on the count never moves (PEP 683). No effect before 3.12. */
  immortalize(object: ObjectId): void {
    this.#requireAlive(object);
    if (!this.profile.immortality) return;
    this.columns.refcounts[object] = IMMORTAL;
    if (this.onEvent) this.onEvent({ type: 'immortalized', object });
  }

  isImmortal(object: ObjectId): boolean {
    return (this.columns.refcounts[object] as number) >= IMMORTAL;
  }

  /**
   * A weak reference to an object. A plain one (exact type, no callback) is shared: the existing
   * one is returned with one reference more.
   */
  refWeakly(
    referent: ObjectId,
    callback: WeakCallback | null = null,
    type: ObjectType = weakReferenceType,
  ): ObjectId {
    this.#requireAlive(referent);
    if (!type.weakReference) throw new WrongType(type.name, 'a weak reference');
    const plain = callback === null && type === weakReferenceType;
    const shared = plain ? this.weakReferences.shared(referent) : null;
    if (shared !== null) {
      this.incref(shared);
      return shared;
    }
    const weakReference = this.create(type);
    this.weakReferences.add(weakReference, referent, callback, plain);
    if (this.onEvent) this.onEvent({ type: 'weakly-referred', weakReference, referent });
    return weakReference;
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

  /** Frees what the free lists keep, as a full collection does; how many objects that were. */
  clearFreeLists(): number {
    return this.freeLists.clear();
  }

  /** The interpreter is between two instructions: a scheduled collection may run. */
  safePoint(): void {
    this.tracking?.safePoint();
  }

  /** Objects whose deallocation was postponed and has not been taken up yet. */
  get postponed(): readonly ObjectId[] {
    return this.#deallocation.postponed;
  }

  /** Throws HeapCorruption at the first broken law; takes time in proportion to the heap. */
  check(): void {
    checkHeap(this);
  }

  #flagsOf(object: ObjectId): number {
    return this.types.flags[this.columns.types[object] as number] as number;
  }

  #requireAlive(object: ObjectId): void {
    if (!this.isAlive(object)) throw new DeadObject(object);
  }
}
