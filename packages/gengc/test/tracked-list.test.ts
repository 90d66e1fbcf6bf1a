import { instanceType, ObjectHeap, type ObjectId } from '@memstrata/refcount';
import { expect, test } from 'vitest';
import { CycleCollector } from '../src/index.ts';

const Node = instanceType('Node', 1);

test('the object born last stands on its list for whoever looks', () => {
  const heap = new ObjectHeap({ python: '3.12' });
  const collector = new CycleCollector(heap, { capacity: 1 });
  const nodes = Array.from({ length: 40 }, () => heap.create(Node));
  const last = nodes[39] as ObjectId;
  expect(collector.isTracked(last)).toBe(true);
  expect([...collector.generation(0)]).toEqual(nodes);
  collector.check();
  const another = heap.create(Node);
  collector.freeze();
  expect(collector.frozenCount).toBe(41);
  expect([...collector.permanent()].at(-1)).toBe(another);
  heap.create(Node);
  collector.collect(0);
  expect([...collector.generation(1)]).toHaveLength(1);
});

test('one that dies before the next is born was never linked, and leaves no trace', () => {
  const heap = new ObjectHeap({ python: '3.12' });
  const collector = new CycleCollector(heap);
  const first = heap.create(Node);
  for (let count = 0; count < 5; count++) {
    const object = heap.create(Node);
    heap.decref(object);
    expect(collector.isTracked(object)).toBe(false);
  }
  expect([...collector.generation(0)]).toEqual([first]);
  expect(collector.counts).toEqual([1, 0, 0]);
  collector.check();
});

test('what a finalizer creates inside a collection is linked at once, in order', () => {
  const heap = new ObjectHeap({ python: '3.12' });
  const collector = new CycleCollector(heap);
  const born: ObjectId[] = [];
  const Finalized = instanceType('Finalized', 1, {
    finalize: (inside) => {
      born.push(inside.create(Node), inside.create(Node));
      expect([...collector.generation(0)]).toEqual(born);
    },
  });
  const object = heap.create(Finalized);
  heap.refer(object, 0, object);
  heap.decref(object);
  expect(collector.collect().collected).toBe(1);
  expect(born).toHaveLength(2);
  expect([...collector.generation(0)]).toEqual(born);
  collector.check();
});
