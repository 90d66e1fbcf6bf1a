/**
 * Binary buddy: blocks are powers of two, and the buddy of a block is found by flipping one bit of its
 * place (Knowlton, "A Fast Storage Allocator", CACM 8(10), 1965; Knuth, TAOCP 1, §2.5).
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
  type ChunkReport,
  type HeapStats,
  nullPointer,
  type Pointer,
} from '../allocator.ts';
import { DoubleFree, HeapCorruption, InvalidFree } from '../errors.ts';
import type { AllocatorEvent, Listener } from '../events.ts';
import { sumChunks } from '../heap-stats.ts';
import { type LinearMemory, resizableMemory } from '../linear-memory.ts';
import {
  Blocks,
  buddyOf,
  chunkAt,
  FREE,
  HEADER_BYTES,
  MAX_ORDER,
  MIN_ORDER,
  NONE,
} from './blocks.ts';
import { checkBuddy } from './check.ts';

/** The heap grows by blocks of at least this order: 4 KiB. */
const GROWTH_ORDER = 12;

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
  readonly #blocks: Blocks;
  readonly #base: Bytes;
  /** Places run from here, … */
  readonly #first: number;
  /** … to here: the place the next block of the heap will have. */
  #end: number;

  constructor(options: AllocatorOptions = {}) {
    this.memory = options.memory ?? resizableMemory();
    this.#onEvent = options.onEvent ?? null;
    this.#blocks = new Blocks(this.#onEvent);
    this.#base = this.memory.size;
    this.#first = alignUp(Math.max(this.#base + HEADER_BYTES, 1), 2 ** MIN_ORDER);
    this.#end = this.#first;
  }

  get heapBytes(): Bytes {
    return this.#end === this.#first ? 0 : this.#end - HEADER_BYTES - this.#base;
  }

  malloc(size: Bytes): Pointer {
    return this.#serve(size, size);
  }

  /** A block with room for `size` bytes, of which `requested` are asked for. */
  #serve(size: Bytes, requested: Bytes): Pointer {
    const order = isServable(size) ? orderFor(size) : MAX_ORDER + 1;
    const place = order > MAX_ORDER ? NONE : this.#take(order);
    if (place === NONE) {
      if (this.#onEvent) this.#onEvent({ type: 'exhausted', size: requested });
      return nullPointer;
    }
    this.#announce(place, order, requested);
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
    const room = isServable(size) ? Math.max(size, alignment - HEADER_BYTES) : size;
    return this.#serve(room, size);
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
    this.#blocks.setHeader(pointer, order, 0);
    if (this.#onEvent) {
      const chunk = chunkAt(pointer);
      this.#onEvent({ type: 'resized', pointer, chunk, from: 2 ** from, size: 2 ** order });
    }
    return pointer;
  }

  free(pointer: Pointer): void {
    if (pointer === nullPointer) return;
    const order = this.#live(pointer);
    this.#blocks.setHeader(pointer, order, FREE);
    const chunk = chunkAt(pointer);
    if (this.#onEvent) this.#onEvent({ type: 'freed', pointer, chunk, size: 2 ** order });
    this.#join(pointer, order);
  }

  usableSize(pointer: Pointer): Bytes {
    return 2 ** this.#live(pointer) - HEADER_BYTES;
  }

  *chunks(): Generator<ChunkReport> {
    for (let place = this.#first; place < this.#end; ) {
      const { order, free } = this.#blocks.header(place);
      if (order < MIN_ORDER) throw new HeapCorruption('a block has an order', place - HEADER_BYTES);
      const size = 2 ** order;
      const chunk = chunkAt(place);
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
    checkBuddy({ blocks: this.#blocks, first: this.#first, end: this.#end });
  }

  /** A block of `order`, in use; 0 when memory is exhausted. */
  #take(order: number): number {
    let from = this.#smallest(order);
    if (from > MAX_ORDER) {
      if (!this.#grow(Math.max(order, GROWTH_ORDER)) && !this.#grow(order)) return NONE;
      from = this.#smallest(order);
    }
    const place = this.#blocks.heads[from] as number;
    if (this.#onEvent) {
      const chunk = chunkAt(place);
      this.#onEvent({ type: 'examined', chunk, size: 2 ** from, fits: true });
    }
    this.#blocks.unlist(place, from);
    this.#halve(place, from, order);
    this.#blocks.setHeader(place, order, 0);
    return place;
  }

  /** The smallest order from `order` on that has a free block; beyond MAX_ORDER when none has. */
  #smallest(order: number): number {
    let from = order;
    while (from <= MAX_ORDER && this.#blocks.heads[from] === NONE) from++;
    return from;
  }

  /** Halves a block from order `from` down to `order`, listing each upper half. */
  #halve(place: number, from: number, order: number): void {
    for (let half = from - 1; half >= order; half--) {
      const upper = place + 2 ** half;
      this.#blocks.setHeader(place, half, 0);
      this.#blocks.setHeader(upper, half, FREE);
      this.#blocks.list(upper, half);
      if (this.#onEvent)
        this.#onEvent({
          type: 'split',
          chunk: chunkAt(place),
          size: 2 ** half,
          rest: chunkAt(upper),
          restSize: 2 ** half,
        });
    }
  }

  /** Joins a free, unlisted block with its buddy as long as that one is free and whole; lists the result. */
  #join(place: number, order: number): void {
    let [at, size] = [place, order];
    for (; size < MAX_ORDER; size++) {
      const buddy = buddyOf(at, size);
      if (!this.#isFreeBlock(buddy, size)) break;
      this.#blocks.unlist(buddy, size);
      const lower = Math.min(at, buddy);
      this.#blocks.setHeader(lower, size + 1, FREE);
      this.#announceMerged(lower, Math.max(at, buddy), size);
      at = lower;
    }
    this.#blocks.list(at, size);
  }

  /** Grows a used block over its free upper buddies, if all that are needed are free. */
  #widen(place: number, from: number, order: number): boolean {
    if (order > MAX_ORDER || place % 2 ** order !== 0) return false;
    for (let size = from; size < order; size++)
      if (!this.#isFreeBlock(place + 2 ** size, size)) return false;
    for (let size = from; size < order; size++) {
      this.#blocks.unlist(place + 2 ** size, size);
      this.#blocks.setHeader(place, size + 1, 0);
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

  /** Appends free blocks until one of `order` fits at the heap's end; false when the memory ends. */
  #grow(order: number): boolean {
    const start = Math.ceil(this.#end / 2 ** order) * 2 ** order;
    const from = this.memory.size;
    const end = start + 2 ** order - HEADER_BYTES;
    const ours = this.#end === this.#first ? this.#base : this.#end - HEADER_BYTES;
    if (from !== ours || !this.memory.grow(end - from)) return false;
    this.#blocks.reload(this.memory.buffer);
    if (this.#onEvent) this.#onEvent({ type: 'grown', from, to: end });
    while (this.#end < start + 2 ** order) {
      const place = this.#end;
      const size = place === start ? order : Math.log2((place & -place) >>> 0);
      this.#end = place + 2 ** size;
      this.#blocks.setHeader(place, size, FREE);
      this.#join(place, size);
    }
    return true;
  }

  #isFreeBlock(place: number, order: number): boolean {
    if (place < this.#first || place >= this.#end) return false;
    const header = this.#blocks.header(place);
    return header.free && header.whole && header.order === order;
  }

  /** The order of the block in use whose payload starts at `pointer`. */
  #live(pointer: Pointer): number {
    if (pointer % 2 ** MIN_ORDER !== 0) throw new InvalidFree(pointer, 'it is not aligned to 32');
    if (!(pointer >= this.#first && pointer < this.#end))
      throw new InvalidFree(pointer, 'it is not in the heap');
    const { order, free, whole } = this.#blocks.header(pointer);
    const fits = order >= MIN_ORDER && pointer % 2 ** order === 0;
    if (!whole || !fits || pointer + 2 ** order > this.#end)
      throw new InvalidFree(pointer, 'no block has its header before it');
    if (free) throw new DoubleFree(pointer);
    return order;
  }

  #announce(place: number, order: number, requested: Bytes): void {
    if (!this.#onEvent) return;
    const [chunk, size] = [chunkAt(place), 2 ** order];
    this.#onEvent({ type: 'padded', size: requested, chunkSize: size });
    this.#onEvent({ type: 'allocated', pointer: place as Pointer, chunk, size, requested });
  }

  #announceMerged(lower: number, upper: number, order: number): void {
    this.#onEvent?.({
      type: 'merged',
      chunk: chunkAt(lower),
      size: 2 ** (order + 1),
      absorbed: chunkAt(upper),
      absorbedSize: 2 ** order,
    });
  }
}
