import { expect, test } from 'vitest';
import { resizableMemory } from '../../src/index.ts';
import { Pymalloc, pymallocGeometries } from '../../src/pymalloc/index.ts';

const heap = (): Pymalloc => new Pymalloc({ memory: resizableMemory() });

test('a pool tells its blocks, its free list in the order it is used, and where nothing was cut yet', () => {
  const pymalloc = heap();
  const [a = 0, b = 0, c = 0] = [1, 2, 3].map(() => pymalloc.malloc(40));
  pymalloc.free(a as never);
  pymalloc.free(c as never);
  const [pool] = [...pymalloc.pools()];
  const [arena] = pymalloc.arenas();
  expect(pool).toMatchObject({ blockSize: 48, blocks: 340, used: 1, arena: arena?.start });
  expect([...pymalloc.freeBlocks(pool?.start as never)]).toEqual([c, a, c + 48]);
  expect(pool?.uncut).toBe(c + 96);
  expect(b - a).toBe(48);
  expect([pymalloc.malloc(40), pymalloc.malloc(40)]).toEqual([c, a]);
});

test('pools and arenas say what a walk of all blocks says', () => {
  const pymalloc = heap();
  const held: number[] = [];
  let seed = 7;
  for (let turn = 0; turn < 20_000; turn++) {
    seed = (seed * 48271) % 2147483647;
    const at = seed % (held.length + 1);
    if (seed % 3 === 0 && held[at]) pymalloc.free(held.splice(at, 1)[0] as never);
    else held.push(pymalloc.malloc(1 + (seed % 512)));
  }
  const used = [...pymalloc.chunks()].filter(({ state }) => state === 'used').length;
  const pools = [...pymalloc.pools()];
  expect(pools.reduce((sum, pool) => sum + pool.used, 0)).toBe(used);
  const arenas = pymalloc.arenas();
  expect(arenas).toHaveLength(pymalloc.arenaCounts().allocatedNow);
  for (const { start, pools: all, freePools } of arenas)
    expect(pools.filter(({ arena }) => arena === start)).toHaveLength(all - freePools);
  for (const { start, used, uncut, blockSize } of pools)
    expect(used + [...pymalloc.freeBlocks(start)].length).toBe((uncut - start - 48) / blockSize);
});

test('usable arenas stay in order of their free pools while blocks die at random', () => {
  const pymalloc = new Pymalloc({
    memory: resizableMemory(),
    geometry: pymallocGeometries['3.8'],
  });
  const held = Array.from({ length: 6000 }, () => pymalloc.malloc(500));
  expect(pymalloc.arenas().length).toBeGreaterThan(10);
  let seed = 5;
  while (held.length > 0) {
    seed = (seed * 48271) % 2147483647;
    const last = held.length - 1;
    const at = seed % held.length;
    [held[at], held[last]] = [held[last] as never, held[at] as never];
    pymalloc.free(held.pop() as never);
    if (held.length % 100 === 0) pymalloc.check();
  }
  expect(pymalloc.arenas()).toHaveLength(0);
});

test('realloc moves a block that shrinks by a quarter of its class, and not one that shrinks by less', () => {
  const pymalloc = heap();
  const block = pymalloc.malloc(512);
  expect(pymalloc.realloc(block, 385)).toBe(block);
  expect(pymalloc.realloc(block, 384)).not.toBe(block);
});

test('a pool that opens for the class it last held hands out what its free list says', () => {
  const pymalloc = heap();
  const [a, b] = [pymalloc.malloc(40), pymalloc.malloc(40)];
  pymalloc.free(a);
  pymalloc.free(b);
  expect([pymalloc.malloc(40), pymalloc.malloc(40)]).toEqual([b, a]);
});

test('pools are aligned to their size in an arena that is not, which has one pool less', () => {
  const memory = resizableMemory();
  memory.map?.(4096);
  const pymalloc = new Pymalloc({ memory });
  pymalloc.malloc(40);
  const [arena] = pymalloc.arenas();
  const [pool] = [...pymalloc.pools()];
  expect((arena?.start ?? 0) % 16_384).not.toBe(0);
  expect(arena?.pools).toBe(63);
  expect((pool?.start ?? 1) % 16_384).toBe(0);
});
