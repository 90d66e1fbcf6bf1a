/**
 * Intrusive doubly linked lists of objects in one typed array, two cells an object.
 *
 * ```text
 *   cell 2·id       next: head → first → … → last → head    head, an id below 16, belongs to no object
 *   cell 2·id + 1   prev: head ← first ← … ← last ← head
 *   an object on no list has next 0
 * ```
 *
 * As in CPython an object leaves its list without anybody knowing which list that is. Both links
 * lie side by side, so that leaving touches one place of memory when the neighbours are near.
 */
import type { ObjectId } from '@memstrata/refcount';
import type { Generation } from './events.ts';

/** The heads. An empty list's head is its own neighbour. */
export const GENERATION_0 = 1;
export const GENERATION_1 = 2;
export const GENERATION_2 = 3;
export const PERMANENT = 4;
export const UNREACHABLE = 5;
export const LEGACY = 6;
export const CALLBACKS = 7;
export const SEEN = 8;
const HEADS = 16;

/** The head of each generation's list. */
export const HEAD_OF: Readonly<Record<Generation, number>> = {
  0: GENERATION_0,
  1: GENERATION_1,
  2: GENERATION_2,
};

export class TrackedLists {
  /** The links; read by the phases, written only here. Declared, not defined: see `Columns` of the object heap. */
  declare links: Int32Array;

  constructor(capacity: number) {
    this.links = new Int32Array((capacity + HEADS) * 2);
    for (let head = 0; head < HEADS; head++) this.reset(head);
  }

  /** Empties a list; its objects must be elsewhere, or be forgotten. */
  reset(head: number): void {
    this.links[head * 2] = head;
    this.links[head * 2 + 1] = head;
  }

  /** Objects there is room for. */
  get capacity(): number {
    return this.links.length / 2;
  }

  /** Makes room for an object. */
  reach(object: number): void {
    if (object < this.capacity) return;
    const links = new Int32Array(Math.ceil(object * 1.5) * 2);
    links.set(this.links);
    this.links = links;
  }

  has(object: number): boolean {
    return (this.links[object * 2] ?? 0) !== 0;
  }

  /** Puts an object that is on no list at the end of one. */
  append(head: number, object: number): void {
    const { links } = this;
    const last = links[head * 2 + 1] as number;
    links[last * 2] = object;
    links[object * 2 + 1] = last;
    links[object * 2] = head;
    links[head * 2 + 1] = object;
  }

  /** Takes an object off its list; false when it is on none. */
  remove(object: number): boolean {
    const { links } = this;
    const after = links[object * 2];
    if (!after) return false;
    const before = links[object * 2 + 1] as number;
    links[before * 2] = after;
    links[after * 2 + 1] = before;
    links[object * 2] = 0;
    return true;
  }

  /** An object of a list that is about to be emptied is on none. */
  forget(object: number): void {
    this.links[object * 2] = 0;
  }

  /** Takes an object off its list and puts it at the end of another. */
  move(head: number, object: number): void {
    this.remove(object);
    this.append(head, object);
  }

  /**
   * Takes a whole stretch of a list, from `first` to `last`, to the end of another.
   *
   * ```text
   *   … before ⇄ [first ⇄ … ⇄ last] ⇄ after …        … end ⇄ head
   *   … before ⇄ after …                               … end ⇄ [first ⇄ … ⇄ last] ⇄ head
   * ```
   */
  moveStretch(head: number, first: number, last: number): void {
    const { links } = this;
    const before = links[first * 2 + 1] as number;
    const after = links[last * 2] as number;
    links[before * 2] = after;
    links[after * 2 + 1] = before;
    const end = links[head * 2 + 1] as number;
    links[end * 2] = first;
    links[first * 2 + 1] = end;
    links[last * 2] = head;
    links[head * 2 + 1] = last;
  }

  isEmpty(head: number): boolean {
    return this.links[head * 2] === head;
  }

  first(head: number): ObjectId {
    return this.links[head * 2] as ObjectId;
  }

  /** What follows an object on its list; the head, behind the last. */
  after(object: number): ObjectId {
    return this.links[object * 2] as ObjectId;
  }

  /** Appends a whole list to another, and leaves it empty. */
  merge(from: number, to: number): void {
    if (from === to || this.isEmpty(from)) return;
    this.moveStretch(to, this.links[from * 2] as number, this.links[from * 2 + 1] as number);
  }

  /** Walks the list; takes time in proportion to it. */
  size(head: number): number {
    const { links } = this;
    let size = 0;
    for (let object = links[head * 2] as number; object !== head; size++)
      object = links[object * 2] as number;
    return size;
  }

  /** The objects of a list, in order. */
  *objects(head: number): Iterable<ObjectId> {
    let object = this.links[head * 2] as number;
    while (object !== head) {
      const after = this.links[object * 2] as number;
      yield object as ObjectId;
      object = after;
    }
  }
}
