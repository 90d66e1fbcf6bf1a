/**
 * The fast one: pages of equal, headerless small blocks in front of a TLSF heap for everything else.
 *
 * A class of blocks has one current page. Its free blocks are detached from the page onto a list that
 * `malloc` pops; blocks freed meanwhile gather on their own page's list. A page whose last block comes back
 * serves the next class that wants a page, and returns to the general heap before that may grow. So memory
 * freed as small blocks serves large ones again. A class gets its first page only when it has asked for as
 * many blocks as one holds: of sizes that are rare no page lies half empty.
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
import type { AllocatorEvent, Listener } from '../events.ts';
import { sumChunks } from '../heap-stats.ts';
import { growableMemory, type LinearMemory } from '../linear-memory.ts';
import { TlsfAllocator, type TlsfOptions } from '../tlsf/tlsf.ts';
import { clear, copy } from '../words.ts';
import { checkPages } from './check.ts';
import { refuseFreed } from './misuse.ts';
import {
  BITS,
  BITS_WORDS,
  blocksOf,
  CLASS_COUNT,
  EARLY_BYTES,
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
import { reportPages } from './report.ts';

export interface SlabOptions extends TlsfOptions {
  /** Blocks of up to this many bytes live in pages: 8 to 256. @defaultValue 128 */
  readonly small?: Bytes;
  /** Requests of one size that the general heap serves before the size gets its first page. @defaultValue as many as a page holds */
  readonly opensAfter?: number;
  /** As in `TlsfOptions`, for the blocks that are not small. @defaultValue 8192 */
  readonly quick?: Bytes;
}

const NONE = 0;
/** The place in 2,048 bytes where the chunk of a page may start early. */
const EARLY_PLACE = PAGE_BYTES - EARLY_BYTES;
/** No free block is detached. */
const NO_BLOCK = 511;
const UNSEEN: Uint8Array = new Uint8Array(0);

/**
 * The heap for many small objects: no header on blocks of up to 128 bytes.
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
  /** What `free` sees of the pages' classes: nothing before a listener. */
  #classes: Uint8Array = UNSEEN;
  #states: Int32Array = new Int32Array(0);
  /** First detached free block of each class, as a word index. */
  readonly #heads: Int32Array = new Int32Array(CLASS_COUNT).fill(NO_BLOCK);
  /** The page each class was last refilled from; 0 for none. */
  readonly #current: Int32Array = new Int32Array(CLASS_COUNT);
  /** Requests of each class that are served without a page, until it gets its first one. */
  readonly #waits: Int32Array;
  #known: Bytes = -1;

  constructor(options: SlabOptions = {}) {
    this.memory = options.memory ?? growableMemory();
    const general = { quick: 8192, ...options, memory: this.memory };
    this.#general = new TlsfAllocator(general, () => this.#closeEmpty());
    this.#waits = Int32Array.from(
      { length: CLASS_COUNT },
      (_, c) => options.opensAfter ?? blocksOf(c || 1),
    );
    this.#small = Math.min(options.small ?? 128, SMALL_BYTES);
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
        const words = this.#words;
        const start = block & ~PLACE;
        const at = start + BITS + ((block >>> 6) & 7);
        heads[sizeClass] = start | ((words[block] as number) & PLACE);
        words[at] = (words[at] as number) | (1 << (block >>> 1));
        return (block * 4) as Pointer;
      }
    } else if (size > SMALL_BYTES) return this.#large(size);
    return this.#malloc(size);
  }

  free(pointer: Pointer): void {
    const page = pointer >>> PAGE_SHIFT;
    const classes = this.#classes;
    if (page < classes.length && pointer >>> 0 === pointer) {
      if (classes[page] !== 0) {
        const words = this.#words;
        const at = (page << FREE_SHIFT) + BITS + ((pointer >>> 8) & 7);
        const bits = words[at] as number;
        const bit = 1 << (pointer >>> 3);
        if ((bits & bit) !== 0 && (pointer & 7) === 0) {
          const states = this.#states;
          const block = pointer >>> 2;
          const state = states[page] as number;
          words[at] = bits ^ bit;
          words[block] = state >>> FREE_SHIFT;
          states[page] = (((block & PLACE) << FREE_SHIFT) | (state & USED)) - 1;
          if (state >>> FREE_SHIFT === FULL || (state & USED) === 1) this.#settle(page, state);
          return;
        }
      } else if ((pointer & EARLY_PLACE) !== EARLY_PLACE) {
        this.#general.free(pointer);
        return;
      }
    }
    this.#free(pointer);
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

  /** The general heap may have grown: cover the new pages and take new views. */
  #sync(): void {
    const { size, buffer } = this.memory;
    if (size === this.#known) return;
    this.#known = size;
    this.#pages.cover(size);
    if (!this.#onEvent) this.#classes = this.#pages.classes;
    this.#states = this.#pages.states;
    if (this.#words.buffer !== buffer || this.#words.byteLength < size)
      this.#words = this.#pages.words = new Int32Array(buffer, 0, buffer.byteLength >>> 2);
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
    // No page yet, or no room for one: there may still be room for the block.
    if (((heads[sizeClass] as number) & PLACE) === NO_BLOCK && !this.#refill(sizeClass))
      return this.#large(size);
    const block = heads[sizeClass] as number;
    const words = this.#words;
    const at = (block & ~PLACE) + BITS + ((block >>> 6) & 7);
    heads[sizeClass] = (block & ~PLACE) | ((words[block] as number) & PLACE);
    words[at] = (words[at] as number) | (1 << (block >>> 1));
    if (this.#onEvent) this.#announce(block, sizeClass, size);
    return (block * 4) as Pointer;
  }

  /** False for the first requests of a class, which get no page. */
  #mayOpen(sizeClass: number): boolean {
    const waits = this.#waits[sizeClass] as number;
    if (waits <= 0) return true;
    this.#waits[sizeClass] = waits - 1;
    return false;
  }

  /** Detaches the free blocks of a page of the class; false when there is none and none may be opened. */
  #refill(sizeClass: number): boolean {
    const { states, lists } = this.#pages;
    let page = this.#current[sizeClass] as number;
    if (page === NONE || (states[page] as number) >>> FREE_SHIFT === FULL) {
      page = lists[sizeClass] as number;
      if (page !== NONE) this.#pages.unlink(page, sizeClass);
      else page = this.#mayOpen(sizeClass) ? this.#open(sizeClass) : NONE;
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
      const pointer = this.#general.alignedAlloc(PAGE_BYTES, PAGE_USABLE, 1);
      this.#sync();
      if (pointer === nullPointer) return NONE;
      page = (pointer + EARLY_BYTES) >>> PAGE_SHIFT;
      if (pointer !== page * PAGE_BYTES) this.#words[(page << FREE_SHIFT) - 1] = 0;
    }
    const words = this.#words;
    const step = sizeClass * 2;
    const start = page << FREE_SHIFT;
    const last = start + (blocksOf(sizeClass) - 1) * step;
    for (let block = start; block < last; block += step) words[block] = (block & PLACE) + step;
    words[last] = NO_BLOCK;
    words.fill(0, start + BITS, start + BITS + BITS_WORDS);
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
      this.#general.free(pages.payloadOf(page));
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
    this.#classes = this.#pages.classes;
    this.free(pointer);
    this.#classes = UNSEEN;
    this.#announceFree(pointer, pointer >>> PAGE_SHIFT);
  }

  #freeLarge(pointer: Pointer): void {
    if (pointer === nullPointer) return;
    refuseFreed(pointer, this.#pages);
    this.#general.free(pointer);
  }

  #copy(to: Pointer, from: Pointer, bytes: Bytes): void {
    copy(this.#words, to >>> 2, from >>> 2, (bytes + 3) >>> 2);
    if (this.#onEvent) this.#onEvent({ type: 'moved', from, to, copied: bytes });
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
