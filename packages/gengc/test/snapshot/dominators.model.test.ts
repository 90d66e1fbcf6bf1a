import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  findDominators,
  findGarbage,
  largestRetained,
  NoDominator,
} from '../../src/snapshot/index.ts';
import { startsOf } from './dominators-starts.ts';
import { randomHeap, reached } from './random-heap.ts';
import { chain, parse, snapshotText } from './snapshot-text.ts';

test('an object retains exactly what nothing else leads to without it', () => {
  fc.assert(
    fc.property(randomHeap, (rows) => {
      const heap = parse(snapshotText(rows));
      const garbage = findGarbage(heap);
      const dominators = findDominators(heap, garbage);
      const starts = startsOf(rows, garbage);
      const alive = reached(rows, starts);
      for (const object of rows.keys()) {
        if (!alive.has(object)) {
          expect(dominators.retained[object]).toBe(0);
          expect(dominators.immediate[object]).toBe(NoDominator.UNREACHABLE);
          continue;
        }
        const without = reached(rows, starts, new Set([object]));
        const lost = [...alive].filter((each) => !without.has(each));
        expect(dominators.retained[object]).toBe(lost.reduce((sum, each) => sum + 10 + each, 0));
      }
    }),
    { numRuns: 200 },
  );
});

test('lists the largest first and leaves out what is unreachable', () => {
  const heap = parse(
    snapshotText([
      { type: 'app.A', refcount: 1, refers: [1], size: 10 },
      { type: 'app.B', refcount: 1, size: 30 },
      { type: 'app.C', refcount: 1, size: 20 },
      { type: 'app.D', refcount: 1, refers: [3], size: 99 },
    ]),
  );
  const dominators = findDominators(heap, findGarbage(heap));
  expect(largestRetained(dominators, 10)).toEqual([0, 1, 2]);
  expect(dominators.retained[0]).toBe(40);
  expect(dominators.immediate[1]).toBe(0);
});

test('follows a chain of 50 000 objects without recursion', () => {
  const length = 50_000;
  const heap = parse(snapshotText(chain(length)));
  expect(findDominators(heap, findGarbage(heap)).retained[0]).toBe(length);
});
