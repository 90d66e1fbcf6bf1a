import { describe, expect, test } from 'vitest';
import { HeapCorruption, InvalidFree, type Pointer, resizableMemory } from '../../src/index.ts';
import { type Arena, Arenas } from '../../src/pymalloc/arenas.ts';
import { checkPymalloc } from '../../src/pymalloc/check.ts';
import { Pymalloc, pymallocGeometries } from '../../src/pymalloc/index.ts';
import { NONE, PoolBytes } from '../../src/pymalloc/pool-bytes.ts';

const POOL = 16_384;

/** Two pools of 64-byte blocks, the first full; one of 512; one pool that became empty. */
function furnished() {
  const heap = new Pymalloc({ memory: resizableMemory(), geometry: pymallocGeometries['3.13'] });
  const perPool = Math.floor((POOL - 48) / 64);
  const blocks = Array.from({ length: perPool + 8 }, () => heap.malloc(64));
  const full = blocks[0]! - 48;
  const used = blocks[perPool]! - 48;
  const big = heap.malloc(512) - 48;
  const passing = heap.malloc(256);
  const empty = passing - 48;
  heap.free(passing);
  heap.free(blocks[perPool + 1]!);
  heap.free(blocks[perPool + 3]!);
  heap.check();
  const words = new Int32Array(heap.memory.buffer);
  return {
    heap,
    full,
    used,
    big,
    empty,
    freed: blocks[perPool + 3]! as number,
    set: (offset: number, value: number): void => {
      words[offset / 4] = value;
    },
  };
}

type Furnished = ReturnType<typeof furnished>;
const lawOf = (breakIt: (f: Furnished) => void): string => {
  const f = furnished();
  breakIt(f);
  try {
    f.heap.check();
  } catch (error) {
    if (error instanceof HeapCorruption) return error.law;
    throw error;
  }
  return 'no law is broken';
};

const cases: [string, string, (f: Furnished) => void][] = [
  ['nothing broken', 'no law is broken', () => {}],
  ['a trashed arena index', 'a pool names its arena', (f) => f.set(f.used + 32, 7)],
  ['a count that is too high', 'a pool counts its blocks in use', (f) => f.set(f.used, 9)],
  ['a trashed size class', 'a used pool has a size class', (f) => f.set(f.used + 36, 99)],
  [
    'another class than its offsets say',
    'a pool knows where its last block starts',
    (f) => f.set(f.used + 36, 4),
  ],
  [
    'a first virgin block inside a block',
    'the first block never used starts behind whole blocks',
    (f) => f.set(f.used + 40, 50),
  ],
  [
    'a free list that leaves the pool',
    'a free list leads to blocks of its pool',
    (f) => f.set(f.freed, f.big + 48),
  ],
  [
    'a free list that meets itself',
    'a free list holds each block once',
    (f) => f.set(f.freed, f.freed),
  ],
  [
    'an empty pool that claims a block',
    'an arena counts its free pools',
    (f) => {
      f.set(f.empty, 1);
      f.set(f.empty + 40, 48 + 512);
      f.set(f.empty + 8, f.empty + 48 + 256);
    },
  ],
  [
    'a used pool that leads to a full one',
    'a ring leads to used pools with room, each once',
    (f) => f.set(f.used + 16, f.full),
  ],
  [
    'a used pool that points to itself',
    'a ring leads to used pools with room, each once',
    (f) => f.set(f.used + 16, f.used),
  ],
  [
    'a prevpool that leads elsewhere',
    'nextpool and prevpool mirror each other',
    (f) => f.set(f.used + 24, 0),
  ],
  [
    'a free pool that leads to itself',
    'the free pools of an arena are its empty ones, each once',
    (f) => {
      f.set(f.empty + 16, f.empty);
      f.set(f.empty + 20, 0x7f00);
    },
  ],
];

describe('check of pymalloc', () => {
  test.each(cases)('finds %s', (_, law, breakIt) => {
    expect(lawOf(breakIt)).toBe(law);
  });
});

describe('check of pymalloc finds', () => {
  /** Two pools of 64-byte blocks with room between a first and a last one, and two empty pools. */
  function rings() {
    const heap = new Pymalloc({ memory: resizableMemory(), geometry: pymallocGeometries['3.13'] });
    const perPool = Math.floor((POOL - 48) / 64);
    const blocks = Array.from({ length: 3 * perPool }, () => heap.malloc(64));
    const other = heap.malloc(512);
    const passing = [heap.malloc(256), heap.malloc(272)] as const;
    for (const pointer of passing) heap.free(pointer);
    for (const i of [0, perPool, 2 * perPool]) heap.free(blocks[i]!);
    heap.check();
    const poolOf = (pointer: number): number => Math.floor(pointer / POOL) * POOL;
    const pools = new PoolBytes(heap.memory);
    return {
      heap,
      pools,
      ring: [0, 1, 2].map((i) => poolOf(blocks[i * perPool]!)),
      other: poolOf(other),
      empty: passing.map(poolOf),
    };
  }

  test('a ring that leads to a pool of another class', () => {
    const { heap, pools, ring, other } = rings();
    const first = ring.find((pool) => pools.previousPool(pool) < 0)!;
    pools.setNextPool(first, other);
    expect(() => heap.check()).toThrow('a ring has one size class');
  });

  test('a pool with room that its ring passes over', () => {
    const { heap, pools, ring } = rings();
    const middle = ring.find((pool) => pools.previousPool(pool) >= 0 && pools.nextPool(pool) >= 0)!;
    const [before, after] = [pools.previousPool(middle), pools.nextPool(middle)];
    pools.setNextPool(before, after);
    pools.setPreviousPool(after, before);
    expect(() => heap.check()).toThrow('every pool with room is on the ring of its class');
  });

  test('an empty pool that its arena has forgotten', () => {
    const { heap, pools, empty } = rings();
    for (const pool of empty) pools.setNextPool(pool, NONE);
    expect(() => heap.check()).toThrow('every empty pool is among the free pools of its arena');
  });

  /** Arenas nobody took a pool from, with 64 and 9 free ones. */
  function arenas(): { check(): void; arenas: Arenas; large: Arena; small: Arena } {
    const geometry = pymallocGeometries['3.9'];
    const pools = new PoolBytes(resizableMemory());
    const known = new Arenas(pools, geometry, null);
    const arena = (index: number, free: number): Arena => ({
      index,
      address: (index + 1) * geometry.arenaBytes,
      poolAddress: (index + 1) * geometry.arenaBytes,
      freePoolCount: free,
      totalPoolCount: free,
      freePools: NONE,
      next: null,
      previous: null,
    });
    const [large, small] = [arena(0, 64), arena(1, 9)] as const;
    known.objects.push(large, small);
    known.usable = small;
    small.next = large;
    return { check: () => checkPymalloc(pools, known, geometry), arenas: known, large, small };
  }

  test('nothing wrong with arenas that stand fullest first', () => {
    expect(() => arenas().check()).not.toThrow();
  });

  test('an arena with free pools that nobody would use', () => {
    const { check, small } = arenas();
    small.next = null;
    expect(check).toThrow('every arena with a free pool is usable');
  });

  test('usable arenas in a ring', () => {
    const { check, small, large } = arenas();
    large.next = small;
    expect(check).toThrow('usable arenas have free pools, each once');
  });

  test('usable arenas with the emptiest first', () => {
    const { check, arenas: known, small, large } = arenas();
    known.usable = large;
    large.next = small;
    small.next = null;
    expect(check).toThrow('usable arenas stand fullest first');
  });
});

describe('free of pymalloc', () => {
  test.each([8, 32, 63])('refuses a pointer %d bytes into a block', (by) => {
    const heap = new Pymalloc();
    const block = heap.malloc(64);
    expect(() => heap.free((block + by) as Pointer)).toThrow(InvalidFree);
  });

  test('refuses a block that was never handed out', () => {
    const heap = new Pymalloc();
    const block = heap.malloc(64);
    expect(() => heap.free((block + 64 * 5) as Pointer)).toThrow(InvalidFree);
  });

  test('sends what it does not know to the underlying allocator', () => {
    const heap = new Pymalloc();
    const large = heap.malloc(513);
    expect(heap.underlying.usableSize(large)).toBe(520);
    heap.free(large);
    expect(heap.underlying.stats().usedChunks).toBe(0);
  });
});
