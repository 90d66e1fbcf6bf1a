import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutAround, Fate, findGarbage } from '../../src/snapshot/index.ts';
import { randomHeap } from './random-heap.ts';
import { parse, snapshotText } from './snapshot-text.ts';

test('every object of a cut keeps its fate, however small the cut', () => {
  fc.assert(
    fc.property(randomHeap, fc.nat(), fc.integer({ min: 1, max: 8 }), (rows, pick, atMost) => {
      const heap = parse(snapshotText(rows));
      const garbage = findGarbage(heap);
      const candidates = [...rows.keys()].filter(
        (object) => garbage.fate[object] !== Fate.NOT_EXAMINED,
      );
      fc.pre(candidates.length > 0);
      const cut = cutAround(heap, garbage, candidates[pick % candidates.length] as number, atMost);
      expect(cut.objects.length).toBeLessThanOrEqual(atMost);
      const small = cut.objects.map(({ type, generation, refers, outside }, index) => ({
        type,
        generation,
        refers: refers.map((reference) => reference.to),
        refcount:
          outside +
          cut.objects.flatMap((each) => each.refers).filter((each) => each.to === index).length,
      }));
      const fates = findGarbage(parse(snapshotText(small))).fate;
      for (const [index, { object }] of cut.objects.entries())
        expect(fates[index]).toBe(garbage.fate[object]);
    }),
    { numRuns: 200 },
  );
});
