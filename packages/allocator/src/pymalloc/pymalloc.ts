/**
 * CPython's small-object allocator: arenas of pools of blocks, one size class a pool.
 *
 * Source: CPython 3.11, Objects/obmalloc.c, `pymalloc_alloc`, `pymalloc_free`, `pymalloc_realloc`.
 */
import { isServable, product, requireAlignment } from '../alignment.ts';
import {
  type Allocator,
  type AllocatorOptions,
  asChunk,
  asPointer,
  type Bytes,
  type ChunkReport,
  type HeapStats,
  nullPointer,
  type Pointer,
} from '../allocator.ts';
import { DoubleFree, InvalidFree } from '../errors.ts';
import type { AllocatorEvent, Listener } from '../events.ts';
import { GlibcAllocator } from '../glibc/glibc.ts';
import { sumChunks } from '../heap-stats.ts';
import { type LinearMemory, resizableMemory } from '../linear-memory.ts';
import { Arenas } from './arenas.ts';
import { checkPymalloc } from './check.ts';
import { type PymallocGeometry, pymallocGeometries } from './geometry.ts';
import { NONE, POOL_HEADER_BYTES, PoolBytes, ringOf } from './pool-bytes.ts';
import {
  type ArenaReport,
  arenaReports,
  freeBlocks,
  type PoolReport,
  poolReports,
} from './pools.ts';
import { poolChunks } from './walk.ts';

/** Options of `Pymalloc`. */
export interface PymallocOptions extends AllocatorOptions {
  /** Sizes and rules of a version. @defaultValue `pymallocGeometries['3.13']` */
  readonly geometry?: PymallocGeometry;
  /**
   * Serves what pymalloc does not: requests above 512 bytes, and all when no arena can be mapped. It
   * must live in the same memory. @defaultValue a `GlibcAllocator`
   */
  readonly underlying?: Allocator;
}

/** What `sys._debugmallocstats()` says of arenas. */
export interface ArenaCounts {
  readonly allocatedTotal: number;
  readonly reclaimed: number;
  readonly highwater: number;
  readonly allocatedNow: number;
}

/**
 * pymalloc: blocks of 16 to 512 bytes in pools, pools in arenas that are mapped, and given back when
 * all their pools are empty; larger requests go to the underlying malloc.
 *
 * A release build of CPython checks nothing at free. This model does: a block that is already on its
 * pool's free list, or a pointer no block starts at, is refused by reading the pool.
 *
 * ```ts
 * import { Pymalloc, pymallocGeometries } from '@memstrata/allocator/pymalloc';
 *
 * const heap = new Pymalloc({ geometry: pymallocGeometries['3.11'] });
 * const first = heap.malloc(500);
 * console.log(heap.usableSize(first), heap.malloc(500) - first, first % 16_384); // → 512 512 48
 * heap.free(first);
 * console.log(heap.malloc(497) === first, heap.arenaCounts().allocatedNow); // → true 1
 * ```
 */
export class Pymalloc implements Allocator {
  readonly memory: LinearMemory;
  readonly geometry: PymallocGeometry;
  readonly underlying: Allocator;
  readonly #onEvent: Listener<AllocatorEvent> | null;
  readonly #pools: PoolBytes;
  readonly #arenas: Arenas;

  constructor(options: PymallocOptions = {}) {
    this.memory = options.underlying?.memory ?? options.memory ?? resizableMemory();
    this.geometry = options.geometry ?? pymallocGeometries['3.13'];
    this.#onEvent = options.onEvent ?? null;
    this.underlying =
      options.underlying ??
      new GlibcAllocator({
        memory: this.memory,
        ...(options.onEvent ? { onEvent: options.onEvent } : {}),
      });
    this.#pools = new PoolBytes(this.memory);
    this.#arenas = new Arenas(this.#pools, this.geometry, this.#onEvent);
  }

  get heapBytes(): Bytes {
    return this.underlying.heapBytes + this.#arenas.bytes;
  }

  /** A request of 0 is one for 1 byte that the underlying allocator serves, as in CPython. */
  malloc(size: Bytes): Pointer {
    if (!isServable(size)) return nullPointer;
    const block = this.#take(size);
    return block === NONE ? this.underlying.malloc(Math.max(size, 1)) : asPointer(block);
  }

  calloc(count: number, size: Bytes): Pointer {
    const bytes = product(count, size);
    if (!isServable(bytes)) return nullPointer;
    const block = this.#take(bytes);
    if (block === NONE) return this.underlying.calloc(1, Math.max(bytes, 1));
    this.#pools.clear(block, bytes);
    return asPointer(block);
  }

  /** Stays in place unless the block grows beyond its class or shrinks by a quarter of it. */
  realloc(pointer: Pointer, size: Bytes): Pointer {
    if (pointer === nullPointer) return this.malloc(size);
    if (size === 0) {
      this.free(pointer);
      return nullPointer;
    }
    if (!this.#isOurs(pointer)) return this.underlying.realloc(pointer, size);
    const servable = isServable(size);
    this.#requireLive(pointer);
    if (!servable) return nullPointer;
    const old = this.#blockSize(this.#poolOf(pointer));
    if (size <= old && 4 * size > 3 * old) return pointer;
    const moved = this.malloc(size);
    if (moved === nullPointer) return nullPointer;
    const copied = Math.min(size, old);
    this.#pools.reload();
    this.#pools.copy(pointer, moved, copied);
    this.#onEvent?.({ type: 'moved', from: pointer, to: moved, copied });
    this.free(pointer);
    return moved;
  }

  /** Up to 16 as `malloc`; pymalloc knows no other alignment, so the rest is the underlying allocator's. */
  alignedAlloc(alignment: Bytes, size: Bytes): Pointer {
    requireAlignment(alignment);
    if (alignment <= this.geometry.alignment) return this.malloc(size);
    return this.underlying.alignedAlloc(alignment, size);
  }

  free(pointer: Pointer): void {
    if (pointer === nullPointer) return;
    if (!this.#isOurs(pointer)) {
      this.underlying.free(pointer);
      return;
    }
    this.#requireLive(pointer);
    this.#give(pointer);
  }

  usableSize(pointer: Pointer): Bytes {
    if (pointer === nullPointer) return 0;
    if (!this.#isOurs(pointer)) return this.underlying.usableSize(pointer);
    return this.#blockSize(this.#poolOf(pointer));
  }

  /** The arena lines of `sys._debugmallocstats()`. */
  arenaCounts(): ArenaCounts {
    const { allocatedTotal, allocatedNow, highwater } = this.#arenas;
    return { allocatedTotal, reclaimed: allocatedTotal - allocatedNow, highwater, allocatedNow };
  }

  /** The arenas that are mapped, by address. */
  arenas(): readonly ArenaReport[] {
    return arenaReports(this.#arenas, this.geometry);
  }

  /** The pools with a block in use, by address. Cost: one header a pool. */
  pools(): Iterable<PoolReport> {
    this.#pools.reload();
    return poolReports(this.#pools, this.#arenas, this.geometry);
  }

  /** The blocks that the pool at `start` hands out next, in order: its free list, as its links say. */
  freeBlocks(start: Pointer): Iterable<Pointer> {
    this.#pools.reload();
    return freeBlocks(this.#pools, start, this.geometry.poolBytes);
  }

  /** The underlying allocator's chunks, then each arena's pools and blocks. */
  *chunks(): Generator<ChunkReport> {
    this.#pools.reload();
    yield* this.underlying.chunks();
    yield* poolChunks(this.#pools, this.#arenas, this.geometry);
  }

  stats(): HeapStats {
    return sumChunks(this.chunks(), this.heapBytes);
  }

  check(): void {
    this.#pools.reload();
    this.underlying.check();
    checkPymalloc(this.#pools, this.#arenas, this.geometry);
  }

  #poolOf(pointer: number): number {
    return pointer - (pointer % this.geometry.poolBytes);
  }

  #blockSize(pool: number): Bytes {
    return (this.#pools.sizeClass(pool) + 1) * this.geometry.alignment;
  }

  /** `address_in_range`: the header of the pool around a pointer names an arena that covers it. */
  #isOurs(pointer: number): boolean {
    if (pointer >>> 0 !== pointer) throw new InvalidFree(pointer, 'not an offset of this memory');
    this.#pools.reload();
    return this.#arenas.arenaOf(this.#poolOf(pointer), pointer) !== null;
  }

  /** `pymalloc_alloc`: a block of the request's class, or NONE: not for pymalloc. */
  #take(size: Bytes): number {
    if (size === 0 || size > this.geometry.largestRequest) return NONE;
    const pools = this.#pools;
    pools.reload();
    const sizeClass = Math.floor((size - 1) / this.geometry.alignment);
    const ring = ringOf(sizeClass);
    const pool = pools.nextPool(ring);
    if (pool === ring) return this.#takeFromNewPool(sizeClass, size);
    const block = pools.freeBlock(pool);
    pools.setCount(pool, pools.count(pool) + 1);
    const next = pools.link(block);
    pools.setFreeBlock(pool, next);
    if (next === NONE) this.#extend(pool);
    return this.#announceTaken(block, size, sizeClass);
  }

  /** `pymalloc_pool_extend`: one virgin block joins the free list, or the pool is full and leaves its ring. */
  #extend(pool: number): void {
    const pools = this.#pools;
    const offset = pools.nextOffset(pool);
    if (offset > pools.maxNextOffset(pool)) {
      this.#leaveRing(pool);
      return;
    }
    pools.setFreeBlock(pool, pool + offset);
    pools.setNextOffset(pool, offset + this.#blockSize(pool));
    pools.setLink(pool + offset, NONE);
  }

  /** `allocate_from_new_pool`: a pool that last held this class is used as it stands. */
  #takeFromNewPool(sizeClass: number, size: Bytes): number {
    const pools = this.#pools;
    const pool = this.#arenas.takePool();
    if (pool === NONE) return NONE;
    this.#joinRing(pool, sizeClass);
    pools.setCount(pool, 1);
    let block = pool + POOL_HEADER_BYTES;
    if (pools.sizeClass(pool) === sizeClass) {
      block = pools.freeBlock(pool);
      pools.setFreeBlock(pool, pools.link(block));
    } else {
      this.#format(pool, sizeClass);
    }
    const blockSize = this.#blockSize(pool);
    this.#onEvent?.({
      type: 'page-opened',
      page: asChunk(pool),
      size: this.geometry.poolBytes,
      blockSize,
    });
    return this.#announceTaken(block, size, sizeClass);
  }

  /** The first block goes to the caller, the second makes the free list, the rest stays virgin. */
  #format(pool: number, sizeClass: number): void {
    const pools = this.#pools;
    pools.setSizeClass(pool, sizeClass);
    const size = this.#blockSize(pool);
    pools.setNextOffset(pool, POOL_HEADER_BYTES + 2 * size);
    pools.setMaxNextOffset(pool, this.geometry.poolBytes - size);
    pools.setFreeBlock(pool, pool + POOL_HEADER_BYTES + size);
    pools.setLink(pool + POOL_HEADER_BYTES + size, NONE);
  }

  /** In front of its ring: `ring ⇄ first` becomes `ring ⇄ pool ⇄ first`. */
  #joinRing(pool: number, sizeClass: number): void {
    const pools = this.#pools;
    const ring = ringOf(sizeClass);
    const first = pools.nextPool(ring);
    pools.setNextPool(pool, first);
    pools.setPreviousPool(pool, ring);
    pools.setPreviousPool(first, pool);
    pools.setNextPool(ring, pool);
  }

  #leaveRing(pool: number): void {
    const pools = this.#pools;
    const next = pools.nextPool(pool);
    const previous = pools.previousPool(pool);
    pools.setPreviousPool(next, previous);
    pools.setNextPool(previous, next);
  }

  /** `pymalloc_free`: the block heads its pool's free list; a full pool joins its ring, an empty one leaves it. */
  #give(pointer: Pointer): void {
    const pools = this.#pools;
    const pool = this.#poolOf(pointer);
    const head = pools.freeBlock(pool);
    pools.setLink(pointer, head);
    pools.setFreeBlock(pool, pointer);
    const count = pools.count(pool) - 1;
    pools.setCount(pool, count);
    const size = this.#blockSize(pool);
    this.#onEvent?.({ type: 'freed', pointer, chunk: asChunk(pointer), size });
    if (head === NONE) {
      this.#joinRing(pool, pools.sizeClass(pool));
    } else if (count === 0) {
      this.#leaveRing(pool);
      const closed = { page: asChunk(pool), size: this.geometry.poolBytes, blockSize: size };
      this.#arenas.returnPool(pool);
      this.#onEvent?.({ type: 'page-closed', ...closed });
    }
  }

  /**
   * @throws InvalidFree unless a block that was handed out starts at `pointer`; DoubleFree when it is
   * on its pool's free list.
   */
  #requireLive(pointer: number): void {
    const pools = this.#pools;
    const pool = this.#poolOf(pointer);
    const within = pointer - pool - POOL_HEADER_BYTES;
    const size = this.#blockSize(pool);
    if (within < 0 || within % size !== 0 || pointer - pool >= pools.nextOffset(pool)) {
      throw new InvalidFree(pointer, `no block of ${size} bytes starts here`);
    }
    if (pools.count(pool) === 0) throw new DoubleFree(pointer);
    const word = pools.link(pointer);
    if (word !== NONE && this.#poolOf(word) !== pool) return; // no free block looks like this
    for (let block = pools.freeBlock(pool); block >= 0; block = pools.link(block)) {
      if (block === pointer) throw new DoubleFree(pointer);
    }
  }

  #announceTaken(block: number, requested: Bytes, sizeClass: number): number {
    this.#onEvent?.({
      type: 'allocated',
      pointer: asPointer(block),
      chunk: asChunk(block),
      size: (sizeClass + 1) * this.geometry.alignment,
      requested,
    });
    return block;
  }
}
