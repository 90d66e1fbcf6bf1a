/**
 * The free chunks, doubly linked through their own payloads. The list and the heap are two
 * structures: neighbours on the list need not be neighbours in memory.
 *
 * Law: `first` … `last` by next is `last` … `first` by prev; 0 ends both.
 */

import type { Bytes, Chunk } from '../allocator.ts';
import { HeapCorruption } from '../errors.ts';
import type { AllocatorEvent, Listener } from '../events.ts';
import type { ChunkWords } from './layout.ts';

/** Where a freed chunk joins the list. It owns its loop. */
export interface ListOrder {
  readonly name: 'lifo' | 'fifo' | 'address';
  /** The listed chunk that the new one stands before; 0 for the end of the list. */
  successor(list: FreeList, chunk: Chunk): Chunk;
}

const NONE: Chunk = 0 as Chunk;

/** Last in, first out: the most recently freed chunk is looked at first. */
export const lifo: ListOrder = { name: 'lifo', successor: (list) => list.first };

/** First in, first out. */
export const fifo: ListOrder = { name: 'fifo', successor: () => NONE };

/** By address: low chunks are looked at first. Cost of a free: the free chunks below it. */
export const byAddress: ListOrder = {
  name: 'address',
  successor(list, chunk) {
    let next = list.first;
    while (next !== NONE && next < chunk) next = list.after(next);
    return next;
  },
};

export class FreeList {
  readonly words: ChunkWords;
  readonly order: ListOrder;
  first: Chunk = NONE;
  last: Chunk = NONE;
  /** Where next fit resumes; 0 for the start of the list. */
  rover: Chunk = NONE;
  readonly #onEvent: Listener<AllocatorEvent> | null;

  constructor(words: ChunkWords, order: ListOrder, onEvent: Listener<AllocatorEvent> | null) {
    this.words = words;
    this.order = order;
    this.#onEvent = onEvent;
  }

  /**
   * The chunk listed behind `chunk`; 0 at the end. Each step checks that the link leads back, so a
   * walk over damaged links ends with an error instead of not ending.
   * @throws HeapCorruption
   */
  after(chunk: Chunk): Chunk {
    const next = this.words.next(chunk);
    if (next !== NONE && this.words.prev(next) !== chunk)
      throw new HeapCorruption('a list neighbour points back', chunk);
    return next;
  }

  insert(chunk: Chunk, size: Bytes): void {
    const { words } = this;
    const next = this.order.successor(this, chunk);
    const prev = next === NONE ? this.last : words.prev(next);
    words.setNext(chunk, next);
    words.setPrev(chunk, prev);
    if (prev === NONE) this.first = chunk;
    else words.setNext(prev, chunk);
    if (next === NONE) this.last = chunk;
    else words.setPrev(next, chunk);
    if (this.#onEvent) this.#onEvent({ type: 'listed', chunk, size, list: this.order.name });
  }

  /** @throws HeapCorruption when the neighbours do not point back: somebody wrote into a free chunk. */
  remove(chunk: Chunk): void {
    const { words } = this;
    const next = words.next(chunk);
    const prev = words.prev(chunk);
    const nextAgrees = next === NONE ? this.last === chunk : words.prev(next) === chunk;
    const prevAgrees = prev === NONE ? this.first === chunk : words.next(prev) === chunk;
    if (!nextAgrees || !prevAgrees) throw new HeapCorruption('a list neighbour points back', chunk);
    if (prev === NONE) this.first = next;
    else words.setNext(prev, next);
    if (next === NONE) this.last = prev;
    else words.setPrev(next, prev);
    if (this.rover === chunk) this.rover = next;
    if (this.#onEvent) {
      const size = words.sizeOf(chunk);
      this.#onEvent({ type: 'unlisted', chunk, size, list: this.order.name });
    }
  }
}
