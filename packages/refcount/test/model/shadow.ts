/**
 * A plain object graph with the documented rules of counting and nothing else: counts are fields,
 * slots are arrays, deallocation is recursion. What the heap does must not be told from it.
 */

/** What an object is, as far as its death is concerned. */
export type ShadowKind = 'instance' | 'list' | 'tuple' | 'atom' | 'weak';

/** What a finalizer or callback does beside being logged. */
export interface Act {
  readonly name: 'nothing' | 'resurrect' | 'drop' | 'clear-slot';
  readonly root: number;
}

/** What happened, as numbers: code times this, plus the object's serial. */
export const CODE = 2 ** 24;
export const DIED = 0;
export const FINALIZED = 1 * CODE;
export const CALLED = 2 * CODE;

export class Shadow {
  count = 1;
  alive = true;
  immortal = false;
  finalized = false;
  /** Weak references to this object, newest first, but a plain one at the head. */
  readonly weak: Shadow[] = [];
  referent: Shadow | null = null;
  calls = false;
  plain = false;
  readonly serial: number;
  readonly kind: ShadowKind;
  readonly slots: (Shadow | null)[];
  /** Present where the type has a finalizer, and where a weak reference has a callback. */
  readonly act: Act | null;

  constructor(serial: number, kind: ShadowKind, slots: number, act: Act | null) {
    this.serial = serial;
    this.kind = kind;
    this.slots = new Array(slots).fill(null);
    this.act = act;
  }
}

export class ShadowHeap {
  readonly roots: (Shadow | null)[];
  readonly log: number[] = [];
  readonly alive: Set<Shadow> = new Set();
  /** Deaths are part of the log. */
  readonly logsDeaths: boolean;
  readonly immortality: boolean;
  #made = 0;

  constructor(roots: number, logsDeaths: boolean, immortality: boolean) {
    this.roots = new Array(roots).fill(null);
    this.logsDeaths = logsDeaths;
    this.immortality = immortality;
  }

  create(kind: ShadowKind, slots: number, act: Act | null): Shadow {
    const object = new Shadow(this.#made++, kind, slots, act);
    this.alive.add(object);
    return object;
  }

  /** The root takes over the reference, then lets go of its old object. */
  settle(root: number, object: Shadow | null): void {
    const old = this.roots[root] ?? null;
    this.roots[root] = object;
    if (old) this.decref(old);
  }

  bind(root: number, object: Shadow | null): void {
    if (object) this.incref(object);
    this.settle(root, object);
  }

  incref(object: Shadow): void {
    if (!object.immortal) object.count++;
  }

  decref(object: Shadow): void {
    if (object.immortal) return;
    object.count--;
    if (object.count === 0) this.#die(object);
  }

  store(object: Shadow, slot: number, referent: Shadow | null): void {
    if (referent) this.incref(referent);
    const old = object.slots[slot] ?? null;
    object.slots[slot] = referent;
    if (old) this.decref(old);
  }

  pop(object: Shadow): void {
    const old = object.slots.pop() ?? null;
    if (old) this.decref(old);
  }

  immortalize(object: Shadow): void {
    if (this.immortality) object.immortal = true;
  }

  /** A plain weak reference to an object is shared. */
  refer(referent: Shadow, act: Act | null): Shadow {
    const plain = act === null;
    const first = referent.weak[0];
    if (plain && first?.plain) {
      this.incref(first);
      return first;
    }
    const reference = this.create('weak', 0, act);
    reference.referent = referent;
    reference.calls = !plain;
    reference.plain = plain;
    referent.weak.splice(!plain && first?.plain ? 1 : 0, 0, reference);
    return reference;
  }

  #die(object: Shadow): void {
    if (object.kind !== 'weak' && object.act && !object.finalized) {
      object.finalized = true;
      object.count = 1;
      this.log.push(FINALIZED + object.serial);
      this.#perform(object, object.act);
      if (object.immortal) return;
      object.count--;
      if (object.count > 0) return;
    }
    this.#callBack(object);
    this.#release(object);
    if (object.kind === 'weak') this.#forget(object);
    object.alive = false;
    this.alive.delete(object);
    if (this.logsDeaths) this.log.push(DIED + object.serial);
  }

  /**
   * Since 3.13 a tuple keeps every weak reference until the last callback returned. One that is
   * dying itself is cleared and not kept.
   */
  #callBack(object: Shadow): void {
    const cleared = object.weak.splice(0);
    for (const reference of cleared) reference.referent = null;
    const due = cleared.filter(({ count }) => count > 0);
    for (const reference of due) this.incref(reference);
    for (const reference of due) {
      if (!reference.calls) continue;
      reference.calls = false;
      this.log.push(CALLED + reference.serial);
      if (reference.act) this.#perform(reference, reference.act);
    }
    for (const reference of due.reverse()) this.decref(reference);
  }

  #perform(object: Shadow, { name, root }: Act): void {
    if (name === 'resurrect') this.bind(root, object);
    else if (name === 'drop') this.bind(root, null);
    else if (name === 'clear-slot' && object.slots.length > 0) this.store(object, 0, null);
  }

  #release({ kind, slots }: Shadow): void {
    const backward = kind === 'list' || kind === 'tuple';
    for (let step = 0; step < slots.length; step++) {
      const at = backward ? slots.length - 1 - step : step;
      const referent = slots[at] ?? null;
      slots[at] = null;
      if (referent) this.decref(referent);
    }
  }

  #forget(reference: Shadow): void {
    const { referent } = reference;
    if (referent) referent.weak.splice(referent.weak.indexOf(reference), 1);
  }
}
