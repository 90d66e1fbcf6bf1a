import { pythonVersions } from '@memstrata/refcount';
import { describe, expect, test } from 'vitest';
import { layers, Machine, type Moment, python, type Step } from '../../../src/index.ts';

const perform = (steps: readonly Step[], version = '3.13'): readonly Moment[] => {
  const machine = new Machine({ python: { version: version as '3.13' } }, layers);
  return steps.map((step) => machine.perform(step));
};

const node = python.class('Node', ['other']);

describe.each(pythonVersions)('CPython %s', (version) => {
  test('an object lies in a block of a pool of an arena that the process has mapped', () => {
    const last = perform([node, python.new('a', 'Node')], version).at(-1);
    const { objects, blocks, pools, arenas, mappings } = last?.state ?? {};
    const [object] = objects ?? [];
    const block = blocks?.find(({ key }) => key === object?.block);
    const pool = pools?.find(({ key }) => key === block?.pool);
    const arena = arenas?.find(({ key }) => key === pool?.arena);
    expect(block?.turn).toBeNull();
    const address = object?.address ?? 0;
    for (const place of [block, pool, arena]) {
      expect(place?.start).toBeLessThanOrEqual(address);
      expect(place?.end).toBeGreaterThan(address);
    }
    const mapping = mappings?.find(({ start, end }) => address >= start && address < end);
    expect(mapping).toMatchObject({ kind: 'mmap', permissions: 'rw-' });
    expect(mapping?.touchedPages).toBeGreaterThan(0);
    expect((pool?.start ?? 1) % ((pool?.end ?? 0) - (pool?.start ?? 0))).toBe(0);
  });

  test('the block that came back last serves the next object of its size', () => {
    const moments = perform(
      [
        node,
        python.new('a', 'Node'),
        python.new('b', 'Node'),
        python.new('d', 'Node'),
        python.rememberPlace('a', 'place_of_a'),
        python.rememberPlace('b', 'place_of_b'),
        python.delete('a'),
        python.delete('b'),
        python.new('c', 'Node'),
        python.place('c', ['place_of_b']),
        python.new('e', 'Node'),
        python.place('e', ['place_of_a']),
      ],
      version,
    );
    expect(moments.flatMap(({ observation }) => observation?.value ?? [])).toEqual([true, true]);
  });
});

test('the collector keeps 32 bytes in front of an object up to 3.7, and 16 from 3.8 on', () => {
  const sizeIn = (version: string): unknown =>
    perform([node, python.new('a', 'Node'), python.sizeOf('a')], version).at(-1)?.observation
      ?.value;
  expect(['3.6', '3.7', '3.8', '3.13'].map(sizeIn)).toEqual([56, 56, 40, 40]);
});

test('one survivor in a thousand keeps every arena; the first thousand keep two: theirs, and the last usable one', () => {
  const tenths = (shrink: Step): unknown =>
    perform([node, python.crowd('many', 'Node', 100_000), shrink, python.arenas('many')]).at(-1)
      ?.observation?.value;
  expect(tenths(python.thin('many', 1000))).toBe(10);
  expect(tenths(python.crop('many', 1000))).toBe(4);
  expect(tenths(python.crop('many', 0))).toBe(2);
});

test('what a crowd has left counts as blocks in use, in pools and arenas', () => {
  const moments = perform([
    node,
    python.crowd('many', 'Node', 50_000),
    python.thin('many', 7),
    python.new('a', 'Node'),
  ]);
  const { pools = [], crowds = [], arenas = [] } = moments.at(-1)?.state ?? {};
  expect(crowds).toMatchObject([{ name: 'many', objects: Math.ceil(50_000 / 7) }]);
  expect(pools.reduce((sum, { used }) => sum + used, 0)).toBe(Math.ceil(50_000 / 7) + 1);
  for (const { key, pools: all, freePools } of arenas)
    expect(pools.filter(({ arena }) => arena === key)).toHaveLength(all - freePools);
});

test('a program without objects starts no interpreter', () => {
  const [moment] = perform([node]);
  expect(moment?.state.process).toEqual([]);
  expect(moment?.state.arenas).toEqual([]);
});
