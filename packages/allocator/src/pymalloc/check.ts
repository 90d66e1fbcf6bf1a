/**
 * The laws of arenas, pools and blocks that CPython asserts in a debug build, and those of the lists.
 *
 * Source: CPython 3.11, Objects/obmalloc.c, `pool_is_in_list`, `_PyObject_DebugMallocStats` and the
 * asserts of `insert_to_freepool`.
 */
import { HeapCorruption } from '../errors.ts';
import { type Arena, type Arenas, NO_CLASS } from './arenas.ts';
import type { PymallocGeometry } from './geometry.ts';
import { NONE, POOL_HEADER_BYTES, type PoolBytes, ringOf } from './pool-bytes.ts';
import { firstPool, mappedArenas } from './walk.ts';

function broken(law: string, offset: number, detail?: string): never {
  throw new HeapCorruption(law, offset, detail);
}

/** @throws HeapCorruption at the first broken law. */
export function checkPymalloc(pools: PoolBytes, arenas: Arenas, geometry: PymallocGeometry): void {
  const used = new Set<number>();
  for (const arena of mappedArenas(arenas)) checkArena(pools, arena, geometry, used);
  checkRings(pools, geometry, used);
  for (const pool of used) broken('every pool with room is on the ring of its class', pool);
  checkUsable(arenas);
}

/** Each pool belongs to its arena; the empty ones are its free pools, and are counted. */
function checkArena(
  pools: PoolBytes,
  arena: Arena,
  geometry: PymallocGeometry,
  used: Set<number>,
): void {
  const { poolBytes } = geometry;
  const empty = new Set<number>();
  const first = firstPool(arena, poolBytes);
  for (let pool = first; pool < arena.poolAddress; pool += poolBytes) {
    if (pools.arenaIndex(pool) !== arena.index) {
      broken('a pool names its arena', pool, `${pools.arenaIndex(pool)} for ${arena.index}`);
    }
    if (pools.count(pool) === 0) empty.add(pool);
    else if (checkPool(pools, pool, geometry)) used.add(pool);
  }
  const carved = (arena.poolAddress - first) / poolBytes;
  const free = empty.size + arena.totalPoolCount - carved;
  if (free !== arena.freePoolCount) {
    broken('an arena counts its free pools', arena.address, `${free} for ${arena.freePoolCount}`);
  }
  for (let pool = arena.freePools; pool !== NONE; pool = pools.nextPool(pool)) {
    if (!empty.delete(pool))
      broken('the free pools of an arena are its empty ones, each once', pool);
  }
  for (const pool of empty) broken('every empty pool is among the free pools of its arena', pool);
}

/** Blocks in use, on the free list and never used make up the pool; answers whether it has room. */
function checkPool(
  pools: PoolBytes,
  pool: number,
  { alignment, largestRequest, poolBytes }: PymallocGeometry,
): boolean {
  const sizeClass = pools.sizeClass(pool);
  if (sizeClass === NO_CLASS || sizeClass >= largestRequest / alignment) {
    broken('a used pool has a size class', pool, `${sizeClass}`);
  }
  const size = (sizeClass + 1) * alignment;
  const next = pools.nextOffset(pool);
  if (pools.maxNextOffset(pool) !== poolBytes - size)
    broken('a pool knows where its last block starts', pool);
  if ((next - POOL_HEADER_BYTES) % size !== 0 || next > poolBytes) {
    broken('the first block never used starts behind whole blocks', pool, `${next}`);
  }
  const free = new Set<number>();
  for (let block = pools.freeBlock(pool); block !== NONE; block = pools.link(block)) {
    const offset = block - pool;
    const isBlock = offset >= POOL_HEADER_BYTES && (offset - POOL_HEADER_BYTES) % size === 0;
    if (!isBlock || offset >= next) broken('a free list leads to blocks of its pool', block);
    if (free.has(block)) broken('a free list holds each block once', block);
    free.add(block);
  }
  const handedOut = (next - POOL_HEADER_BYTES) / size;
  if (pools.count(pool) + free.size !== handedOut) {
    broken(
      'a pool counts its blocks in use',
      pool,
      `${pools.count(pool)} + ${free.size} for ${handedOut}`,
    );
  }
  return free.size > 0;
}

function checkRings(pools: PoolBytes, geometry: PymallocGeometry, used: Set<number>): void {
  for (let sizeClass = 0; sizeClass < geometry.largestRequest / geometry.alignment; sizeClass++) {
    const ring = ringOf(sizeClass);
    let before = ring;
    for (let pool = pools.nextPool(ring); pool !== ring; pool = pools.nextPool(pool)) {
      if (!used.delete(pool)) broken('a ring leads to used pools with room, each once', pool);
      if (pools.sizeClass(pool) !== sizeClass) broken('a ring has one size class', pool);
      if (pools.previousPool(pool) !== before)
        broken('nextpool and prevpool mirror each other', pool);
      before = pool;
    }
    if (pools.previousPool(ring) !== before)
      broken('nextpool and prevpool mirror each other', before);
  }
}

/** Usable arenas: those with a free pool, fullest first. */
function checkUsable(arenas: Arenas): void {
  const waiting = new Set(mappedArenas(arenas).filter(({ freePoolCount }) => freePoolCount > 0));
  let least = 1;
  for (let arena = arenas.usable; arena; arena = arena.next) {
    if (!waiting.delete(arena)) broken('usable arenas have free pools, each once', arena.address);
    if (arena.freePoolCount < least) broken('usable arenas stand fullest first', arena.address);
    least = arena.freePoolCount;
  }
  for (const arena of waiting) broken('every arena with a free pool is usable', arena.address);
}
