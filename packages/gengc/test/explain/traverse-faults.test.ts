import { instanceType, listType, ObjectHeap, type ObjectId, Referents } from '@memstrata/refcount';
import { expect, test } from 'vitest';
import { findTraverseFaults } from '../../src/explain/index.ts';
import { CycleCollector } from '../../src/index.ts';

const Node = instanceType('Node', 3);

/** A heap whose author's `visit` is this one. */
function heapVisiting(visit: (heap: ObjectHeap, object: ObjectId, into: Referents) => void): {
  heap: ObjectHeap;
  objects: ObjectId[];
} {
  const heap = new ObjectHeap({ python: '3.12' });
  Object.defineProperty(heap, 'rows', { value: undefined });
  Object.defineProperty(heap, 'visit', {
    value: (object: ObjectId, into: Referents) => visit(heap, object, into),
  });
  const objects = Array.from({ length: 4 }, () => heap.create(Node));
  const list = heap.createWith(listType, objects);
  objects.push(list);
  const [a, b, c] = objects as [ObjectId, ObjectId, ObjectId];
  heap.refer(a, 0, b);
  heap.refer(a, 2, c);
  heap.refer(b, 1, a);
  heap.refer(c, 0, list);
  return { heap, objects };
}

const plain = (heap: ObjectHeap, object: ObjectId, into: Referents): void =>
  ObjectHeap.prototype.visit.call(heap, object, into);

test('a heap that visits all it holds has no fault', () => {
  const { heap, objects } = heapVisiting(plain);
  expect(findTraverseFaults(heap, objects)).toEqual([]);
  heap.check();
});

test('finds the object whose third slot is never visited, which then leaks', () => {
  const forgetful = (heap: ObjectHeap, object: ObjectId, into: Referents): void => {
    plain(heap, object, into);
    if (heap.typeOf(object) === Node) into.show(into.ids, into.start, into.end - 1);
  };
  const { heap, objects } = heapVisiting(forgetful);
  const [a, , c] = objects;
  expect(findTraverseFaults(heap, objects)).toEqual([
    { object: a, referent: c, visited: 0, held: 1, kind: 'not-visited' },
  ]);
  const leaking = heapVisiting(forgetful);
  const collector = new CycleCollector(leaking.heap);
  const ring = leaking.heap.create(Node);
  leaking.heap.refer(ring, 2, ring);
  leaking.heap.decref(ring);
  expect(collector.collect().collected).toBe(0);
});

test('finds an object that visits what it does not hold', () => {
  const inventive = (heap: ObjectHeap, object: ObjectId, into: Referents): void => {
    if (heap.typeOf(object) !== listType) {
      plain(heap, object, into);
      return;
    }
    const shown = new Referents();
    plain(heap, object, shown);
    into.begin();
    for (const id of shown.ids.subarray(shown.start, shown.end)) {
      into.add(id);
      into.add(id);
    }
  };
  const { heap, objects } = heapVisiting(inventive);
  const faults = findTraverseFaults(heap, objects);
  expect(faults.map(({ kind }) => kind)).toEqual(Array(4).fill('not-held'));
  expect(new Set(faults.map(({ object }) => object))).toEqual(new Set([objects.at(-1)]));
});
