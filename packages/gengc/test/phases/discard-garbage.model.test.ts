import { instanceType, ObjectHeap, type ObjectId, type PythonVersion } from '@memstrata/refcount';
import { expect, test } from 'vitest';
import { CycleCollector } from '../../src/index.ts';

const Pair = instanceType('Pair', 2);
const Leaf = instanceType('Leaf', 0, { tracked: false });

function random(seed: number): (below: number) => number {
  let x = seed;
  return (below) => {
    x = (Math.imul(x, 1664525) + 1013904223) | 0;
    return (x >>> 8) % below;
  };
}

interface Outcome {
  readonly shown: unknown[];
  readonly discarded: number;
}

/** A heap in which most is garbage after a while, collected now and then. */
function run(seed: number, python: PythonVersion, mayDiscard: boolean): Outcome {
  const heap = new ObjectHeap({ python });
  let discarded = 0;
  const discard = (objects: Int32Array): boolean => {
    const done = mayDiscard && ObjectHeap.prototype.discard.call(heap, objects);
    if (done) discarded += objects.length;
    return done;
  };
  Object.defineProperty(heap, 'discard', { value: discard });
  const collector = new CycleCollector(heap);
  collector.enabled = false;
  const next = random(seed);
  const names = new Map<ObjectId, number>();
  const kept: ObjectId[] = [];
  const shown: unknown[] = [];
  for (let round = 0, name = 0; round < 4; round++) {
    const born = Array.from({ length: 300 }, () => {
      const object = heap.create(seed % 2 === 0 && next(8) === 0 ? Leaf : Pair);
      names.set(object, name++);
      return object;
    });
    for (const object of [...born, ...kept])
      for (let slot = 0; slot < heap.length(object); slot++)
        heap.refer(object, slot, born[next(born.length)] as ObjectId);
    if (round === 2) heap.immortalize(born[0] as ObjectId);
    for (const object of born)
      if (next(200) === 0) kept.push(object);
      else heap.decref(object);
    shown.push(collector.collect(next(3) as 0 | 1 | 2), collector.counts, collector.longLived);
    const lists = [0, 1, 2].map((each) => [...collector.generation(each as 0 | 1 | 2)]);
    shown.push(lists.map((list) => list.map((object) => names.get(object))));
    const alive = [...heap.objects()].map((object) => [names.get(object), heap.refcount(object)]);
    shown.push(alive.sort(([one = 0], [other = 0]) => one - other));
    heap.check();
    collector.check();
  }
  shown.push(collector.stats, collector.work);
  return { shown, discarded };
}

test.each(['3.8', '3.12', '3.15'] as const)(
  'freeing garbage in one piece leaves what clearing it leaves (%s)',
  (python) => {
    let discarded = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const cleared = run(seed, python, false);
      const freed = run(seed, python, true);
      expect(freed.shown, `seed ${seed}`).toEqual(cleared.shown);
      discarded += freed.discarded;
    }
    expect(discarded).toBeGreaterThan(2000);
  },
);

test('whoever could watch sees each death: the heap refuses', () => {
  const ring = (heap: ObjectHeap): Int32Array => {
    const object = heap.create(Pair);
    heap.refer(object, 0, object);
    heap.decref(object);
    return Int32Array.of(object);
  };
  const unwatched = new ObjectHeap({ python: '3.12' });
  expect(unwatched.discard(ring(unwatched))).toBe(true);
  const listening = new ObjectHeap({ python: '3.12', onEvent: () => undefined });
  expect(listening.discard(ring(listening))).toBe(false);
  const finalizing = new ObjectHeap({ python: '3.12' });
  finalizing.create(instanceType('F', 0, { finalize: () => undefined }));
  expect(finalizing.discard(ring(finalizing))).toBe(false);
  const weak = new ObjectHeap({ python: '3.12' });
  weak.refWeakly(weak.create(Pair));
  expect(weak.discard(ring(weak))).toBe(false);
  const postponing = new ObjectHeap({ python: '3.7' });
  expect(postponing.discard(ring(postponing))).toBe(false);
});
