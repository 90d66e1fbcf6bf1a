/**
 * The fast one: pages of equal, headerless small blocks in front of a TLSF heap for everything else.
 *
 * A class of blocks has one current page. Its free blocks are detached from the page onto a list that
 * `malloc` pops; blocks freed meanwhile gather on their own page's list, and a page whose last block
 * comes back returns to the general heap. So memory freed as small blocks serves large ones again.
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
  PAGE_BYTES,
  PAGE_SHIFT,
  PAGE_USABLE,
  Pages,
  SMALL_BYTES,
} from './pages.ts';

export interface SlabOptions extends TlsfOptions {
  /** Blocks of up to this many bytes live in pages: 8 to 256. @defaultValue 256 */
  readonly small?: Bytes;
  /** As in `TlsfOptions`, for the blocks that are not small. @defaultValue 1024 */
  readonly quick?: Bytes;
}

const NONE = 0;

/**
 * The heap for many small objects: no header on blocks of up to 256 bytes.
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
  readonly #pages: Pages = new Pages();
  #words: Int32Array = new Int32Array(0);
  #live: Int32Array = new Int32Array(0);
  /** Detached free blocks of each class, as word indexes. */
  readonly #heads: Int32Array = new Int32Array(CLASS_COUNT);
  /** The page each class was last refilled from; 0 for none. */
  readonly #current: Int32Array = new Int32Array(CLASS_COUNT);
  #known: Bytes = -1;

  constructor(options: SlabOptions = {}) {
    this.memory = options.memory ?? growableMemory();
    this.#general = new TlsfAllocator({ quick: 1024, ...options, memory: this.memory });
    this.#small = Math.min(options.small ?? SMALL_BYTES, SMALL_BYTES);
    this.#onEvent = options.onEvent ?? null;
    this.#step = (options.alignment ?? 8) / 8;
    this.#sync();
  }

  get heapBytes(): Bytes {
    return this.#general.heapBytes;
  }

  malloc(size: Bytes): Pointer {
    if (size >>> 0 !== size || size > this.#small) return this.#large(size);
    const sizeClass = this.#classOf(size);
    const block = this.#heads[sizeClass] as number;
    if (block === NONE) return this.#refill(sizeClass, size);
    const live = this.#live;
    this.#heads[sizeClass] = this.#words[block] as number;
    live[block >>> 6] = (live[block >>> 6] as number) | (1 << (block >>> 1));
    if (this.#onEvent) this.#announce(block, sizeClass, size);
    return (block * 4) as Pointer;
  }

  free(pointer: Pointer): void {
    const granule = pointer >>> 3;
    const live = this.#live;
    const bits = live[granule >>> 5] as number;
    if ((bits & (1 << granule)) === 0 || granule * 8 !== pointer) {
      this.#freeLarge(pointer);
      return;
    }
    live[granule >>> 5] = bits ^ (1 << granule);
    const pages = this.#pages;
    const page = pointer >>> PAGE_SHIFT;
    const block = pointer >>> 2;
    const next = pages.free[page] as number;
    const used = (pages.used[page] as number) - 1;
    this.#words[block] = next;
    pages.free[page] = block;
    pages.used[page] = used;
    if (this.#onEvent) this.#announceFree(pointer, page);
    if (next === NONE || used === 0) this.#settle(page, used, next);
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
    // Pages start at multiples of 2,048, so a class that is a multiple of the alignment is aligned.
    const rounded = Math.ceil(size / alignment) * alignment;
    if (rounded <= this.#small && size >>> 0 === size) {
      const pointer = this.malloc(Math.max(rounded, alignment));
      if (pointer % alignment === 0) return pointer;
      this.free(pointer);
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
    const step = this.#step;
    const sizeClass = (((size + 7) >>> 3) + step - 1) & -step;
    return sizeClass === 0 ? step : sizeClass;
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
    this.#live = this.#pages.live;
    if (this.#words.buffer !== buffer || this.#words.byteLength < size)
      this.#words = new Int32Array(buffer, 0, buffer.byteLength >>> 2);
  }

  #large(size: Bytes): Pointer {
    const pointer = this.#general.malloc(size);
    this.#sync();
    return pointer;
  }

  /** A block of a class whose detached list is empty. */
  #refill(sizeClass: number, size: Bytes): Pointer {
    const pages = this.#pages;
    let page = this.#current[sizeClass] as number;
    if (page === NONE || pages.free[page] === NONE) {
      page = pages.partial[sizeClass] as number;
      if (page !== NONE) pages.unlink(page);
      else page = this.#open(sizeClass);
      // No room for a page: there may still be room for the block.
      if (page === NONE) return this.#large(size);
      this.#current[sizeClass] = page;
    }
    this.#heads[sizeClass] = pages.free[page] as number;
    pages.free[page] = NONE;
    pages.used[page] = blocksOf(sizeClass);
    return this.malloc(size);
  }

  /** A new page with all its blocks free, in address order; 0 when there is no room. */
  #open(sizeClass: number): number {
    const pointer = this.#general.alignedAlloc(PAGE_BYTES, PAGE_USABLE);
    this.#sync();
    if (pointer === nullPointer) return NONE;
    const page = pointer >>> PAGE_SHIFT;
    const size = sizeClass * 8;
    const words = this.#words;
    let block = pointer >>> 2;
    this.#pages.classes[page] = sizeClass;
    this.#pages.free[page] = block;
    for (let left = blocksOf(sizeClass) - 1; left > 0; left--) {
      words[block] = block + size / 4;
      block += size / 4;
    }
    words[block] = NONE;
    if (this.#onEvent) this.#announcePage('page-opened', page, size);
    return page;
  }

  /** A page was full, or is empty now: list it, or give it back. The current page stays. */
  #settle(page: number, used: number, next: number): void {
    const pages = this.#pages;
    const sizeClass = pages.classes[page] as number;
    if (page === this.#current[sizeClass]) return;
    if (used > 0) {
      pages.link(page);
      return;
    }
    if (next !== NONE) pages.unlink(page);
    pages.classes[page] = 0;
    pages.free[page] = NONE;
    this.#general.free((page * PAGE_BYTES) as Pointer);
    if (this.#onEvent) this.#announcePage('page-closed', page, sizeClass * 8);
  }

  #freeLarge(pointer: Pointer): void {
    if (pointer === nullPointer) return;
    this.#refuseFreed(pointer);
    this.#general.free(pointer);
  }

  /** @throws DoubleFree or InvalidFree when `pointer`, which is no live block, lies in a page. */
  #refuseFreed(pointer: Pointer): void {
    const page = Math.floor(pointer / PAGE_BYTES);
    const sizeClass = this.#pages.classes[page] ?? 0;
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

  #announcePage(type: 'page-opened' | 'page-closed', page: number, blockSize: Bytes): void {
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
