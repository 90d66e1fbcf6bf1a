/**
 * Arenas: what is mapped and given back at once, cut into pools.
 *
 * `usable_arenas` lists the arenas with a free pool, fullest first, so that new pools come from the
 * arenas that are least likely to become empty; `nfp2lasta[n]` is the last of them with `n` free
 * pools, which makes keeping the order a matter of constant time.
 *
 * Source: CPython 3.11, Objects/obmalloc.c, `new_arena`, `allocate_from_new_pool`,
 * `insert_to_freepool`.
 */
import { asPointer, type Bytes } from '../allocator.ts';
import type { AllocatorEvent, Listener } from '../events.ts';
import type { PymallocGeometry } from './geometry.ts';
import { NONE, type PoolBytes } from './pool-bytes.ts';

/** `DUMMY_SIZE_IDX`: a pool that has not held any size class yet. */
export const NO_CLASS = 0xffff;

/** `struct arena_object`. */
export interface Arena {
  readonly index: number;
  /** Offset of its first byte; NONE while it is not mapped. */
  address: number;
  /** The next pool to be cut off. */
  poolAddress: number;
  freePoolCount: number;
  totalPoolCount: number;
  /** Head of the list of pools that were used and became empty. */
  freePools: number;
  next: Arena | null;
  previous: Arena | null;
}

export class Arenas {
  readonly #pools: PoolBytes;
  readonly #geometry: PymallocGeometry;
  readonly #onEvent: Listener<AllocatorEvent> | null;
  /** `arenas`: by the index that pool headers carry. */
  readonly objects: Arena[] = [];
  /** `usable_arenas`. */
  usable: Arena | null = null;
  /** `nfp2lasta`. */
  readonly #lastWith: (Arena | null)[] = [];
  #unused: Arena | null = null;

  /** `narenas_currently_allocated`, `ntimes_arena_allocated`, `narenas_highwater`. */
  allocatedNow = 0;
  allocatedTotal = 0;
  highwater = 0;

  constructor(
    pools: PoolBytes,
    geometry: PymallocGeometry,
    onEvent: Listener<AllocatorEvent> | null,
  ) {
    this.#pools = pools;
    this.#geometry = geometry;
    this.#onEvent = onEvent;
  }

  /** The arena a pool at this offset would belong to, by its header; or null: not ours. */
  arenaOf(pool: number, pointer: number): Arena | null {
    const arena = this.objects[this.#pools.arenaIndex(pool)];
    if (arena === undefined || arena.address === NONE) return null;
    const distance = pointer - arena.address;
    return distance >= 0 && distance < this.#geometry.arenaBytes ? arena : null;
  }

  /** A pool of the fullest usable arena, or NONE when the memory has none. */
  takePool(): number {
    this.usable ??= this.#newArena();
    const arena = this.usable;
    if (arena === null) return NONE;
    const free = arena.freePoolCount;
    if (this.#last(free) === arena) this.#lastWith[free] = null;
    if (free > 1) this.#lastWith[free - 1] = arena;
    const pool = arena.freePools === NONE ? this.#carve(arena) : this.#popFree(arena);
    arena.freePoolCount--;
    if (arena.freePoolCount === 0) {
      this.usable = arena.next;
      if (this.usable) this.usable.previous = null;
      arena.next = null;
    }
    return pool;
  }

  #popFree(arena: Arena): number {
    const pool = arena.freePools;
    arena.freePools = this.#pools.nextPool(pool);
    return pool;
  }

  #carve(arena: Arena): number {
    const pool = arena.poolAddress;
    this.#pools.setArenaIndex(pool, arena.index);
    this.#pools.setSizeClass(pool, NO_CLASS);
    arena.poolAddress += this.#geometry.poolBytes;
    return pool;
  }

  /** Maps an arena; it is alone on the list of usable ones, or the list would not be empty. */
  #newArena(): Arena | null {
    const { arenaBytes, poolBytes } = this.#geometry;
    const start = this.#pools.memory.map?.(arenaBytes) ?? null;
    if (start === null) return null;
    this.#pools.reload();
    const arena = this.#takeObject();
    const excess = start % poolBytes;
    arena.address = start;
    arena.poolAddress = excess === 0 ? start : start + poolBytes - excess;
    arena.freePoolCount = arenaBytes / poolBytes - (excess === 0 ? 0 : 1);
    arena.totalPoolCount = arena.freePoolCount;
    arena.freePools = NONE;
    arena.next = arena.previous = null;
    this.allocatedNow++;
    this.allocatedTotal++;
    this.highwater = Math.max(this.highwater, this.allocatedNow);
    this.#lastWith[arena.freePoolCount] = arena;
    this.#onEvent?.({ type: 'mapped', start, size: arenaBytes });
    return arena;
  }

  /** An arena object whose arena was given back, or a new one. */
  #takeObject(): Arena {
    const reused = this.#unused;
    if (reused) {
      this.#unused = reused.next;
      return reused;
    }
    const arena: Arena = {
      index: this.objects.length,
      address: NONE,
      poolAddress: NONE,
      freePoolCount: 0,
      totalPoolCount: 0,
      freePools: NONE,
      next: null,
      previous: null,
    };
    this.objects.push(arena);
    return arena;
  }

  #last(free: number): Arena | null {
    return this.#lastWith[free] ?? null;
  }

  /**
   * Takes back a pool that became empty.
   *
   * Afterwards the usable arenas are again in order of their free pools, and an arena that is all
   * free has been given back, unless it is the last usable one and the version keeps that.
   */
  returnPool(pool: number): void {
    const arena = this.objects[this.#pools.arenaIndex(pool)] as Arena;
    this.#pools.setNextPool(pool, arena.freePools);
    arena.freePools = pool;
    const before = arena.freePoolCount;
    const lastBefore = this.#last(before);
    if (lastBefore === arena) {
      const { previous } = arena;
      this.#lastWith[before] = previous?.freePoolCount === before ? previous : null;
    }
    const free = before + 1;
    arena.freePoolCount = free;
    const mayGo = arena.next !== null || !this.#geometry.keepsLastArena;
    if (free === arena.totalPoolCount && mayGo) {
      if (before > 0) this.#unlink(arena);
      this.#giveBack(arena);
    } else if (free === 1) {
      this.#pushUsable(arena);
    } else {
      this.#slideRight(arena, lastBefore);
    }
  }

  #unlink(arena: Arena): void {
    if (arena.previous) arena.previous.next = arena.next;
    else this.usable = arena.next;
    if (arena.next) arena.next.previous = arena.previous;
  }

  #giveBack(arena: Arena): void {
    const { arenaBytes } = this.#geometry;
    const start = asPointer(arena.address);
    arena.next = this.#unused;
    this.#unused = arena;
    arena.address = NONE;
    this.allocatedNow--;
    this.#pools.memory.unmap?.(start, arenaBytes);
    this.#onEvent?.({ type: 'unmapped', start, size: arenaBytes });
  }

  /** With one free pool an arena is the fullest usable one. */
  #pushUsable(arena: Arena): void {
    arena.next = this.usable;
    arena.previous = null;
    if (this.usable) this.usable.previous = arena;
    this.usable = arena;
    this.#lastWith[1] ??= arena;
  }

  /** An arena with one more free pool goes behind the last that has as many as it had. */
  #slideRight(arena: Arena, lastBefore: Arena | null): void {
    this.#lastWith[arena.freePoolCount] ??= arena;
    if (lastBefore === arena || lastBefore === null) return;
    this.#unlink(arena);
    arena.previous = lastBefore;
    arena.next = lastBefore.next;
    if (arena.next) arena.next.previous = arena;
    lastBefore.next = arena;
  }

  /** Bytes mapped for arenas now. */
  get bytes(): Bytes {
    return this.allocatedNow * this.#geometry.arenaBytes;
  }
}
