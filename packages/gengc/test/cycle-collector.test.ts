import { instanceType, ObjectHeap, type ObjectId, pythonVersions } from '@memstrata/refcount';
import { describe, expect, test } from 'vitest';
import { CycleCollector } from '../src/index.ts';

const Node = instanceType('Node', 2);

function ring(heap: ObjectHeap, length: number): ObjectId[] {
  const nodes = Array.from({ length }, () => heap.create(Node));
  for (const [index, node] of nodes.entries())
    heap.refer(node, 0, nodes[(index + 1) % length] as ObjectId);
  return nodes;
}

describe.each(pythonVersions)('the collector of %s', (python) => {
  test('finds a ring that counting cannot, and its rows are used again', () => {
    const heap = new ObjectHeap({ python });
    const collector = new CycleCollector(heap);
    const [a, b] = ring(heap, 2) as [ObjectId, ObjectId];
    heap.decref(a);
    heap.decref(b);
    expect([heap.refcount(a), heap.refcount(b)]).toEqual([1, 1]);
    expect(collector.collect()).toEqual({ generation: 2, collected: 2, uncollectable: 0 });
    expect([heap.isAlive(a), heap.isAlive(b)]).toEqual([false, false]);
    expect([a, b]).toContain(heap.create(Node));
    heap.check();
    collector.check();
  });

  test('leaves what is held from outside', () => {
    const heap = new ObjectHeap({ python });
    const collector = new CycleCollector(heap);
    const nodes = ring(heap, 5);
    for (const node of nodes.slice(1)) heap.decref(node);
    expect(collector.collect().collected).toBe(0);
    expect([...collector.generation(2)].sort()).toEqual(nodes);
    collector.check();
  });
});

test.each([
  ['3.12', 1],
  ['3.13', 0],
] as const)('what was scheduled before a disable runs on %s so many times: %i', (python, runs) => {
  const heap = new ObjectHeap({ python });
  const collector = new CycleCollector(heap);
  collector.thresholds = [2, 10, 10];
  for (let count = 0; count < 3; count++) heap.create(Node);
  expect(collector.scheduled).toBe(true);
  collector.enabled = false;
  heap.safePoint();
  expect(collector.stats[0]?.collections).toBe(runs);
});
