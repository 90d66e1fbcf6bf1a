import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutAround, Fate, findGarbage } from '../../src/snapshot/index.ts';
import { type ReplayStep, replayCut } from '../../src/what-if/index.ts';
import { randomHeap } from '../snapshot/random-heap.ts';
import { parse, type Row, snapshotText } from '../snapshot/snapshot-text.ts';

const replayOf = (rows: readonly Row[], object = 0, atMost = 12): readonly ReplayStep[] => {
  const heap = parse(snapshotText(rows));
  return replayCut(cutAround(heap, findGarbage(heap), object, atMost));
};
const fates = (steps: readonly ReplayStep[]): (string | undefined)[] =>
  steps.at(-1)?.rows.map(({ fate }) => fate) ?? [];
const node = (refcount: number, refers: readonly number[], flags = 3): Row => ({
  type: 'app.Node',
  refcount,
  refers,
  flags,
});
const HAS_FINALIZER = 8;

/** No object lives with a count of 0: one that nothing holds holds itself. */
const heldBySomething = (row: Row, index: number): Row =>
  row.refcount > 0 ? row : { ...row, refcount: 1, refers: [...(row.refers ?? []), index] };

test('frees what the heap’s own decision finds unreachable, and nothing else, however small the cut', () => {
  fc.assert(
    fc.property(randomHeap, fc.nat(), fc.integer({ min: 1, max: 8 }), (random, pick, atMost) => {
      const rows = random.map(heldBySomething);
      const heap = parse(snapshotText(rows));
      const garbage = findGarbage(heap);
      const candidates = [...rows.keys()].filter(
        (object) => garbage.fate[object] !== Fate.NOT_EXAMINED,
      );
      fc.pre(candidates.length > 0);
      const cut = cutAround(heap, garbage, candidates[pick % candidates.length] as number, atMost);
      const steps = replayCut(cut);
      for (const [index, { object }] of cut.objects.entries()) {
        const row = steps.at(-1)?.rows[index];
        expect(row?.fate === 'freed').toBe(garbage.fate[object] === Fate.GARBAGE);
        expect(row?.refcount).toBe(heap.refcount[object]);
      }
    }),
    { numRuns: 100 },
  );
});

describe('a ring that another refers to, which a variable holds', () => {
  const steps = replayOf([node(2, [1]), node(1, [0]), node(2, [3, 0]), node(1, [2])]);

  test('is rescued when what holds it is found reachable', () => {
    expect(steps.map(({ phase }) => phase)).toEqual(['copy', 'subtract', 'separate']);
    expect(fates(steps)).toEqual(['reachable', 'reachable', 'reachable', 'reachable']);
  });

  test('has its inner references subtracted one by one', () => {
    const subtracted = steps.find(({ phase }) => phase === 'subtract');
    expect(subtracted?.events).toHaveLength(5);
    expect(subtracted?.rows.map(({ refcount, inner }) => refcount - inner)).toEqual([0, 0, 1, 0]);
  });
});

test('finalizers run before anything is cleared, and the collector looks again', () => {
  const steps = replayOf([node(1, [1], 3 | HAS_FINALIZER), node(1, [0])]);
  expect(steps.map(({ phase }) => phase)).toEqual([
    'copy',
    'subtract',
    'separate',
    'finalize',
    'look-again',
    'clear',
  ]);
  expect(steps[3]?.rows.map(({ fate }) => fate)).toEqual(['finalized', 'set-aside']);
  expect(fates(steps)).toEqual(['freed', 'freed']);
});

test('garbage that was left out stands as one more object, which frees those it alone holds', () => {
  const ring = [node(1, [1]), node(1, [2]), node(1, [3]), node(1, [0])];
  const steps = replayOf(ring, 0, 2);
  expect(fates(steps)).toEqual(['freed', 'freed', 'freed']);
});

test('many references from outside are counted, not made', () => {
  const steps = replayOf([node(60_001, [0])]);
  expect(steps.at(-1)?.rows).toEqual([{ refcount: 60_001, inner: 1, fate: 'reachable' }]);
  expect(steps[1]?.events).toEqual([
    { type: 'reference-subtracted', referrer: 0, referent: 0, externalRefs: 60_000 },
  ]);
});
