import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Pointer, resizableMemory } from '../../src/index.ts';
import { Pymalloc, type PymallocVersion, pymallocGeometries } from '../../src/pymalloc/index.ts';

interface Facts {
  readonly version: string;
  readonly poolBytes: number;
  readonly arenaBytes: number;
  /** Class and block size, as printed. */
  readonly classes: readonly (readonly [number, number])[];
  readonly operations: readonly number[];
  readonly places: readonly (readonly [number, number])[];
  readonly thrash: { readonly allocated: number; readonly reclaimed: number };
}

const folder = join(import.meta.dirname, '../recorded/pymalloc');
const recorded = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Facts);
const versionOf = ({ version }: Facts): PymallocVersion =>
  version.split('.').slice(0, 2).join('.') as PymallocVersion;
const heapOf = (facts: Facts): Pymalloc =>
  new Pymalloc({ memory: resizableMemory(), geometry: pymallocGeometries[versionOf(facts)] });

/** Takes blocks until one opens a pool, as the recorded program did. */
function openPool(heap: Pymalloc): Pointer {
  for (;;) {
    const block = heap.malloc(512);
    if (block % heap.geometry.poolBytes === 48) return block;
  }
}

/** Takes blocks until one opens an arena, as the recorded program did. */
function openArena(heap: Pymalloc): Pointer {
  const before = heap.arenaCounts().allocatedTotal;
  for (;;) {
    const block = openPool(heap);
    if (heap.arenaCounts().allocatedTotal > before) return block;
  }
}

test('every version with a geometry is recorded', () => {
  expect(recorded.map(versionOf).sort()).toEqual(Object.keys(pymallocGeometries).sort());
});

describe.each(recorded)('CPython $version', (facts) => {
  test('has these pools, arenas and classes', () => {
    const { poolBytes, arenaBytes, alignment, largestRequest } = heapOf(facts).geometry;
    expect([poolBytes, arenaBytes]).toEqual([facts.poolBytes, facts.arenaBytes]);
    const sizes = Array.from({ length: largestRequest / alignment }, (_, i) => (i + 1) * alignment);
    for (const [index, size] of facts.classes) expect(sizes[index]).toBe(size);
  });

  test('puts each of a thousand blocks where the interpreter put it', () => {
    const heap = heapOf(facts);
    openArena(heap);
    const blocks: Pointer[] = [];
    const pools = new Map<number, number>();
    const places = facts.operations.flatMap((operation) => {
      if (operation < 0) {
        heap.free(blocks[-1 - operation]!);
        return [];
      }
      const block = heap.malloc(512);
      blocks[operation] = block;
      const pool = Math.floor(block / facts.poolBytes);
      if (!pools.has(pool)) pools.set(pool, pools.size);
      return [[pools.get(pool), block % facts.poolBytes]];
    });
    expect(places).toEqual(facts.places);
    heap.check();
  });

  test('maps and gives back an arena whose only block comes and goes as often', () => {
    const heap = heapOf(facts);
    openArena(heap);
    let block = openArena(heap);
    const before = heap.arenaCounts();
    for (let i = 0; i < 10; i++) {
      heap.free(block);
      block = heap.malloc(512);
    }
    const after = heap.arenaCounts();
    expect({
      allocated: after.allocatedTotal - before.allocatedTotal,
      reclaimed: after.reclaimed - before.reclaimed,
    }).toEqual(facts.thrash);
  });
});
