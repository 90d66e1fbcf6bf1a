import { expect, test } from 'vitest';
import { instanceType, ObjectHeap, type ObjectId, type RefcountEvent } from '../src/index.ts';

const Narrow = instanceType('Narrow', 2);
const Wide = instanceType('Wide', 5);

/** Two objects of two sizes that hold each other, and one outside that one of them holds too. */
function ring(heap: ObjectHeap): { readonly objects: Int32Array; readonly outside: ObjectId } {
  const [narrow, wide, outside] = [heap.create(Narrow), heap.create(Wide), heap.create(Narrow)];
  heap.refer(narrow, 0, wide);
  heap.refer(wide, 4, narrow);
  heap.refer(wide, 0, outside);
  heap.decref(narrow);
  heap.decref(wide);
  return { objects: Int32Array.of(narrow, wide), outside };
}

test('objects that only hold each other are freed at once; what they held outside is let go of', () => {
  const heap = new ObjectHeap();
  const { objects, outside } = ring(heap);
  expect(heap.refcount(outside)).toBe(2);
  expect(heap.discard(objects)).toBe(true);
  heap.check();
  expect([...heap.objects()]).toEqual([outside]);
  expect(heap.refcount(outside)).toBe(1);
});

test('their rows serve the next objects of their own sizes', () => {
  const heap = new ObjectHeap();
  const { objects } = ring(heap);
  const [narrow, wide] = objects;
  heap.discard(objects);
  expect(heap.create(Wide)).toBe(wide);
  expect(heap.create(Narrow)).toBe(narrow);
  heap.check();
});

test('nothing is done where a listener could tell in which order they die', () => {
  const events: RefcountEvent[] = [];
  const heap = new ObjectHeap({ onEvent: (event) => void events.push(event) });
  const { objects } = ring(heap);
  events.length = 0;
  expect(heap.discard(objects)).toBe(false);
  expect(events).toEqual([]);
  expect([...objects].every((object) => heap.isAlive(object as ObjectId))).toBe(true);
  heap.check();
});
