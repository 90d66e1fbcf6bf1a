import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findWaiting, outlook } from '../../src/snapshot/index.ts';
import { parse, snapshotText } from './snapshot-text.ts';

const small = fc.integer({ min: 0, max: 5 });

/** The rule itself, one allocation at a time. */
function simulated(
  counts: number[],
  thresholds: number[],
  generation: number,
): [collections: number, allocations: number] {
  const now = [...counts];
  for (let allocations = 1, collections = 0; ; allocations++) {
    now[0] = (now[0] as number) + 1;
    if ((now[0] as number) <= (thresholds[0] as number)) continue;
    collections++;
    const taken = [2, 1, 0].find(
      (each) => (now[each] as number) > (thresholds[each] as number),
    ) as number;
    if (taken >= generation) return [collections, allocations];
    now[taken + 1] = (now[taken + 1] as number) + 1;
    now.fill(0, 0, taken + 1);
  }
}

describe('outlook', () => {
  test('counts as one allocation after another would', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.nat(12), fc.nat(9), fc.nat(9)),
        fc.tuple(fc.integer({ min: 1, max: 8 }), small, small),
        fc.constantFrom(0 as const, 1 as const, 2 as const),
        (counts, thresholds, generation) => {
          const { collections, allocations } = outlook(
            { enabled: true, counts, thresholds },
            generation,
          );
          expect([collections, allocations]).toEqual(simulated(counts, thresholds, generation));
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('generation 1 is due at the twelfth collection with the thresholds 700, 10, 10', () => {
    expect(
      outlook({ enabled: true, counts: [0, 0, 0], thresholds: [700, 10, 10] }, 1),
    ).toMatchObject({
      collections: 12,
      allocations: 12 * 701,
    });
  });

  test.each([
    ['disabled', false, 700],
    ['with threshold 0', true, 0],
  ])('%s, no collection ever comes', (_, enabled, threshold) => {
    expect(
      outlook({ enabled, counts: [9, 0, 0], thresholds: [threshold, 10, 10] }, 0),
    ).toMatchObject({
      collections: null,
      allocations: null,
    });
  });
});

describe('waiting', () => {
  const heap = parse(
    snapshotText([
      { type: 'app.Ring', refcount: 1, refers: [0], generation: 0, size: 1 },
      { type: 'app.Old', refcount: 1, refers: [1, 2], generation: 2, size: 10 },
      { type: 'app.Young', refcount: 1, generation: 0, size: 100 },
    ]),
  );

  test('puts garbage to the youngest collection that finds it', () => {
    expect(findWaiting(heap).map(({ objects, bytes }) => [objects, bytes])).toEqual([
      [1, 1],
      [0, 0],
      [2, 110],
    ]);
  });

  test('has no outlook when the file tells no counters, and one for counters that are asked about', () => {
    expect(findWaiting(heap)[0]?.outlook).toBeNull();
    const asked = { enabled: true, counts: [5, 0, 0], thresholds: [10, 10, 10] };
    expect(findWaiting(heap, asked)[0]?.outlook?.allocations).toBe(6);
  });

  test('tells how much of the oldest generation must be new', () => {
    expect(findWaiting(heap)[2]?.quarterRule).toEqual({
      oldObjects: 1,
      hasRun: null,
      newObjectsNeeded: 1,
    });
    expect(findWaiting(heap)[0]?.quarterRule).toBeNull();
  });
});
