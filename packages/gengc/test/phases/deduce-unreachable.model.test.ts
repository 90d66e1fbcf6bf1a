import { instanceType, ObjectHeap, type ObjectId } from '@memstrata/refcount';
import { expect, test } from 'vitest';
import { type CollectorEvent, CycleCollector } from '../../src/index.ts';

const Node = instanceType('Node', 2);

function random(seed: number): (below: number) => number {
  let x = seed;
  return (below) => {
    x = (Math.imul(x, 1664525) + 1013904223) | 0;
    return (x >>> 8) % below;
  };
}

type Told = readonly [referrer: ObjectId, referent: ObjectId];

test.each([1, 2, 3, 4])(
  'tells of the references among candidates, and of no other (%i)',
  (seed) => {
    const heap = new ObjectHeap({ python: '3.13' });
    const collector = new CycleCollector(heap);
    const next = random(seed);
    const nodes = Array.from({ length: 60 }, () => heap.create(Node));
    for (let round = 0; round < 20; round++) {
      for (let count = 0; count < 15; count++)
        heap.refer(nodes[next(60)] as ObjectId, next(2), nodes[next(60)] as ObjectId);
      let expected: Told[] = [];
      const told: Told[] = [];
      collector.onEvent = (event: CollectorEvent) => {
        if (event.type === 'collection-started') expected = among(heap, event.candidates);
        if (event.type === 'reference-subtracted') told.push([event.referrer, event.referent]);
      };
      collector.collect(next(3) as 0 | 1 | 2);
      expect(told).toEqual(expected);
      const again = next(60);
      heap.decref(nodes[again] as ObjectId);
      nodes[again] = heap.create(Node);
    }
  },
);

/** The references from candidates to candidates, in order. */
function among(heap: ObjectHeap, candidates: readonly ObjectId[]): Told[] {
  const known = new Set(candidates);
  return candidates.flatMap((referrer) =>
    [0, 1].flatMap((slot): Told[] => {
      const referent = heap.slot(referrer, slot);
      return referent !== null && known.has(referent) ? [[referrer, referent]] : [];
    }),
  );
}
