/** Reading pools and arenas without walking their blocks. */
import { asPointer, type Bytes, type Pointer } from '../allocator.ts';
import { type Arenas, NO_CLASS } from './arenas.ts';
import type { PymallocGeometry } from './geometry.ts';
import { POOL_HEADER_BYTES, type PoolBytes } from './pool-bytes.ts';
import { firstPool, mappedArenas } from './walk.ts';

/** An arena that is mapped. */
export interface ArenaReport {
  /** Its first byte. */
  readonly start: Pointer;
  readonly size: Bytes;
  readonly pools: number;
  /** Pools without a block in use, those never opened included. */
  readonly freePools: number;
}

/** A pool that has blocks in use. */
export interface PoolReport {
  /** Its first byte, that of its header. */
  readonly start: Pointer;
  readonly size: Bytes;
  /** Its arena's first byte. */
  readonly arena: Pointer;
  readonly blockSize: Bytes;
  /** Blocks it has room for. */
  readonly blocks: number;
  readonly used: number;
  /** Where the blocks begin that have not been cut off yet; its end when there are none. */
  readonly uncut: Pointer;
}

/** The arenas that are mapped, by address. */
export const arenaReports = (
  arenas: Arenas,
  { arenaBytes }: PymallocGeometry,
): readonly ArenaReport[] =>
  mappedArenas(arenas).map(({ address, totalPoolCount, freePoolCount }) => ({
    start: asPointer(address),
    size: arenaBytes,
    pools: totalPoolCount,
    freePools: freePoolCount,
  }));

/** The pools with a block in use, by address. Cost: one header a pool. */
export function* poolReports(
  pools: PoolBytes,
  arenas: Arenas,
  { poolBytes, alignment }: PymallocGeometry,
): Generator<PoolReport> {
  for (const arena of mappedArenas(arenas))
    for (let pool = firstPool(arena, poolBytes); pool < arena.poolAddress; pool += poolBytes) {
      const used = pools.count(pool);
      if (used === 0 || pools.sizeClass(pool) === NO_CLASS) continue;
      const blockSize = (pools.sizeClass(pool) + 1) * alignment;
      yield {
        start: asPointer(pool),
        size: poolBytes,
        arena: asPointer(arena.address),
        blockSize,
        blocks: Math.floor((poolBytes - POOL_HEADER_BYTES) / blockSize),
        used,
        uncut: asPointer(pool + pools.nextOffset(pool)),
      };
    }
}

/** The free list of a pool: the blocks it hands out next, in order. */
export function* freeBlocks(pools: PoolBytes, pool: number, poolBytes: Bytes): Generator<Pointer> {
  const isInside = (block: number): boolean => block > pool && block < pool + poolBytes;
  for (let block = pools.freeBlock(pool); isInside(block); block = pools.link(block))
    yield asPointer(block);
}
