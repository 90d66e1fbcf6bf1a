import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Fate, findGarbage, garbageCycles } from '../../src/snapshot/index.ts';
import { randomHeap, reached } from './random-heap.ts';
import { parse, snapshotText } from './snapshot-text.ts';

test('two objects share a cycle exactly if each reaches the other through garbage', () => {
  fc.assert(
    fc.property(randomHeap, (rows) => {
      const heap = parse(snapshotText(rows));
      const garbage = findGarbage(heap);
      const { cycleOf, groups, cycles, hanging } = garbageCycles(heap, garbage);
      const members = [...rows.keys()].filter((object) => garbage.fate[object] === Fate.GARBAGE);
      const others = new Set([...rows.keys()].filter((object) => !members.includes(object)));
      const from = new Map(
        members.map((object) => [object, reached(rows, rows[object]?.refers as number[], others)]),
      );
      for (const a of members) {
        expect(cycleOf[a] !== -1).toBe(from.get(a)?.has(a));
        for (const b of members)
          if (a !== b)
            expect(cycleOf[a] === cycleOf[b] && cycleOf[a] !== -1).toBe(
              from.get(a)?.has(b) && from.get(b)?.has(a),
            );
      }
      expect(groups.reduce((sum, group) => sum + group.objects, hanging)).toBe(members.length);
      expect(groups.reduce((sum, group) => sum + group.cycles, 0)).toBe(cycles);
    }),
    { numRuns: 200 },
  );
});

test('groups cycles of the same types and sums their sizes', () => {
  const heap = parse(
    snapshotText([
      { type: 'app.Node', refcount: 1, refers: [1], size: 5 },
      { type: 'builtins.dict', refcount: 1, refers: [0], size: 7 },
      { type: 'builtins.dict', refcount: 1, refers: [3], size: 7 },
      { type: 'app.Node', refcount: 1, refers: [2, 4], size: 5 },
      { type: 'builtins.list', refcount: 1, size: 1 },
      { type: 'builtins.list', refcount: 1, refers: [5], size: 1 },
    ]),
  );
  const { groups, hanging } = garbageCycles(heap, findGarbage(heap));
  expect(groups).toMatchObject([
    {
      types: [
        ['app.Node', 1],
        ['builtins.dict', 1],
      ],
      cycles: 2,
      objects: 4,
      bytes: 24,
    },
    { types: [['builtins.list', 1]], cycles: 1, objects: 1, bytes: 1 },
  ]);
  expect(hanging).toBe(1);
});
