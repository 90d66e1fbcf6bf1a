import { expect, test } from 'vitest';
import { resizableMemory } from '../../src/index.ts';
import { Pymalloc } from '../../src/pymalloc/index.ts';

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
