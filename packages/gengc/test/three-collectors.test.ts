/**
 * One program under plain counting, the textbook's tracer and CPython's combination: work in
 * objects and references, garbage left, longest pause; all counted, so the same on every machine.
 */
import { instanceType, ObjectHeap, type ObjectId } from '@memstrata/refcount';
import { expect, test } from 'vitest';
import { CycleCollector } from '../src/index.ts';
import { MarkSweep } from '../src/mark-sweep/index.ts';

const Node = instanceType('Node', 2);
const LIVING = 2000;
const ROUNDS = 3000;

interface Figures {
  readonly work: number;
  readonly longestPause: number;
  readonly garbageLeft: number;
  readonly peak: number;
}

type Attach = (
  heap: ObjectHeap,
  roots: Set<ObjectId>,
) => { work(): number; longestPause(): number };

/** A long list that stays; then temporaries, most of them alone, each tenth a ring of two. */
function run(attach: Attach): Figures {
  const heap = new ObjectHeap({ python: '3.12' });
  const roots = new Set<ObjectId>();
  const collector = attach(heap, roots);
  let head: ObjectId | null = null;
  for (let count = 0; count < LIVING; count++) {
    const node: ObjectId = heap.create(Node);
    heap.refer(node, 0, head);
    if (head !== null) {
      roots.delete(head);
      heap.decref(head);
    }
    roots.add(node);
    head = node;
    heap.safePoint();
  }
  let peak = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const node = heap.create(Node);
    roots.add(node);
    if (round % 10 === 0) {
      const other = heap.create(Node);
      heap.refer(node, 0, other);
      heap.refer(other, 0, node);
      heap.decref(other);
    }
    roots.delete(node);
    heap.decref(node);
    heap.safePoint();
    if (round % 100 === 0) peak = Math.max(peak, [...heap.objects()].length);
  }
  return {
    work: collector.work(),
    longestPause: collector.longestPause(),
    garbageLeft: [...heap.objects()].length - LIVING,
    peak,
  };
}

const counting: Attach = () => ({ work: () => 0, longestPause: () => 0 });

const tracing: Attach = (heap, roots) => {
  const collector = new MarkSweep(heap, { roots: () => roots, threshold: 700 });
  return {
    work: () => collector.work.objects + collector.work.references,
    longestPause: () => collector.work.longestPause,
  };
};

const combination: Attach = (heap) => {
  const collector = new CycleCollector(heap);
  let [before, longest] = [0, 0];
  const work = (): number => collector.work.objects + collector.work.references;
  collector.callbacks.push((phase) => {
    if (phase === 'start') before = work();
    else longest = Math.max(longest, work() - before);
  });
  return { work, longestPause: () => longest };
};

test('counting leaves every ring, the tracer and the combination bound what they leave', () => {
  const [alone, traced, both] = [run(counting), run(tracing), run(combination)];
  expect(alone).toEqual({ work: 0, longestPause: 0, garbageLeft: 600, peak: 2582 });
  expect(traced.garbageLeft).toBeLessThan(1000);
  expect(both.garbageLeft).toBeLessThanOrEqual(700);
  // The tracer holds every temporary until it sweeps; counting has taken those before.
  expect(traced.peak).toBeGreaterThan(both.peak);
  // It walks all that lives each time; generations leave the long list alone.
  expect(traced.longestPause).toBeGreaterThan(2 * LIVING);
  expect(both.work).toBeLessThan(traced.work / 3);
  expect(both.longestPause).toBeLessThan(traced.longestPause);
});
