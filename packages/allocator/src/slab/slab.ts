/**
 * The fast one: pages of equal, headerless small blocks in front of a TLSF heap for everything else.
 *
 * A class of blocks has one page that serves it, and in the page's map a cursor: `malloc` takes the first free
 * block of the cursor's word, `free` marks a block in its own page's map, and neither touches the block. A page
 * whose last block comes back serves the next class that wants a page, and returns to the general heap before
 * that may grow. So memory freed as small blocks serves large ones again. A class gets its first page only when
 * it has asked for as many blocks as one holds: of sizes that are rare no page lies half empty.
 *
 * `malloc` and `free` are two calls each: a leaf for small blocks, which calls next to nothing, and all the rest. V8
 * inlines by the length of bytecode, with what a function inlined itself: a function of 27 bytes always, a leaf nearly so,
 * and both in one piece or not, by chance of which was compiled first. Hence `private` and not `#` for the four: bytecode
 * for a private name is longer.
 *
 * Sources: Bonwick, "The Slab Allocator", USENIX 1994; maps of free blocks as in Evans, "A Scalable Concurrent
 * malloc(3) Implementation for FreeBSD", BSDCan 2006 (jemalloc, arena.c, arena_slab_reg_alloc).
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
import type { AllocatorEvent, Listener } from '../events.ts';
import { sumChunks } from '../heap-stats.ts';
import { growableMemory, type LinearMemory } from '../linear-memory.ts';
import type { TlsfOptions } from '../tlsf/heap.ts';
import { TlsfAllocator } from '../tlsf/tlsf.ts';
import { clear, copy } from '../words.ts';
import { checkPages } from './check.ts';
import { refuseFreed } from './misuse.ts';
import {
  blocksOf,
  CAPACITY,
  CAPACITY_SHIFT,
  CLASS_COUNT,
  EARLY_BYTES,
  EMPTY,
  GOES_ON,
  MAP,
  NONE,
  PAGE_BYTES,
  PAGE_SHIFT,
  PAGE_USABLE,
  Pages,
  PRECISION_SHIFT,
  RECIPROCAL_SHIFT,
  REST,
  SMALL_BYTES,
  WORDS_SHIFT,
} from './pages.ts';
import { reportPages } from './report.ts';

export interface SlabOptions extends TlsfOptions {
  /** Blocks of up to this many bytes live in pages: 8 to 256. @defaultValue 192 */
  readonly small?: Bytes;
  /** Requests of one size that the general heap serves before the size gets its first page. @defaultValue as many as a page holds */
  readonly opensAfter?: number;
  /** As in `TlsfOptions`, for the blocks that are not small. @defaultValue 65536 */
  readonly quick?: Bytes;
}

const UNSEEN: Int32Array = new Int32Array(0);

/**
 * The heap for many small objects: no header on blocks of up to 192 bytes.
 *
 * ```ts
 * import { SlabAllocator } from '@memstrata/allocator';
 *
 * const heap = new SlabAllocator({ opensAfter: 0 });
 * const a = heap.malloc(24);
 * const b = heap.malloc(24);
 * console.log(heap.usableSize(a), b - a); // → 24 24
 * ```
 */
export class SlabAllocator implements Allocator {
  readonly memory: LinearMemory;
  readonly #general: TlsfAllocator;
  readonly #onEvent: Listener<AllocatorEvent> | null;
  readonly #small: Bytes;
  // A number that is there from the start is read without a check of what it is.
  /** Classes are rounded to this, so that pointers keep the alignment: 1 or 2. */
  #step = 1;
  /** A request of n bytes is of class (n + round) / 8, rounded down to a multiple of −mask. */
  #round = 7;
  #mask = -1;
  /** What `malloc` serves itself: the small sizes; none before a listener. */
  #fast = -1;
  readonly #pages: Pages = new Pages();
  #words: Int32Array = new Int32Array(0);
  /** What `free` sees of the pages' entries: nothing before a listener. */
  #entries: Int32Array = UNSEEN;
  /** Two words a class: the word of a map that it takes blocks from, 0 for none, and the first word of its first block. */
  readonly #cursors: Int32Array = new Int32Array(2 * CLASS_COUNT);
  /** Requests of each class that are served without a page, until it gets its first one. */
  readonly #waits: Int32Array;

  constructor(options: SlabOptions = {}) {
    this.memory = options.memory ?? growableMemory();
    const general = { quick: 65_536, ...options, memory: this.memory };
    this.#general = new TlsfAllocator(general, {
      reclaim: () => this.#closeEmpty(),
      grown: () => this.#cover(),
    });
    this.#waits = Int32Array.from(
      { length: CLASS_COUNT },
      (_, c) => options.opensAfter ?? blocksOf(c || 1),
    );
    this.#small = Math.min(options.small ?? 192, SMALL_BYTES);
    this.#onEvent = options.onEvent ?? null;
    const alignment = options.alignment ?? 8;
    this.#step = alignment / 8;
    this.#round = alignment - 1;
    this.#mask = -this.#step;
    this.#fast = this.#onEvent ? -1 : this.#small;
    this.#cover();
  }

  get heapBytes(): Bytes {
    return this.#general.heapBytes;
  }

  /** Bytes of the tables that stand beside the heap, for a heap of this size. */
  get tableBytes(): Bytes {
    return Pages.tableBytes(this.heapBytes);
  }

  malloc(size: Bytes): Pointer {
    return (this.takeSmall(size) || this.mallocOther(size) >>> 0) as Pointer;
  }

  free(pointer: Pointer): void {
    if (!this.freeSmall(pointer)) this.freeOther(pointer);
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
      refuseFreed(pointer, this.#pages);
      return this.#general.realloc(pointer, size);
    }
    const bytes = this.#pages.classAt(pointer) * 8;
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
      const isSmall = rounded <= this.#small;
      const pointer = isSmall ? this.#fromPage(rounded || alignment, size) : nullPointer;
      if (pointer !== nullPointer) return pointer;
    }
    return this.#general.alignedAlloc(alignment, size);
  }

  usableSize(pointer: Pointer): Bytes {
    if (this.#pages.isLive(pointer)) return this.#pages.classAt(pointer) * 8;
    refuseFreed(pointer, this.#pages);
    return this.#general.usableSize(pointer);
  }

  chunks(): Iterable<ChunkReport> {
    return reportPages(this.#general.chunks(), this.#pages);
  }

  stats(): HeapStats {
    return sumChunks(this.chunks(), this.heapBytes);
  }

  check(): void {
    this.#general.check();
    checkPages(this.#pages, this.#cursors);
  }

  #classOf(size: Bytes): number {
    return ((size + this.#round) >>> 3) & this.#mask || this.#step;
  }

  /** A small block at the cursor of its class; 0 for other requests, where there is none, and before a listener. */
  private takeSmall(size: Bytes): Pointer {
    if (size >>> 0 !== size || size > this.#fast) return nullPointer;
    return this.#take(((size + this.#round) >>> 3) & this.#mask);
  }

  /** The first free block at the cursor of a class, used from now on; 0 when there is none. */
  #take(sizeClass: number): Pointer {
    const cursors = this.#cursors;
    const at = cursors[2 * sizeClass] as number;
    if (at === NONE) return nullPointer;
    const words = this.#words;
    const map = words[at] as number;
    if (map === 0) return nullPointer;
    const block = Math.clz32(map);
    words[at] = map ^ (1 << ~block);
    const first = cursors[2 * sizeClass + 1] as number;
    return (((first + block * 2 * sizeClass) << 2) >>> 0) as Pointer;
  }

  /** Frees a small block; false for other pointers, and before a listener. */
  private freeSmall(pointer: number): boolean {
    const page = pointer >>> PAGE_SHIFT;
    const entries = this.#entries;
    if (page >= entries.length || pointer >>> 0 !== pointer) return false;
    const entry = entries[page] as number;
    const reciprocal = entry >>> RECIPROCAL_SHIFT;
    const place = ((pointer >>> 3) & (PAGE_BYTES / 8 - 1)) * reciprocal;
    const block = place >>> PRECISION_SHIFT;
    if ((place & REST) >= reciprocal || (pointer & 7) !== 0) return false;
    if (block >= ((entry >>> CAPACITY_SHIFT) & CAPACITY)) return false;
    const words = this.#words;
    const at = (page << WORDS_SHIFT) + MAP - (block >>> 5);
    const map = words[at] as number;
    const bit = 1 << ~block;
    if ((map & bit) !== 0) return false;
    words[at] = map | bit;
    entries[page] = entry - 1;
    if (((entry - 1) & GOES_ON) === 0) this.#pages.settle(page);
    return true;
  }

  /** The general heap has grown: take new views of it, and make room for its pages. */
  #cover(): void {
    const { size, buffer } = this.memory;
    this.#pages.cover(size);
    if (!this.#onEvent) this.#entries = this.#pages.entries;
    if (this.#words.buffer !== buffer || this.#words.byteLength < size)
      this.#words = this.#pages.words = new Int32Array(buffer, 0, buffer.byteLength >>> 2);
  }

  /** `malloc` of what is not small, of a class whose cursor has no block, of what is no size, and before a listener. */
  private mallocOther(size: Bytes): Pointer {
    if (size > SMALL_BYTES) return this.#general.malloc(size);
    const isSmall = size >>> 0 === size && size <= this.#small;
    const pointer = isSmall ? this.#fromPage(size, size) : nullPointer;
    // No page yet, or no room for one: there may still be room for the block.
    return pointer === nullPointer ? this.#general.malloc(size) : pointer;
  }

  /** A block for a small size, of which `requested` bytes are asked for; null when it can have no page. */
  #fromPage(size: Bytes, requested: Bytes): Pointer {
    const sizeClass = this.#classOf(size);
    let pointer = this.#take(sizeClass);
    if (pointer === nullPointer) {
      if (!this.#refill(sizeClass)) return nullPointer;
      pointer = this.#take(sizeClass);
    }
    if (this.#onEvent) this.#announce(pointer, sizeClass, requested);
    return pointer;
  }

  /** False for the first requests of a class, which get no page. */
  #mayOpen(sizeClass: number): boolean {
    const waits = this.#waits[sizeClass] as number;
    if (waits <= 0) return true;
    this.#waits[sizeClass] = waits - 1;
    return false;
  }

  /** Leads the cursor of a class to free blocks; false when there are none and no page may be opened. */
  #refill(sizeClass: number): boolean {
    const pages = this.#pages;
    let page = pages.serving[sizeClass] as number;
    let at = pages.firstFree(page);
    if (at === NONE) {
      page = pages.takeListed(sizeClass);
      if (page === NONE && this.#mayOpen(sizeClass)) page = this.#open(sizeClass);
      if (page === NONE) return false;
      pages.serve(page, sizeClass);
      at = pages.firstFree(page);
    }
    const start = page << WORDS_SHIFT;
    this.#cursors[2 * sizeClass] = at;
    this.#cursors[2 * sizeClass + 1] = start + (start + MAP - at) * 32 * 2 * sizeClass;
    return true;
  }

  /** A page of the class whose blocks are all free; 0 when there is no room. */
  #open(sizeClass: number): number {
    const pages = this.#pages;
    let page = pages.takeListed(EMPTY);
    if (page !== NONE) {
      if (this.#onEvent) this.#announcePage('page-closed', page);
    } else {
      const pointer = this.#general.alignedAlloc(PAGE_BYTES, PAGE_USABLE, 1);
      if (pointer === nullPointer) return NONE;
      page = (pointer + EARLY_BYTES) >>> PAGE_SHIFT;
      if (pointer !== page * PAGE_BYTES) this.#words[(page << WORDS_SHIFT) - 1] = 0;
    }
    pages.open(page, sizeClass);
    if (this.#onEvent) this.#announcePage('page-opened', page);
    return page;
  }

  /** Gives the empty pages back to the general heap. */
  #closeEmpty(): boolean {
    const pages = this.#pages;
    let any = false;
    for (let page = pages.takeListed(EMPTY); page !== NONE; page = pages.takeListed(EMPTY)) {
      if (this.#onEvent) this.#announcePage('page-closed', page);
      pages.entries[page] = 0;
      this.#general.free(pages.payloadOf(page));
      any = true;
    }
    return any;
  }

  /** `free` of large blocks, of misuse, and before a listener. */
  private freeOther(pointer: Pointer): void {
    const pages = this.#pages;
    if (pages.isOutside(pointer)) this.#general.free(pointer);
    else if (pages.isLive(pointer)) {
      pages.release(pointer);
      if (this.#onEvent) this.#announceFree(pointer);
    } else if (pointer !== nullPointer) {
      refuseFreed(pointer, pages);
      this.#general.free(pointer);
    }
  }

  #copy(to: Pointer, from: Pointer, bytes: Bytes): void {
    copy(this.#words, to >>> 2, from >>> 2, (bytes + 3) >>> 2);
    if (this.#onEvent) this.#onEvent({ type: 'moved', from, to, copied: bytes });
  }

  #announce(pointer: Pointer, sizeClass: number, requested: Bytes): void {
    const [chunk, size] = [pointer as number as Chunk, sizeClass * 8];
    this.#onEvent?.({ type: 'padded', size: requested, chunkSize: size });
    this.#onEvent?.({ type: 'allocated', pointer, chunk, size, requested });
  }

  #announceFree(pointer: Pointer): void {
    const size = this.#pages.classAt(pointer) * 8;
    this.#onEvent?.({ type: 'freed', pointer, chunk: pointer as number as Chunk, size });
  }

  #announcePage(type: 'page-opened' | 'page-closed', page: number): void {
    const blockSize = this.#pages.classAt(page * PAGE_BYTES) * 8;
    this.#onEvent?.({ type, page: (page * PAGE_BYTES) as Chunk, size: PAGE_USABLE, blockSize });
  }
}
