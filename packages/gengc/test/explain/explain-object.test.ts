import { instanceType, ObjectHeap, type ObjectId } from '@memstrata/refcount';
import { describe, expect, test } from 'vitest';
import { explainObject } from '../../src/explain/index.ts';
import { CycleCollector } from '../../src/index.ts';

const Node = instanceType('Node', 2);

function setUp(): { heap: ObjectHeap; collector: CycleCollector; nodes: ObjectId[] } {
  const heap = new ObjectHeap({ python: '3.12' });
  const collector = new CycleCollector(heap);
  return { heap, collector, nodes: Array.from({ length: 3 }, () => heap.create(Node)) };
}

describe('an object', () => {
  test('is held by a shortest path from a variable', () => {
    const { heap, collector, nodes } = setUp();
    const [a, b, c] = nodes as [ObjectId, ObjectId, ObjectId];
    heap.refer(a, 0, b);
    heap.refer(b, 0, c);
    heap.refer(c, 0, a);
    heap.decref(b);
    heap.decref(c);
    expect(explainObject(heap, collector, c)).toEqual({
      state: 'held',
      path: [a, b, c],
      externalRefs: 1,
    });
  });

  test('in a dropped ring waits for its generation, with counter and threshold', () => {
    const { heap, collector, nodes } = setUp();
    const [a] = nodes as [ObjectId];
    heap.refer(a, 0, a);
    collector.collect(0);
    heap.decref(a);
    expect(explainObject(heap, collector, a)).toEqual({
      state: 'waiting',
      generation: 1,
      outlook: {
        generation: 1,
        enabled: true,
        count: 1,
        threshold: 10,
        collections: 11,
        allocations: 11 * 701,
      },
      quarterRule: { pending: 0, total: 0, skips: false },
    });
  });

  test('in a dropped old ring waits behind the quarter rule', () => {
    const { heap, collector, nodes } = setUp();
    const [a] = nodes as [ObjectId];
    for (let more = 0; more < 5; more++) heap.create(Node);
    heap.refer(a, 0, a);
    collector.collect(2);
    heap.decref(a);
    expect(explainObject(heap, collector, a)).toMatchObject({
      state: 'waiting',
      generation: 2,
      quarterRule: { pending: 0, total: 8, skips: true },
    });
  });

  test('young, and held by old garbage, waits for the old generation', () => {
    const { heap, collector, nodes } = setUp();
    const [a] = nodes as [ObjectId];
    heap.refer(a, 0, a);
    collector.collect(2);
    const young = heap.create(Node);
    heap.refer(a, 1, young);
    heap.decref(young);
    heap.decref(a);
    expect(explainObject(heap, collector, young)).toMatchObject({
      state: 'waiting',
      generation: 2,
    });
  });

  test('frozen garbage is never examined, and a dead object is dead', () => {
    const { heap, collector, nodes } = setUp();
    const [a, b] = nodes as [ObjectId, ObjectId];
    heap.refer(a, 0, a);
    collector.freeze();
    heap.decref(a);
    heap.decref(b);
    expect(explainObject(heap, collector, a)).toEqual({ state: 'never-examined' });
    expect(explainObject(heap, collector, b)).toEqual({ state: 'dead' });
  });
});
