/**
 * The calls a program makes: the tcache in front, the arena behind.
 *
 * Source: glibc 2.36, malloc/malloc.c, `__libc_malloc`, `__libc_calloc`, `__libc_realloc`,
 * `_mid_memalign`, `__libc_free`, `musable`, `tcache_init`.
 */
import { isServable, product, requireAlignment } from '../alignment.ts';
import {
  type Allocator,
  asPointer,
  type Bytes,
  type ChunkReport,
  type HeapStats,
  nullPointer,
  type Pointer,
} from '../allocator.ts';
import { InvalidFree } from '../errors.ts';
import { sumChunks } from '../heap-stats.ts';
import type { LinearMemory } from '../linear-memory.ts';
import { abortAssertion, abortCorrupted, abortInvalidFree } from './abort.ts';
import { Arena } from './arena.ts';
import { checkArena } from './check.ts';
import {
  ALIGN_MASK,
  chunkSizeFor,
  HEADER_BYTES,
  MIN_CHUNK_BYTES,
  tcacheIndex,
  WORD_BYTES,
} from './chunk-layout.ts';
import { consolidate } from './consolidate.ts';
import { freeChunk } from './free.ts';
import { NONE } from './heap-bytes.ts';
import { mallocChunk } from './malloc.ts';
import { freeMapped, remapChunk, unmapChunk } from './mapped-chunks.ts';
import { memalignChunk } from './memalign.ts';
import { reallocChunk } from './realloc.ts';
import { TCACHE_BYTES, tcacheGet, tcacheHasBlock } from './tcache.ts';
import { trimTop } from './top.ts';
import type { GlibcOptions } from './tunables.ts';
import { chunksOf } from './walk.ts';

/**
 * glibc 2.36's malloc on x86-64 (ptmalloc): address for address, in its own bytes, for one thread.
 *
 * The first heap byte is offset `memory.size` at the first call, so in a memory of its own the first
 * `malloc` answers 0x2a0, as in a fresh process. Misuse is found where glibc finds it, by reading the
 * heap, and said in its words (`report` of the error); where glibc is silent, so is this.
 *
 * ```ts
 * import { GlibcAllocator } from '@memstrata/allocator/glibc';
 *
 * const heap = new GlibcAllocator();
 * const a = heap.malloc(24);
 * const b = heap.malloc(24);
 * heap.free(a);
 * console.log(a.toString(16), b - a, heap.malloc(20) === a); // → 2a0 32 true
 * try {
 *   heap.free(b);
 *   heap.free(b);
 * } catch (error) {
 *   console.log(error.report); // → free(): double free detected in tcache 2
 * }
 * ```
 */
export class GlibcAllocator implements Allocator {
  readonly #arena: Arena;

  constructor(options: GlibcOptions = {}) {
    this.#arena = new Arena(options);
  }

  get memory(): LinearMemory {
    return this.#arena.memory;
  }

  /** `system_mem` and mapped bytes. */
  get heapBytes(): Bytes {
    return this.#arena.systemBytes + this.#arena.mappedBytes;
  }

  malloc(size: Bytes): Pointer {
    if (!isServable(size)) return this.#exhausted(size);
    const arena = this.#arena;
    const chunkSize = chunkSizeFor(size);
    arena.onEvent?.({ type: 'padded', size, chunkSize });
    if (arena.tcache === NONE) this.#startTcache();
    const index = tcacheIndex(chunkSize);
    if (arena.tcache !== NONE && tcacheHasBlock(arena, index)) {
      return this.#answer(tcacheGet(arena, index), size);
    }
    return this.#answer(mallocChunk(arena, size), size);
  }

  /** As `malloc`, but the tcache is not asked: glibc 2.36 never takes a zeroed block from it. */
  calloc(count: number, size: Bytes): Pointer {
    const bytes = product(count, size);
    if (!isServable(bytes)) return this.#exhausted(bytes);
    const arena = this.#arena;
    arena.onEvent?.({ type: 'padded', size: bytes, chunkSize: chunkSizeFor(bytes) });
    if (arena.tcache === NONE) this.#startTcache();
    const payload = mallocChunk(arena, bytes);
    if (payload !== 0) this.#clear(payload, bytes);
    return this.#answer(payload, bytes);
  }

  realloc(pointer: Pointer, size: Bytes): Pointer {
    if (pointer === 0) return this.malloc(size);
    if (size === 0) {
      this.free(pointer);
      return nullPointer;
    }
    const servable = isServable(size);
    const chunk = this.#chunkAt(pointer);
    const { heap } = this.#arena;
    const oldSize = heap.size(chunk);
    const mapped = heap.isMapped(chunk);
    if (!mapped && this.#arena.tcache === NONE) this.#startTcache();
    if (oldSize === 0 || heap.address(chunk) + oldSize > 2 ** 64 || chunk & ALIGN_MASK) {
      abortInvalidFree('realloc(): invalid pointer', chunk);
    }
    if (!servable) return this.#exhausted(size);
    const payload = mapped
      ? this.#reallocMapped(chunk, oldSize, size)
      : reallocChunk(this.#arena, chunk, oldSize, size);
    return payload === 0 ? this.#exhausted(size) : asPointer(payload);
  }

  /** `memalign`: up to 16 it is `malloc`, above it the tcache is not asked. */
  alignedAlloc(alignment: Bytes, size: Bytes): Pointer {
    requireAlignment(alignment);
    if (alignment <= ALIGN_MASK + 1) return this.malloc(size);
    if (!isServable(size)) return this.#exhausted(size);
    this.#arena.onEvent?.({ type: 'padded', size, chunkSize: chunkSizeFor(size) });
    const wide = Math.max(alignment, MIN_CHUNK_BYTES);
    return this.#answer(memalignChunk(this.#arena, wide, size), size);
  }

  free(pointer: Pointer): void {
    if (pointer === 0) return;
    const chunk = this.#chunkAt(pointer);
    const arena = this.#arena;
    if (arena.heap.isMapped(chunk)) {
      freeMapped(arena, chunk);
      return;
    }
    if (arena.tcache === NONE) this.#startTcache();
    freeChunk(arena, chunk, false);
  }

  /** `malloc_usable_size`: 0 for null and for a chunk that is free in a bin. */
  usableSize(pointer: Pointer): Bytes {
    if (pointer === 0) return 0;
    const chunk = this.#chunkAt(pointer);
    const { heap } = this.#arena;
    const size = heap.size(chunk);
    if (heap.isMapped(chunk)) return size - HEADER_BYTES;
    return heap.isPreviousInUse(chunk + size) ? size - WORD_BYTES : 0;
  }

  /**
   * `malloc_trim`, the part that moves the break: keeps `pad` bytes at the top.
   * @returns whether any memory went back.
   */
  trim(pad: Bytes = 0): boolean {
    consolidate(this.#arena);
    return this.#arena.top !== NONE && trimTop(this.#arena, pad);
  }

  /** Whether the block is a mapping of its own, outside the heap. */
  isMapped(pointer: Pointer): boolean {
    return this.#arena.heap.isMapped(this.#chunkAt(pointer));
  }

  chunks(): Iterable<ChunkReport> {
    return chunksOf(this.#arena);
  }

  stats(): HeapStats {
    return sumChunks(this.chunks(), this.heapBytes);
  }

  check(): void {
    checkArena(this.#arena);
  }

  #chunkAt(pointer: Pointer): number {
    if (pointer >>> 0 !== pointer) throw new InvalidFree(pointer, 'not an offset of this memory');
    return pointer - HEADER_BYTES;
  }

  /** `tcache_init`: the cache's own records are the first chunk of the heap. */
  #startTcache(): void {
    const arena = this.#arena;
    const payload = mallocChunk(arena, TCACHE_BYTES);
    if (payload === 0) return;
    arena.heap.fill(payload, TCACHE_BYTES, 0);
    arena.tcache = payload;
  }

  #clear(payload: number, bytes: Bytes): void {
    const { heap, settings } = this.#arena;
    const chunk = payload - HEADER_BYTES;
    if (!heap.isMapped(chunk)) this.#clearChunk(chunk);
    else if (settings.perturb !== 0) heap.fill(payload, bytes, 0); // else fresh pages are zero
  }

  #clearChunk(chunk: number): void {
    const { heap, memory } = this.#arena;
    const size = heap.size(chunk);
    if (size < MIN_CHUNK_BYTES) abortAssertion('__libc_calloc', 'nclears >= 3', chunk);
    if (chunk + size > memory.size) {
      abortCorrupted('segmentation fault: calloc clears beyond the heap', chunk);
    }
    heap.fill(chunk + HEADER_BYTES, size - WORD_BYTES, 0);
  }

  #reallocMapped(chunk: number, oldSize: Bytes, size: Bytes): number {
    const arena = this.#arena;
    const moved = remapChunk(arena, chunk, size);
    if (moved !== NONE) return moved + HEADER_BYTES;
    if (oldSize - WORD_BYTES >= chunkSizeFor(size)) return chunk + HEADER_BYTES;
    const payload = this.malloc(size);
    if (payload === 0) return 0;
    const copied = oldSize - HEADER_BYTES;
    arena.heap.copy(chunk + HEADER_BYTES, payload, copied);
    if (arena.onEvent) arena.announceMoved(chunk, payload, copied);
    unmapChunk(arena, chunk);
    return payload;
  }

  #answer(payload: number, requested: Bytes): Pointer {
    if (payload === 0) return this.#exhausted(requested);
    if (this.#arena.onEvent) this.#arena.announceAllocated(payload, requested);
    return asPointer(payload);
  }

  #exhausted(size: Bytes): Pointer {
    this.#arena.onEvent?.({ type: 'exhausted', size });
    return nullPointer;
  }
}
