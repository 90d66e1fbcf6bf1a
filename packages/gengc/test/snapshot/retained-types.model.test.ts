import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findDominators, findGarbage, retainedByType } from '../../src/snapshot/index.ts';
import { startsOf } from './dominators-starts.ts';
import { randomHeap, reached } from './random-heap.ts';
import { chain, parse, type Row, snapshotText } from './snapshot-text.ts';

const retentionOf = (rows: readonly Row[]) => {
  const heap = parse(snapshotText(rows));
  return retainedByType(heap, findDominators(heap, findGarbage(heap)));
};

test('a type keeps alive whatever any one of its objects keeps alive, each byte once', () => {
  fc.assert(
    fc.property(randomHeap, (rows) => {
      const heap = parse(snapshotText(rows));
      const starts = startsOf(rows, findGarbage(heap));
      const alive = reached(rows, starts);
      for (const { type, objects, retained } of retentionOf(rows)) {
        const ofType = [...alive].filter((object) => rows[object]?.type === type);
        const lost = new Set<number>();
        for (const object of ofType) {
          const without = reached(rows, starts, new Set([object]));
          for (const each of alive) if (!without.has(each)) lost.add(each);
        }
        const bytes = [...lost].reduce((sum, each) => sum + 10 + each, 0);
        expect([type, objects, retained]).toEqual([type, ofType.length, bytes]);
      }
    }),
    { numRuns: 200 },
  );
});

test('lists what keeps most alive first, without types that nothing reachable has', () => {
  const rows: readonly Row[] = [
    { type: 'app.Leaf', refcount: 1, size: 30 },
    { type: 'app.Session', refcount: 1, refers: [2], size: 10 },
    { type: 'app.Leaf', refcount: 1, size: 40 },
    { type: 'app.Ring', refcount: 1, refers: [3], size: 99 },
  ];
  expect(retentionOf(rows)).toEqual([
    { type: 'app.Leaf', objects: 2, retained: 70 },
    { type: 'app.Session', objects: 1, retained: 50 },
  ]);
});

test('goes down a chain of 50 000 objects without recursion', () => {
  const length = 50_000;
  expect(retentionOf(chain(length))).toEqual([
    { type: 'app.A', objects: length, retained: length },
  ]);
});
