import { instanceType, ObjectHeap, type ObjectId } from '@memstrata/refcount';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CollectorAttached, CycleCollector } from '../../src/index.ts';
import { MarkSweep, type MarkSweepEvent } from '../../src/mark-sweep/index.ts';

const Node = instanceType('Node', 2);

interface Graph {
  readonly size: number;
  readonly references: readonly (readonly [from: number, slot: number, to: number])[];
  readonly roots: readonly number[];
}

const graphs: fc.Arbitrary<Graph> = fc.integer({ min: 1, max: 10 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    references: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(1), fc.nat(size - 1)), {
      maxLength: 16,
    }),
    roots: fc.uniqueArray(fc.nat(size - 1)),
  }),
);

/** The objects of a graph; each is kept by its root variable or let go. */
function build(heap: ObjectHeap, graph: Graph): ObjectId[] {
  const objects = Array.from({ length: graph.size }, () => heap.create(Node));
  for (const [from, slot, to] of graph.references)
    heap.refer(objects[from] as ObjectId, slot, objects[to] as ObjectId);
  for (const [index, object] of objects.entries())
    if (!graph.roots.includes(index)) heap.decref(object);
  return objects;
}

test('leaves what counting with the cycle collector leaves, and nothing dies before the sweep', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const counted = new ObjectHeap();
      const cycles = new CycleCollector(counted);
      const kept = build(counted, graph);
      cycles.collect();
      const traced = new ObjectHeap();
      const roots: ObjectId[] = [];
      const collector = new MarkSweep(traced, { roots: () => roots });
      const objects = build(traced, graph);
      roots.push(...graph.roots.map((index) => objects[index] as ObjectId));
      expect(objects.every((object) => traced.isAlive(object))).toBe(true);
      const swept = collector.collect();
      expect(objects.map((object) => traced.isAlive(object))).toEqual(
        kept.map((object) => counted.isAlive(object)),
      );
      expect(swept).toBe(objects.filter((object) => !traced.isAlive(object)).length);
      traced.check();
      expect(collector.collect()).toBe(0);
    }),
    { numRuns: 200 },
  );
});

test('no black object refers to a white one at any moment of marking', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const heap = new ObjectHeap();
      const roots: ObjectId[] = [];
      const collector = new MarkSweep(heap, { roots: () => roots });
      const objects = build(heap, graph);
      roots.push(...graph.roots.map((index) => objects[index] as ObjectId));
      collector.onEvent = (event) => {
        if (event.type !== 'blackened') return;
        for (const referent of heap.referents(event.object))
          expect(collector.colorOf(referent)).not.toBe('white');
      };
      collector.collect();
    }),
    { numRuns: 100 },
  );
});

test('touches each reachable object and reference once to mark, each object once to sweep', () => {
  const heap = new ObjectHeap();
  const roots: ObjectId[] = [];
  const collector = new MarkSweep(heap, { roots: () => roots });
  const chain = build(heap, {
    size: 5,
    references: [
      [0, 0, 1],
      [1, 0, 2],
      [3, 0, 4],
    ],
    roots: [0],
  });
  roots.push(chain[0] as ObjectId);
  expect(collector.collect()).toBe(2);
  expect(collector.work).toEqual({ objects: 3 + 5, references: 2, longestPause: 10 });
});

test('starts by itself at a safe point after as many allocations as the threshold', () => {
  const heap = new ObjectHeap();
  const events: MarkSweepEvent[] = [];
  new MarkSweep(heap, { roots: () => [], threshold: 3, onEvent: (event) => events.push(event) });
  for (let turn = 0; turn < 3; turn++) {
    heap.decref(heap.create(Node));
    expect(events).toEqual([]);
    if (turn < 2) heap.safePoint();
  }
  heap.safePoint();
  expect(events.map((event) => event.type)).toEqual([
    'marking-started',
    'swept',
    'swept',
    'swept',
    'sweeping-finished',
  ]);
});

test('a heap has one collector', () => {
  const heap = new ObjectHeap();
  new CycleCollector(heap);
  expect(() => new MarkSweep(heap, { roots: () => [] })).toThrow(CollectorAttached);
});
