/**
 * Intrusive doubly linked lists of objects in two typed arrays.
 *
 * ```text
 *   next:  head → first → … → last → head          head, an id below 16, belongs to no object
 *   prev:  head ← first ← … ← last ← head
 *   an object on no list has next 0
 * ```
 *
 * As in CPython an object leaves its list without anybody knowing which list that is.
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
  next: Int32Array;
  prev: Int32Array;

  constructor(capacity: number) {
    this.next = new Int32Array(capacity + HEADS);
    this.prev = new Int32Array(capacity + HEADS);
    for (let head = 0; head < HEADS; head++) this.#reset(head);
  }

  #reset(head: number): void {
    this.next[head] = head;
    this.prev[head] = head;
  }

  /** Makes room for an object. */
  reach(object: number): void {
    if (object < this.next.length) return;
    const rows = Math.ceil(object * 1.5);
    const next = new Int32Array(rows);
    next.set(this.next);
    this.next = next;
    const prev = new Int32Array(rows);
    prev.set(this.prev);
    this.prev = prev;
  }

  has(object: number): boolean {
    return (this.next[object] ?? 0) !== 0;
  }

  /** Puts an object that is on no list at the end of one. */
  append(head: number, object: number): void {
    const { next, prev } = this;
    const last = prev[head] as number;
    next[last] = object;
    prev[object] = last;
    next[object] = head;
    prev[head] = object;
  }

  /** Takes an object off its list. */
  remove(object: number): void {
    const { next, prev } = this;
    const after = next[object] as number;
    const before = prev[object] as number;
    next[before] = after;
    prev[after] = before;
    next[object] = 0;
  }

  /** Takes an object off its list and puts it at the end of another. */
  move(head: number, object: number): void {
    this.remove(object);
    this.append(head, object);
  }

  isEmpty(head: number): boolean {
    return this.next[head] === head;
  }

  first(head: number): ObjectId {
    return this.next[head] as ObjectId;
  }

  /** Appends a whole list to another, and leaves it empty. */
  merge(from: number, to: number): void {
    if (from === to || this.isEmpty(from)) return;
    const { next, prev } = this;
    const first = next[from] as number;
    const last = prev[from] as number;
    const end = prev[to] as number;
    next[end] = first;
    prev[first] = end;
    next[last] = to;
    prev[to] = last;
    this.#reset(from);
  }

  /** Walks the list; takes time in proportion to it. */
  size(head: number): number {
    const { next } = this;
    let size = 0;
    for (let object = next[head] as number; object !== head; object = next[object] as number)
      size++;
    return size;
  }

  /** The objects of a list, in order. */
  *objects(head: number): Iterable<ObjectId> {
    let object = this.next[head] as number;
    while (object !== head) {
      const after = this.next[object] as number;
      yield object as ObjectId;
      object = after;
    }
  }
}
