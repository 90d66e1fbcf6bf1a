/**
 * The textbook heap, on glibc's chunk rules: one list of free chunks, boundary tags to find both
 * neighbours, and a wilderness (the top chunk) that ends the heap, gives splits when the list has
 * nothing, and takes back the chunks freed before it.
 *
 * Source of the layout: glibc malloc/malloc.c; of the tags: Knuth, TAOCP 1, §2.5, Algorithm C. Unlike
 * glibc it keeps one list and no caches, so that each decision can be watched.
 */
import { alignUp, isServable, product, requireAlignment } from '../alignment.ts';
import {
  type Allocator,
  type Bytes,
  type Chunk,
  type ChunkReport,
  type HeapStats,
  nullPointer,
  type Pointer,
} from '../allocator.ts';
import { HeapCorruption } from '../errors.ts';
import type { AllocatorEvent, Listener } from '../events.ts';
import { sumChunks } from '../heap-stats.ts';
import { type LinearMemory, PAGE_BYTES, resizableMemory } from '../linear-memory.ts';
import { checkHeap, type Extent } from './check.ts';
import { type Coalescing, immediate, type Joinable } from './coalescing.ts';
import { FreeList, lifo } from './free-list.ts';
import { joinRuns } from './join-runs.ts';
import {
  CHUNK_ALIGNMENT,
  ChunkWords,
  chunkOf,
  chunkSizeFor,
  HEADER_BYTES,
  MIN_CHUNK_BYTES,
  pointerOf,
} from './layout.ts';
import { liveChunk } from './live-chunk.ts';
import type { BoundaryTagOptions } from './options.ts';
import { firstFit, type Placement } from './placement.ts';
import { HeapTop } from './top.ts';
import { walk } from './walk.ts';

const NONE: Chunk = 0 as Chunk;

/**
 * A heap to learn from: every policy is an option, every decision an event, every chunk in its bytes.
 *
 * ```ts
 * import { BoundaryTagAllocator, fixedMemory } from '@memstrata/allocator';
 *
 * const heap = new BoundaryTagAllocator({ memory: fixedMemory(512), granularity: 512 });
 * const a = heap.malloc(24);
 * const b = heap.malloc(40);
 * console.log(heap.usableSize(a), heap.usableSize(b), b - a); // → 24 40 32
 * ```
 *
 * Cost: `malloc` looks at up to all free chunks; `free` is constant but for a list in address order.
 * It grows only while nobody else moves the memory's break.
 */
export class BoundaryTagAllocator implements Allocator, Joinable {
  readonly memory: LinearMemory;
  readonly #onEvent: Listener<AllocatorEvent> | null;
  readonly #placement: Placement;
  readonly #coalescing: Coalescing;
  readonly #words: ChunkWords = new ChunkWords();
  readonly #list: FreeList;
  readonly #top: HeapTop;

  constructor(options: BoundaryTagOptions = {}) {
    this.memory = options.memory ?? resizableMemory();
    this.#onEvent = options.onEvent ?? null;
    this.#placement = options.placement ?? firstFit;
    this.#coalescing = options.coalescing ?? immediate;
    this.#list = new FreeList(this.#words, options.order ?? lifo, this.#onEvent);
    const granularity = options.granularity ?? PAGE_BYTES;
    this.#top = new HeapTop(this.memory, this.#words, granularity, this.#onEvent);
  }

  get heapBytes(): Bytes {
    return this.#top.end - this.#top.base;
  }

  malloc(size: Bytes): Pointer {
    const chunk = isServable(size) ? this.#allocate(size) : NONE;
    if (chunk === NONE) return this.#exhausted(size);
    return this.#answer(chunk, size);
  }

  calloc(count: number, size: Bytes): Pointer {
    const bytes = product(count, size);
    const pointer = this.malloc(bytes);
    if (pointer !== nullPointer) this.#words.clear(pointer, bytes);
    return pointer;
  }

  realloc(pointer: Pointer, size: Bytes): Pointer {
    const servable = isServable(size);
    if (pointer === nullPointer) return this.malloc(size);
    const chunk = this.#liveChunk(pointer);
    if (size === 0) {
      this.#release(chunk);
      return nullPointer;
    }
    if (!servable) return this.#exhausted(size);
    const from = this.#words.sizeOf(chunk);
    const need = chunkSizeFor(size);
    if (this.#onEvent) this.#onEvent({ type: 'padded', size, chunkSize: need });
    if (need > from && !this.#widen(chunk, need)) return this.#move(chunk, size);
    this.#trim(chunk, need);
    if (this.#onEvent) {
      const now = this.#words.sizeOf(chunk);
      this.#onEvent({ type: 'resized', pointer, chunk, from, size: now });
    }
    return pointer;
  }

  alignedAlloc(alignment: Bytes, size: Bytes): Pointer {
    requireAlignment(alignment);
    if (alignment <= CHUNK_ALIGNMENT) return this.malloc(size);
    if (!isServable(size)) return this.#exhausted(size);
    const need = chunkSizeFor(size);
    // Room to move the start up to the next multiple and to leave a whole chunk before it.
    const roomy = need + alignment + MIN_CHUNK_BYTES - HEADER_BYTES;
    const found = isServable(roomy) ? this.#allocate(roomy) : NONE;
    if (found === NONE) return this.#exhausted(size);
    const chunk = this.#cutFront(found, alignment);
    this.#trim(chunk, need);
    return this.#answer(chunk, size);
  }

  free(pointer: Pointer): void {
    if (pointer === nullPointer) return;
    this.#release(this.#liveChunk(pointer));
  }

  usableSize(pointer: Pointer): Bytes {
    return this.#words.sizeOf(this.#liveChunk(pointer)) - HEADER_BYTES;
  }

  chunks(): Iterable<ChunkReport> {
    return this.#top.end === this.#top.base
      ? []
      : walk(this.#words, this.#extent, this.#list.order.name);
  }

  get #extent(): Extent {
    const joined = this.#coalescing.name === 'immediate';
    return { first: this.#top.first, top: this.#top.chunk, end: this.#top.end, joined };
  }

  stats(): HeapStats {
    return sumChunks(this.chunks(), this.heapBytes);
  }

  check(): void {
    if (this.#top.end === this.#top.base) return;
    checkHeap(this.#words, this.#list, this.#extent);
  }

  /** The free chunks in the order the search meets them. */
  *freeList(): Generator<Chunk> {
    for (let chunk = this.#list.first; chunk !== NONE; chunk = this.#list.after(chunk)) yield chunk;
  }

  join(chunk: Chunk): Chunk {
    const words = this.#words;
    let joined = chunk;
    if (words.previousInUse(joined) === 0) {
      const before = words.before(joined);
      if (before < this.#top.first || words.sizeOf(before) !== joined - before)
        throw new HeapCorruption('a free chunk ends with its size', joined);
      this.#list.remove(before);
      joined = this.#merge(before, joined);
    }
    const after = words.after(joined);
    if (after === this.#top.chunk) {
      this.#merge(joined, after);
      return NONE;
    }
    if (words.isInUse(after)) return joined;
    this.#list.remove(after);
    return this.#merge(joined, after);
  }

  joinAll(): boolean {
    return joinRuns(this.#words, this.#list, this.#extent, this);
  }

  /** A chunk in use for `size` bytes, from the list or else from the top; 0 when there is no room. */
  #allocate(size: Bytes): Chunk {
    const need = chunkSizeFor(size);
    if (this.#onEvent) this.#onEvent({ type: 'padded', size, chunkSize: need });
    const chunk = this.#fromList(need);
    return chunk === NONE ? this.#fromTop(need) : chunk;
  }

  #fromList(need: Bytes): Chunk {
    const list = this.#list;
    let chunk = this.#placement.find(list, need, this.#onEvent);
    if (chunk === NONE && this.#coalescing.short(this))
      chunk = this.#placement.find(list, need, this.#onEvent);
    if (chunk === NONE) return NONE;
    list.remove(chunk);
    this.#words.setPreviousInUse(this.#words.after(chunk), 1);
    this.#trim(chunk, need);
    return chunk;
  }

  #fromTop(need: Bytes): Chunk {
    if (!this.#top.ensure(need)) return NONE;
    const chunk = this.#top.chunk;
    this.#top.raise(need);
    this.#words.setHeader(chunk, need, this.#words.previousInUse(chunk));
    return chunk;
  }

  /** Cuts a chunk in use down to `need` bytes when the rest can be a chunk, and frees the rest. */
  #trim(chunk: Chunk, need: Bytes): void {
    const words = this.#words;
    const restSize = words.sizeOf(chunk) - need;
    if (restSize < MIN_CHUNK_BYTES) return;
    const rest = (chunk + need) as Chunk;
    words.setHeader(rest, restSize, 1);
    words.setHeader(chunk, need, words.previousInUse(chunk));
    this.#markFree(rest, restSize);
    if (this.#onEvent) this.#onEvent({ type: 'split', chunk, size: need, rest, restSize });
    this.#settle(rest);
  }

  /** Frees what lies before the first aligned payload; the answer is the chunk from there on. */
  #cutFront(chunk: Chunk, alignment: Bytes): Chunk {
    if (pointerOf(chunk) % alignment === 0) return chunk;
    const words = this.#words;
    const pointer = alignUp(pointerOf(chunk) + MIN_CHUNK_BYTES, alignment) as Pointer;
    const aligned = chunkOf(pointer);
    const gap = aligned - chunk;
    const rest = words.sizeOf(chunk) - gap;
    words.setHeader(aligned, rest, 1);
    words.setHeader(chunk, gap, words.previousInUse(chunk));
    this.#markFree(chunk, gap);
    if (this.#onEvent)
      this.#onEvent({ type: 'split', chunk, size: gap, rest: aligned, restSize: rest });
    this.#settle(chunk);
    return aligned;
  }

  /** Grows a chunk in use over the free chunk or the top behind it; false when there is no room. */
  #widen(chunk: Chunk, need: Bytes): boolean {
    const words = this.#words;
    const size = words.sizeOf(chunk);
    const after = words.after(chunk);
    if (after === this.#top.chunk) {
      if (!this.#top.ensure(need - size)) return false;
      this.#top.raise(need - size);
      this.#absorb(chunk, after);
      return true;
    }
    if (words.isInUse(after) || size + words.sizeOf(after) < need) return false;
    this.#list.remove(after);
    words.setPreviousInUse(words.after(after), 1);
    this.#absorb(chunk, after);
    return true;
  }

  /** `chunk` takes over the bytes of the chunk behind it; footers are the caller's affair. */
  #absorb(chunk: Chunk, absorbed: Chunk): Bytes {
    const words = this.#words;
    const absorbedSize = words.sizeOf(absorbed);
    const size = words.sizeOf(chunk) + absorbedSize;
    words.setHeader(chunk, size, words.previousInUse(chunk));
    if (this.#onEvent) this.#onEvent({ type: 'merged', chunk, size, absorbed, absorbedSize });
    return size;
  }

  /** Joins two free neighbours. The footer is written first: an event never precedes its bytes. */
  #merge(chunk: Chunk, absorbed: Chunk): Chunk {
    const words = this.#words;
    const size = words.sizeOf(chunk) + words.sizeOf(absorbed);
    if (absorbed !== this.#top.chunk) words.setFooter(chunk, size);
    else this.#top.chunk = chunk;
    this.#absorb(chunk, absorbed);
    return chunk;
  }

  #markFree(chunk: Chunk, size: Bytes): void {
    this.#words.setFooter(chunk, size);
    this.#words.setPreviousInUse((chunk + size) as Chunk, 0);
  }

  /** A chunk just marked free finds its place: joined, listed, or part of the top. */
  #settle(chunk: Chunk): void {
    const joined = this.#coalescing.freed(this, chunk);
    if (joined !== NONE) this.#list.insert(joined, this.#words.sizeOf(joined));
  }

  #release(chunk: Chunk): void {
    const size = this.#words.sizeOf(chunk);
    this.#markFree(chunk, size);
    if (this.#onEvent) this.#onEvent({ type: 'freed', pointer: pointerOf(chunk), chunk, size });
    this.#settle(chunk);
  }

  #move(chunk: Chunk, size: Bytes): Pointer {
    const to = this.malloc(size);
    if (to === nullPointer) return to;
    const from = pointerOf(chunk);
    const copied = Math.min(size, this.#words.sizeOf(chunk) - HEADER_BYTES);
    this.#words.copy(to, from, copied);
    if (this.#onEvent) this.#onEvent({ type: 'moved', from, to, copied });
    this.#release(chunk);
    return to;
  }

  #answer(chunk: Chunk, requested: Bytes): Pointer {
    const pointer = pointerOf(chunk);
    if (this.#onEvent) {
      const size = this.#words.sizeOf(chunk);
      this.#onEvent({ type: 'allocated', pointer, chunk, size, requested });
    }
    return pointer;
  }

  #exhausted(size: Bytes): Pointer {
    if (this.#onEvent) this.#onEvent({ type: 'exhausted', size });
    return nullPointer;
  }

  #liveChunk(pointer: Pointer): Chunk {
    const extent = { first: this.#top.first, top: this.#top.chunk, end: this.#top.end };
    return liveChunk(this.#words, pointer, extent);
  }
}
