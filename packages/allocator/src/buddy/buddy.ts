/**
 * Binary buddy: blocks are powers of two, and the buddy of a block is found by flipping one bit of its
 * place (Knowlton, "A Fast Storage Allocator", CACM 8(10), 1965; Knuth, TAOCP 1, §2.5).
 *
 * ```text
 *  place−8        place                             place−8+2^order
 *   │ order│F│ 0  │ payload                         │ …            used
 *   │ order│F│ 0  │ next │ prev                     │ …            free: F is set
 * ```
 *
 * A block is named by the place of its payload, which is a multiple of 2^order: every block is aligned
 * to its own size for nothing. The header stands in the 8 bytes before, so a block of 2^order holds
 * 2^order − 8.
 */
import { alignUp, isServable, product, requireAlignment } from '../alignment.ts';
import {
  type Allocator,
  type AllocatorOptions,
  type Bytes,
  type Chunk,
  type ChunkReport,
  type HeapStats,
  nullPointer,
  type Pointer,
} from '../allocator.ts';
import { DoubleFree, HeapCorruption, InvalidFree } from '../errors.ts';
import type { AllocatorEvent, Listener } from '../events.ts';
import { sumChunks } from '../heap-stats.ts';
import { type LinearMemory, resizableMemory } from '../linear-memory.ts';

const HEADER_BYTES = 8;
const MIN_ORDER = 5;
const MAX_ORDER = 31;
/** The heap grows by blocks of at least this order: 4 KiB. */
const GROWTH_ORDER = 12;
const FREE = 0x100;
const NONE = 0;

const orderFor = (size: Bytes): number =>
  Math.max(MIN_ORDER, Math.ceil(Math.log2(size + HEADER_BYTES)));

/**
 * Powers of two only: the quickest joining to reason about, and up to half of each block wasted.
 *
 * ```ts
 * import { BuddyAllocator } from '@memstrata/allocator';
 *
 * const heap = new BuddyAllocator();
 * console.log(heap.usableSize(heap.malloc(25)), heap.usableSize(heap.malloc(57))); // → 56 120
 * ```
 */
export class BuddyAllocator implements Allocator {
  readonly memory: LinearMemory;
  readonly #onEvent: Listener<AllocatorEvent> | null;
  #words: Uint32Array = new Uint32Array(0);
  /** First free block of each order. */
  readonly #heads: number[] = new Array<number>(MAX_ORDER + 1).fill(NONE);
  readonly #base: Bytes;
  /** Places run from here, … */
  readonly #first: number;
  /** … to here: the place the next block of the heap will have. */
  #end: number;

  constructor(options: AllocatorOptions = {}) {
    this.memory = options.memory ?? resizableMemory();
    this.#onEvent = options.onEvent ?? null;
    this.#base = this.memory.size;
    this.#first = alignUp(Math.max(this.#base + HEADER_BYTES, 1), 2 ** MIN_ORDER);
    this.#end = this.#first;
  }

  get heapBytes(): Bytes {
    return this.#end === this.#first ? 0 : this.#end - HEADER_BYTES - this.#base;
  }

  malloc(size: Bytes): Pointer {
    const order = isServable(size) ? orderFor(size) : MAX_ORDER + 1;
    const place = order > MAX_ORDER ? NONE : this.#take(order);
    if (place === NONE) {
      if (this.#onEvent) this.#onEvent({ type: 'exhausted', size });
      return nullPointer;
    }
    this.#announce(place, order, size);
    return place as Pointer;
  }

  calloc(count: number, size: Bytes): Pointer {
    const bytes = product(count, size);
    const pointer = this.malloc(bytes);
    if (pointer !== nullPointer) new Uint8Array(this.memory.buffer, pointer, bytes).fill(0);
    return pointer;
  }

  alignedAlloc(alignment: Bytes, size: Bytes): Pointer {
    requireAlignment(alignment);
    // A block of 2^order is aligned to 2^order: ask for one at least as large as the alignment.
    return isServable(size)
      ? this.malloc(Math.max(size, alignment - HEADER_BYTES))
      : this.malloc(size);
  }

  realloc(pointer: Pointer, size: Bytes): Pointer {
    const servable = isServable(size);
    if (pointer === nullPointer) return this.malloc(size);
    const from = this.#live(pointer);
    if (size === 0) this.free(pointer);
    if (size === 0 || !servable) return size === 0 ? nullPointer : this.malloc(size);
    const order = orderFor(size);
    if (order > from && !this.#widen(pointer, from, order)) return this.#move(pointer, from, size);
    if (order < from) this.#halve(pointer, from, order);
    this.#setHeader(pointer, order, 0);
    if (this.#onEvent) {
      const chunk = (pointer - HEADER_BYTES) as Chunk;
      this.#onEvent({ type: 'resized', pointer, chunk, from: 2 ** from, size: 2 ** order });
    }
    return pointer;
  }

  free(pointer: Pointer): void {
    if (pointer === nullPointer) return;
    const order = this.#live(pointer);
    this.#setHeader(pointer, order, FREE);
    const chunk = (pointer - HEADER_BYTES) as Chunk;
    if (this.#onEvent) this.#onEvent({ type: 'freed', pointer, chunk, size: 2 ** order });
    this.#join(pointer, order);
  }

  usableSize(pointer: Pointer): Bytes {
    return 2 ** this.#live(pointer) - HEADER_BYTES;
  }

  *chunks(): Generator<ChunkReport> {
    for (let place = this.#first; place < this.#end; ) {
      const { order, free } = this.#header(place);
      if (order < MIN_ORDER) throw new HeapCorruption('a block has an order', place - HEADER_BYTES);
      const size = 2 ** order;
      const chunk = (place - HEADER_BYTES) as Chunk;
      const shared = { chunk, size, pointer: place as Pointer, usable: size - HEADER_BYTES };
      if (free) yield { ...shared, state: 'free', list: `2^${order}` };
      else yield { ...shared, state: 'used' };
      place += size;
    }
  }

  stats(): HeapStats {
    return sumChunks(this.chunks(), this.heapBytes);
  }

  check(): void {
    const free = this.#checkBlocks();
    for (let order = 0; order <= MAX_ORDER; order++) {
      let prev = NONE;
      for (let place = this.#heads[order] as number; place !== NONE; place = this.#next(place)) {
        demand(
          free.get(place) === order,
          'a listed block is free, of its list, listed once',
          place,
        );
        demand(this.#prev(place) === prev, 'a list neighbour points back', place);
        free.delete(place);
        prev = place;
      }
    }
    for (const place of free.keys()) demand(false, 'every free block is listed', place);
  }

  /** Postcondition: the blocks tile the heap; the answer is the order of each free one. */
  #checkBlocks(): Map<number, number> {
    const free = new Map<number, number>();
    for (let place = this.#first; place < this.#end; ) {
      const { order, free: isFree, whole } = this.#header(place);
      const plausible = whole && order >= MIN_ORDER && order <= MAX_ORDER;
      demand(plausible, 'a header is an order and a flag', place);
      demand(place % 2 ** order === 0, 'a block is aligned to its size', place);
      demand(place + 2 ** order <= this.#end, 'a block ends in the heap', place);
      const buddy = this.#buddyOf(place, order);
      demand(!isFree || free.get(buddy) !== order, 'two buddies are not both free', place);
      if (isFree) free.set(place, order);
      place += 2 ** order;
    }
    return free;
  }

  /** A block of `order`, in use; 0 when memory is exhausted. */
  #take(order: number): number {
    let from = order;
    while (from <= MAX_ORDER && this.#heads[from] === NONE) from++;
    if (from > MAX_ORDER) {
      from = this.#grow(Math.max(order, GROWTH_ORDER)) ?? this.#grow(order) ?? MAX_ORDER + 1;
      if (from > MAX_ORDER) return NONE;
    }
    const place = this.#heads[from] as number;
    this.#unlist(place, from);
    this.#halve(place, from, order);
    this.#setHeader(place, order, 0);
    return place;
  }

  /** Halves a block from order `from` down to `order`, listing each upper half. */
  #halve(place: number, from: number, order: number): void {
    for (let half = from - 1; half >= order; half--) {
      const upper = place + 2 ** half;
      this.#setHeader(place, half, 0);
      this.#setHeader(upper, half, FREE);
      this.#list(upper, half);
      if (this.#onEvent)
        this.#onEvent({
          type: 'split',
          chunk: (place - HEADER_BYTES) as Chunk,
          size: 2 ** half,
          rest: (upper - HEADER_BYTES) as Chunk,
          restSize: 2 ** half,
        });
    }
  }

  /** Joins a free, unlisted block with its buddy as long as that one is free and whole; lists the result. */
  #join(place: number, order: number): void {
    let [at, size] = [place, order];
    for (; size < MAX_ORDER; size++) {
      const buddy = this.#buddyOf(at, size);
      if (!this.#isFreeBlock(buddy, size)) break;
      this.#unlist(buddy, size);
      const lower = Math.min(at, buddy);
      this.#setHeader(lower, size + 1, FREE);
      this.#announceMerged(lower, Math.max(at, buddy), size);
      at = lower;
    }
    this.#list(at, size);
  }

  /** Grows a used block over its free upper buddies, if all that are needed are free. */
  #widen(place: number, from: number, order: number): boolean {
    if (order > MAX_ORDER || place % 2 ** order !== 0) return false;
    for (let size = from; size < order; size++)
      if (!this.#isFreeBlock(place + 2 ** size, size)) return false;
    for (let size = from; size < order; size++) {
      this.#unlist(place + 2 ** size, size);
      this.#setHeader(place, size + 1, 0);
      this.#announceMerged(place, place + 2 ** size, size);
    }
    return true;
  }

  #move(pointer: Pointer, order: number, size: Bytes): Pointer {
    const to = this.malloc(size);
    if (to === nullPointer) return to;
    const copied = 2 ** order - HEADER_BYTES;
    new Uint8Array(this.memory.buffer).copyWithin(to, pointer, pointer + copied);
    if (this.#onEvent) this.#onEvent({ type: 'moved', from: pointer, to, copied });
    this.free(pointer);
    return to;
  }

  /** Appends free blocks until one of `order` fits at the heap's end; its order, or null. */
  #grow(order: number): number | null {
    const start = Math.ceil(this.#end / 2 ** order) * 2 ** order;
    const from = this.memory.size;
    const end = start + 2 ** order - HEADER_BYTES;
    const ours = this.#end === this.#first ? this.#base : this.#end - HEADER_BYTES;
    if (from !== ours || !this.memory.grow(end - from)) return null;
    const { buffer } = this.memory;
    this.#words = new Uint32Array(buffer, 0, buffer.byteLength >>> 2);
    if (this.#onEvent) this.#onEvent({ type: 'grown', from, to: end });
    let joined = order;
    while (this.#end < start + 2 ** order) {
      const place = this.#end;
      const size = place === start ? order : Math.log2((place & -place) >>> 0);
      this.#end = place + 2 ** size;
      this.#setHeader(place, size, FREE);
      this.#join(place, size);
    }
    while (this.#heads[joined] === NONE) joined++;
    return joined;
  }

  #buddyOf(place: number, order: number): number {
    return Math.floor(place / 2 ** order) % 2 === 0 ? place + 2 ** order : place - 2 ** order;
  }

  #isFreeBlock(place: number, order: number): boolean {
    if (place < this.#first || place >= this.#end) return false;
    const header = this.#header(place);
    return header.free && header.whole && header.order === order;
  }

  #list(place: number, order: number): void {
    const head = this.#heads[order] as number;
    this.#words[place >>> 2] = head;
    this.#words[(place >>> 2) + 1] = NONE;
    if (head !== NONE) this.#words[(head >>> 2) + 1] = place;
    this.#heads[order] = place;
    if (this.#onEvent) {
      const chunk = (place - HEADER_BYTES) as Chunk;
      this.#onEvent({ type: 'listed', chunk, size: 2 ** order, list: `2^${order}` });
    }
  }

  /** @throws HeapCorruption when the list neighbours do not point back. */
  #unlist(place: number, order: number): void {
    const [next, prev] = [this.#next(place), this.#prev(place)];
    const backs = prev === NONE ? this.#heads[order] === place : this.#next(prev) === place;
    demand(backs, 'a list neighbour points back', place);
    demand(next === NONE || this.#prev(next) === place, 'a list neighbour points back', place);
    if (prev === NONE) this.#heads[order] = next;
    else this.#words[prev >>> 2] = next;
    if (next !== NONE) this.#words[(next >>> 2) + 1] = prev;
    if (this.#onEvent) {
      const chunk = (place - HEADER_BYTES) as Chunk;
      this.#onEvent({ type: 'unlisted', chunk, size: 2 ** order, list: `2^${order}` });
    }
  }

  #next(place: number): number {
    return this.#words[place >>> 2] as number;
  }

  #prev(place: number): number {
    return this.#words[(place >>> 2) + 1] as number;
  }

  #setHeader(place: number, order: number, flag: number): void {
    this.#words[(place >>> 2) - 2] = order | flag;
    this.#words[(place >>> 2) - 1] = 0;
  }

  #header(place: number): { order: number; free: boolean; whole: boolean } {
    const word = this.#words[(place >>> 2) - 2] as number;
    const upper = this.#words[(place >>> 2) - 1] as number;
    return {
      order: word & 0xff,
      free: (word & FREE) !== 0,
      whole: upper === 0 && (word & ~FREE) <= MAX_ORDER,
    };
  }

  /** The order of the block in use whose payload starts at `pointer`. */
  #live(pointer: Pointer): number {
    if (pointer % 2 ** MIN_ORDER !== 0) throw new InvalidFree(pointer, 'it is not aligned to 32');
    if (!(pointer >= this.#first && pointer < this.#end))
      throw new InvalidFree(pointer, 'it is not in the heap');
    const { order, free, whole } = this.#header(pointer);
    const fits = order >= MIN_ORDER && pointer % 2 ** order === 0;
    if (!whole || !fits || pointer + 2 ** order > this.#end)
      throw new InvalidFree(pointer, 'no block has its header before it');
    if (free) throw new DoubleFree(pointer);
    return order;
  }

  #announce(place: number, order: number, requested: Bytes): void {
    if (!this.#onEvent) return;
    const [chunk, size] = [(place - HEADER_BYTES) as Chunk, 2 ** order];
    this.#onEvent({ type: 'padded', size: requested, chunkSize: size });
    this.#onEvent({ type: 'allocated', pointer: place as Pointer, chunk, size, requested });
  }

  #announceMerged(lower: number, upper: number, order: number): void {
    this.#onEvent?.({
      type: 'merged',
      chunk: (lower - HEADER_BYTES) as Chunk,
      size: 2 ** (order + 1),
      absorbed: (upper - HEADER_BYTES) as Chunk,
      absorbedSize: 2 ** order,
    });
  }
}

const demand = (holds: boolean, law: string, place: number): void => {
  if (!holds) throw new HeapCorruption(law, place - HEADER_BYTES);
};
