/**
 * The bytes of a buddy heap's blocks and the lists of its free ones. A block is named by its place: the
 * first byte of its payload, a multiple of the block's size.
 *
 * ```text
 *  place−8        place                             place−8+2^order
 *   │ order│F│ 0  │ payload                         │ …            used
 *   │ order│F│ 0  │ next │ prev                     │ …            free: F is set
 * ```
 */
import type { Bytes, Chunk } from '../allocator.ts';
import { HeapCorruption } from '../errors.ts';
import type { AllocatorEvent, Listener } from '../events.ts';

export const HEADER_BYTES: Bytes = 8;
/** Blocks of 32 bytes to 2 GiB. */
export const MIN_ORDER = 5;
export const MAX_ORDER = 31;
export const FREE = 0x100;
/** No block: place 0. */
export const NONE = 0;

export const chunkAt = (place: number): Chunk => (place - HEADER_BYTES) as Chunk;

export const buddyOf = (place: number, order: number): number =>
  Math.floor(place / 2 ** order) % 2 === 0 ? place + 2 ** order : place - 2 ** order;

/** What a block's header says; `whole` when it can be a header at all. */
export interface BlockHeader {
  readonly order: number;
  readonly free: boolean;
  readonly whole: boolean;
}

/** @throws HeapCorruption with `law` unless it holds. */
export const demand = (holds: boolean, law: string, place: number): void => {
  if (!holds) throw new HeapCorruption(law, place - HEADER_BYTES);
};

export class Blocks {
  /** First free block of each order. */
  readonly heads: number[] = new Array<number>(MAX_ORDER + 1).fill(NONE);
  #words: Uint32Array = new Uint32Array(0);
  readonly #onEvent: Listener<AllocatorEvent> | null;

  constructor(onEvent: Listener<AllocatorEvent> | null) {
    this.#onEvent = onEvent;
  }

  reload(buffer: ArrayBufferLike): void {
    this.#words = new Uint32Array(buffer, 0, buffer.byteLength >>> 2);
  }

  list(place: number, order: number): void {
    const head = this.heads[order] as number;
    this.#words[place >>> 2] = head;
    this.#words[(place >>> 2) + 1] = NONE;
    if (head !== NONE) this.#words[(head >>> 2) + 1] = place;
    this.heads[order] = place;
    if (this.#onEvent) {
      const chunk = chunkAt(place);
      this.#onEvent({ type: 'listed', chunk, size: 2 ** order, list: `2^${order}` });
    }
  }

  /** @throws HeapCorruption when the list neighbours do not point back. */
  unlist(place: number, order: number): void {
    const [next, prev] = [this.next(place), this.prev(place)];
    const backs = prev === NONE ? this.heads[order] === place : this.next(prev) === place;
    demand(backs, 'a list neighbour points back', place);
    demand(next === NONE || this.prev(next) === place, 'a list neighbour points back', place);
    if (prev === NONE) this.heads[order] = next;
    else this.#words[prev >>> 2] = next;
    if (next !== NONE) this.#words[(next >>> 2) + 1] = prev;
    if (this.#onEvent) {
      const chunk = chunkAt(place);
      this.#onEvent({ type: 'unlisted', chunk, size: 2 ** order, list: `2^${order}` });
    }
  }

  next(place: number): number {
    return this.#words[place >>> 2] as number;
  }

  prev(place: number): number {
    return this.#words[(place >>> 2) + 1] as number;
  }

  setHeader(place: number, order: number, flag: number): void {
    this.#words[(place >>> 2) - 2] = order | flag;
    this.#words[(place >>> 2) - 1] = 0;
  }

  header(place: number): BlockHeader {
    const word = this.#words[(place >>> 2) - 2] as number;
    const upper = this.#words[(place >>> 2) - 1] as number;
    return {
      order: word & 0xff,
      free: (word & FREE) !== 0,
      whole: upper === 0 && (word & ~FREE) <= MAX_ORDER,
    };
  }
}
