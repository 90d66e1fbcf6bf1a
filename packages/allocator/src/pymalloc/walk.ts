/** Reading arenas from their bytes: headers, blocks and what was never used. */
import { asChunk, asPointer, type Bytes, type ChunkReport, type ChunkState } from '../allocator.ts';
import { type Arena, type Arenas, NO_CLASS } from './arenas.ts';
import type { PymallocGeometry } from './geometry.ts';
import { NONE, POOL_HEADER_BYTES, type PoolBytes } from './pool-bytes.ts';

/** The arenas that are mapped, by address. */
export const mappedArenas = (arenas: Arenas): readonly Arena[] =>
  arenas.objects.filter(({ address }) => address !== NONE).sort((a, b) => a.address - b.address);

/** Offset behind the last pool that was cut off an arena. */
export const firstPool = (arena: Arena, poolBytes: Bytes): number =>
  arena.address + ((poolBytes - (arena.address % poolBytes)) % poolBytes);

function report(chunk: number, size: Bytes, state: ChunkState, list?: string): ChunkReport {
  const found = { chunk: asChunk(chunk), size, state, pointer: asPointer(chunk), usable: size };
  return list === undefined ? found : { ...found, list };
}

export function* poolChunks(
  pools: PoolBytes,
  arenas: Arenas,
  geometry: PymallocGeometry,
): Generator<ChunkReport> {
  for (const arena of mappedArenas(arenas)) {
    const { address, poolAddress } = arena;
    const end = address + geometry.arenaBytes;
    const first = firstPool(arena, geometry.poolBytes);
    if (first > address) yield report(address, first - address, 'overhead');
    for (let pool = first; pool < poolAddress; pool += geometry.poolBytes) {
      yield* blocksOf(pools, pool, geometry);
    }
    const whole = first + arena.totalPoolCount * geometry.poolBytes;
    if (whole > poolAddress)
      yield report(poolAddress, whole - poolAddress, 'free', 'pools never used');
    if (end > whole) yield report(whole, end - whole, 'overhead');
  }
}

function* blocksOf(
  pools: PoolBytes,
  pool: number,
  { poolBytes, alignment }: PymallocGeometry,
): Generator<ChunkReport> {
  const sizeClass = pools.sizeClass(pool);
  if (pools.count(pool) === 0 || sizeClass === NO_CLASS) {
    yield report(pool, poolBytes, 'free', 'free pools');
    return;
  }
  const size = (sizeClass + 1) * alignment;
  const free = freeBlocks(pools, pool, poolBytes);
  const list = `blocks of ${size}`;
  yield report(pool, POOL_HEADER_BYTES, 'overhead');
  let block = pool + POOL_HEADER_BYTES;
  for (; block < pool + pools.nextOffset(pool); block += size) {
    if (free.has(block)) yield report(block, size, 'free', list);
    else yield report(block, size, 'used');
  }
  for (; block + size <= pool + poolBytes; block += size) {
    yield report(block, size, 'free', `${list}, never used`);
  }
  if (block < pool + poolBytes) yield report(block, pool + poolBytes - block, 'overhead');
}

/** The blocks on a pool's free list; a list that leaves the pool or meets itself ends there. */
function freeBlocks(pools: PoolBytes, pool: number, poolBytes: Bytes): ReadonlySet<number> {
  const free = new Set<number>();
  let block = pools.freeBlock(pool);
  while (block > pool && block < pool + poolBytes && !free.has(block)) {
    free.add(block);
    block = pools.link(block);
  }
  return free;
}
