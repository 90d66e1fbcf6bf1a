/**
 * The fast one: pages of equal, headerless small blocks in front of a TLSF heap for everything else.
 *
 * A class of blocks has one current page. Its free blocks are detached from the page onto a list that
 * `malloc` pops; blocks freed meanwhile gather on their own page's list. A page whose last block comes back
 * serves the next class that wants a page, and returns to the general heap before that may grow. So memory
 * freed as small blocks serves large ones again.
 *
 * Sources: Bonwick, "The Slab Allocator", USENIX 1994; page-local free lists as in Leijen, Zorn, de
 * Moura, "Mimalloc: Free List Sharding in Action", 2019.
 */
import { product, requireAlignment } from '../alignment.ts';
import {
  type Allocator,
  type Bytes,
  type Chunk,
  type ChunkReport,
  type HeapStats,
  nullPointer,
  type Pointer,
} from '../allocator.ts';
import { DoubleFree, InvalidFree } from '../errors.ts';
import type { AllocatorEvent, Listener } from '../events.ts';
import { sumChunks } from '../heap-stats.ts';
import { growableMemory, type LinearMemory } from '../linear-memory.ts';
import { TlsfAllocator, type TlsfOptions } from '../tlsf/tlsf.ts';
import { clear, copy } from '../words.ts';
import { checkPages } from './check.ts';
import {
  blocksOf,
  CLASS_COUNT,
  EMPTY,
  FREE_SHIFT,
  FULL,
  PAGE_BYTES,
  PAGE_SHIFT,
  PAGE_USABLE,
  Pages,
  PLACE,
  SMALL_BYTES,
  USED,
} from './pages.ts';

export interface SlabOptions extends TlsfOptions {
  /** Blocks of up to this many bytes live in pages: 8 to 256. @defaultValue 192 */
  readonly small?: Bytes;
  /** As in `TlsfOptions`, for the blocks that are not small. @defaultValue 512 */
  readonly quick?: Bytes;
}

const NONE = 0;
/** No free block is detached. */
const NO_BLOCK = 511;
const UNSEEN: Int32Array = new Int32Array(1);

/**
 * The heap for many small objects: no header on blocks of up to 192 bytes.
 *
 * ```ts
 * import { SlabAllocator } from '@memstrata/allocator';
 *
 * const heap = new SlabAllocator();
 * const a = heap.malloc(24);
 * const b = heap.malloc(24);
 * console.log(heap.usableSize(a), b - a); // → 24 24
 * ```
 */
export class SlabAllocator implements Allocator {
  readonly memory: LinearMemory;
  readonly #general: TlsfAllocator;
  readonly #onEvent: Listener<AllocatorEvent> | null;
  /** Classes are rounded to this, so that pointers keep the alignment: 1 or 2. */
  readonly #step: number;
  readonly #small: Bytes;
  /** A request of n bytes is of class (n + round) / 8, rounded down to a multiple of −mask. */
  readonly #round: Bytes;
  readonly #mask: number;
  /** What `malloc` serves itself: the small sizes; none before a listener. */
  readonly #fast: Bytes;
  readonly #pages: Pages = new Pages();
  #words: Int32Array = new Int32Array(0);
  /** What `free` sees of the bitmap: nothing before a listener. */
  #live: Int32Array = UNSEEN;
  #states: Int32Array = new Int32Array(0);
  /** First detached free block of each class, as a word index. */
  readonly #heads: Int32Array = new Int32Array(CLASS_COUNT).fill(NO_BLOCK);
  /** The page each class was last refilled from; 0 for none. */
  readonly #current: Int32Array = new Int32Array(CLASS_COUNT);
  #known: Bytes = -1;

  constructor(options: SlabOptions = {}) {
    this.memory = options.memory ?? growableMemory();
    const general = { quick: 512, ...options, memory: this.memory };
    this.#general = new TlsfAllocator(general, () => this.#closeEmpty());
    this.#small = Math.min(options.small ?? 192, SMALL_BYTES);
    this.#onEvent = options.onEvent ?? null;
    const alignment = options.alignment ?? 8;
    this.#step = alignment / 8;
    this.#round = alignment - 1;
    this.#mask = -this.#step;
    this.#fast = this.#onEvent ? -1 : this.#small;
    this.#sync();
  }

  get heapBytes(): Bytes {
    return this.#general.heapBytes;
  }

  /** Bytes of the tables that stand beside the heap, for a heap of this size. */
  get tableBytes(): Bytes {
    return Pages.tableBytes(this.heapBytes);
  }

  malloc(size: Bytes): Pointer {
    if (size >>> 0 === size && size <= this.#fast) {
      const sizeClass = ((size + this.#round) >>> 3) & this.#mask;
      const heads = this.#heads;
      const block = heads[sizeClass] as number;
      if ((block & PLACE) !== NO_BLOCK) {
        const live = this.#live;
        heads[sizeClass] = (block & ~PLACE) | ((this.#words[block] as number) & PLACE);
        live[block >>> 6] = (live[block >>> 6] as number) | (1 << (block >>> 1));
        return (block * 4) as Pointer;
      }
    }
    return this.#malloc(size);
  }

  free(pointer: Pointer): void {
    const granule = pointer >>> 3;
    const live = this.#live;
    const bits = granule >>> 5 < live.length ? (live[granule >>> 5] as number) : 0;
    if ((bits & (1 << granule)) === 0 || granule * 8 !== pointer) this.#free(pointer);
    else {
      const states = this.#states;
      const page = pointer >>> PAGE_SHIFT;
      const block = pointer >>> 2;
      const state = states[page] as number;
      live[granule >>> 5] = bits ^ (1 << granule);
      this.#words[block] = state >>> FREE_SHIFT;
      states[page] = (((block & PLACE) << FREE_SHIFT) | (state & USED)) - 1;
      if (state >>> FREE_SHIFT === FULL || (state & USED) === 1) this.#settle(page, state);
    }
  }

  calloc(count: number, size: Bytes): Pointer {
    const bytes = product(count, size);
    const pointer = this.malloc(bytes);
    if (pointer !== nullPointer) clear(this.#words, pointer, bytes);
    return pointer;
  }

  realloc(pointer: Pointer, size: Bytes): Pointer {
    if (pointer === nullPointer) return this.malloc(size);
    if (!this.#pages.isLive(pointer)) {
      this.#refuseFreed(pointer);
      const moved = this.#general.realloc(pointer, size);
      this.#sync();
      return moved;
    }
    const bytes = this.#classAt(pointer) * 8;
    const fits = size >>> 0 === size && size <= bytes && size > 0;
    if (fits && this.#classOf(size) * 16 > bytes) return pointer;
    const to = size === 0 ? nullPointer : this.malloc(size);
    if (to === nullPointer && size !== 0) return to;
    if (to !== nullPointer) this.#copy(to, pointer, Math.min(bytes, size));
    this.free(pointer);
    return to;
  }

  alignedAlloc(alignment: Bytes, size: Bytes): Pointer {
    requireAlignment(alignment);
    if (alignment <= 8 * this.#step) return this.malloc(size);
    if (size >>> 0 === size && size <= this.#small && alignment <= this.#small) {
      // Pages start at multiples of 2,048, so a class that is a multiple of the alignment is aligned.
      const rounded = (size + alignment - 1) & -alignment;
      const pointer = rounded <= this.#small ? this.malloc(rounded || alignment) : nullPointer;
      if (pointer !== nullPointer && (pointer & (alignment - 1)) === 0) return pointer;
      if (pointer !== nullPointer) this.free(pointer);
    }
    const pointer = this.#general.alignedAlloc(alignment, size);
    this.#sync();
    return pointer;
  }

  usableSize(pointer: Pointer): Bytes {
    if (this.#pages.isLive(pointer)) return this.#classAt(pointer) * 8;
    this.#refuseFreed(pointer);
    return this.#general.usableSize(pointer);
  }

  *chunks(): Generator<ChunkReport> {
    for (const report of this.#general.chunks()) {
      const page = report.pointer >>> PAGE_SHIFT;
      const isPage = report.state === 'used' && this.#isPage(report.pointer);
      if (isPage) yield* this.#blocks(page);
      else yield report;
    }
  }

  stats(): HeapStats {
    return sumChunks(this.chunks(), this.heapBytes);
  }

  check(): void {
    this.#general.check();
    checkPages({
      pages: this.#pages,
      words: this.#words,
      heads: this.#heads,
      current: this.#current,
    });
  }

  #classOf(size: Bytes): number {
    return ((size + this.#round) >>> 3) & this.#mask || this.#step;
  }

  #classAt(pointer: Pointer): number {
    return this.#pages.classes[pointer >>> PAGE_SHIFT] as number;
  }

  #isPage(pointer: Pointer): boolean {
    const page = pointer >>> PAGE_SHIFT;
    return pointer % PAGE_BYTES === 0 && this.#pages.classes[page] !== 0;
  }

  /** The general heap may have grown: cover the new pages and take new views. */
  #sync(): void {
    const { size, buffer } = this.memory;
    if (size === this.#known) return;
    this.#known = size;
    this.#pages.cover(size);
    if (!this.#onEvent) this.#live = this.#pages.live;
    this.#states = this.#pages.states;
    if (this.#words.buffer !== buffer || this.#words.byteLength < size)
      this.#words = new Int32Array(buffer, 0, buffer.byteLength >>> 2);
  }

  #large(size: Bytes): Pointer {
    const pointer = this.#general.malloc(size);
    if (this.memory.size !== this.#known) this.#sync();
    return pointer;
  }

  /** `malloc` of large blocks, of a class without a detached block, and before a listener. */
  #malloc(size: Bytes): Pointer {
    if (size >>> 0 !== size || size > this.#small) return this.#large(size);
    const sizeClass = this.#classOf(size);
    const heads = this.#heads;
    // No room for a page: there may still be room for the block.
    if (((heads[sizeClass] as number) & PLACE) === NO_BLOCK && !this.#refill(sizeClass))
      return this.#large(size);
    const block = heads[sizeClass] as number;
    const live = this.#pages.live;
    heads[sizeClass] = (block & ~PLACE) | ((this.#words[block] as number) & PLACE);
    live[block >>> 6] = (live[block >>> 6] as number) | (1 << (block >>> 1));
    if (this.#onEvent) this.#announce(block, sizeClass, size);
    return (block * 4) as Pointer;
  }

  /** Detaches the free blocks of a page of the class; false when there is no room for a page. */
  #refill(sizeClass: number): boolean {
    const { states, lists } = this.#pages;
    let page = this.#current[sizeClass] as number;
    if (page === NONE || (states[page] as number) >>> FREE_SHIFT === FULL) {
      page = lists[sizeClass] as number;
      if (page !== NONE) this.#pages.unlink(page, sizeClass);
      else page = this.#open(sizeClass);
      if (page === NONE) return false;
      this.#current[sizeClass] = page;
    }
    const first = (this.#states[page] as number) >>> FREE_SHIFT;
    this.#heads[sizeClass] = (page << FREE_SHIFT) | first;
    this.#states[page] = (FULL << FREE_SHIFT) | blocksOf(sizeClass);
    return true;
  }

  /** An empty page of the class, its blocks in address order; 0 when there is no room. */
  #open(sizeClass: number): number {
    const pages = this.#pages;
    let page = pages.lists[EMPTY] as number;
    if (page !== NONE) {
      pages.unlink(page, EMPTY);
      if (this.#onEvent) this.#announcePage('page-closed', page);
    } else {
      const pointer = this.#general.alignedAlloc(PAGE_BYTES, PAGE_USABLE);
      this.#sync();
      if (pointer === nullPointer) return NONE;
      page = pointer >>> PAGE_SHIFT;
    }
    const words = this.#words;
    const step = sizeClass * 2;
    const start = page << FREE_SHIFT;
    const last = start + (blocksOf(sizeClass) - 1) * step;
    for (let block = start; block < last; block += step) words[block] = (block & PLACE) + step;
    words[last] = NO_BLOCK;
    pages.classes[page] = sizeClass;
    this.#states[page] = 0;
    if (this.#onEvent) this.#announcePage('page-opened', page);
    return page;
  }

  /** A page was full, or is empty now, after `state`: list it. The current page stays. */
  #settle(page: number, state: number): void {
    const pages = this.#pages;
    const sizeClass = pages.classes[page] as number;
    if (page === this.#current[sizeClass]) return;
    const empty = (state & USED) === 1;
    if (empty && state >>> FREE_SHIFT !== FULL) pages.unlink(page, sizeClass);
    pages.link(page, empty ? EMPTY : sizeClass);
  }

  /** Gives the empty pages back to the general heap. */
  #closeEmpty(): boolean {
    const pages = this.#pages;
    let any = false;
    for (
      let page = pages.lists[EMPTY] as number;
      page !== NONE;
      page = pages.lists[EMPTY] as number
    ) {
      pages.unlink(page, EMPTY);
      if (this.#onEvent) this.#announcePage('page-closed', page);
      pages.classes[page] = 0;
      this.#general.free((page * PAGE_BYTES) as Pointer);
      any = true;
    }
    return any;
  }

  /** `free` of large blocks, of misuse, and before a listener. */
  #free(pointer: Pointer): void {
    if (!this.#pages.isLive(pointer)) {
      this.#freeLarge(pointer);
      return;
    }
    this.#live = this.#pages.live;
    this.free(pointer);
    this.#live = UNSEEN;
    this.#announceFree(pointer, pointer >>> PAGE_SHIFT);
  }

  #freeLarge(pointer: Pointer): void {
    if (pointer === nullPointer) return;
    this.#refuseFreed(pointer);
    this.#general.free(pointer);
  }

  /** @throws DoubleFree or InvalidFree when `pointer`, which is no live block, lies in a page. */
  #refuseFreed(pointer: Pointer): void {
    if (pointer >>> 0 !== pointer) return;
    const { classes } = this.#pages;
    const page = pointer >>> PAGE_SHIFT;
    const sizeClass = page < classes.length ? (classes[page] as number) : 0;
    if (sizeClass === 0) return;
    const place = pointer % PAGE_BYTES;
    const size = sizeClass * 8;
    if (place % size === 0 && place / size < blocksOf(sizeClass)) throw new DoubleFree(pointer);
    // The last word of a page's 2,048 bytes is the next chunk's header: no pointer is there.
    throw new InvalidFree(pointer, `it is inside a page of blocks of ${size} bytes`);
  }

  #copy(to: Pointer, from: Pointer, bytes: Bytes): void {
    copy(this.#words, to >>> 2, from >>> 2, (bytes + 3) >>> 2);
    if (this.#onEvent) this.#onEvent({ type: 'moved', from, to, copied: bytes });
  }

  *#blocks(page: number): Generator<ChunkReport> {
    const size = (this.#pages.classes[page] as number) * 8;
    const start = page * PAGE_BYTES;
    const count = blocksOf(size / 8);
    yield overhead(start - 4, 4);
    for (let i = 0; i < count; i++) {
      const place = start + i * size;
      const shared = { chunk: place as Chunk, size, pointer: place as Pointer, usable: size };
      if (this.#pages.isLive(place)) yield { ...shared, state: 'used' };
      else yield { ...shared, state: 'free', list: `page of ${size}` };
    }
    const slack = PAGE_USABLE - count * size;
    if (slack > 0) yield overhead(start + count * size, slack);
  }

  #announce(block: number, sizeClass: number, requested: Bytes): void {
    const [pointer, chunk, size] = [(block * 4) as Pointer, (block * 4) as Chunk, sizeClass * 8];
    this.#onEvent?.({ type: 'padded', size: requested, chunkSize: size });
    this.#onEvent?.({ type: 'allocated', pointer, chunk, size, requested });
  }

  #announceFree(pointer: Pointer, page: number): void {
    const size = (this.#pages.classes[page] as number) * 8;
    this.#onEvent?.({ type: 'freed', pointer, chunk: pointer as number as Chunk, size });
  }

  #announcePage(type: 'page-opened' | 'page-closed', page: number): void {
    const blockSize = (this.#pages.classes[page] as number) * 8;
    this.#onEvent?.({ type, page: (page * PAGE_BYTES) as Chunk, size: PAGE_USABLE, blockSize });
  }
}

const overhead = (chunk: number, size: Bytes): ChunkReport => ({
  chunk: chunk as Chunk,
  size,
  state: 'overhead',
  pointer: chunk as Pointer,
  usable: 0,
});
