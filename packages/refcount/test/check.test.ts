import { describe, expect, test } from 'vitest';
import { HeapCorruption, instanceType, ObjectHeap, type ObjectId } from '../src/index.ts';

const Node = instanceType('Node', 1);

function pair(): { heap: ObjectHeap; holder: ObjectId; held: ObjectId } {
  const heap = new ObjectHeap();
  const [holder, held] = [heap.create(Node), heap.create(Node)];
  heap.refer(holder, 0, held);
  return { heap, holder, held };
}

describe('a check', () => {
  test('finds nothing where every law holds', () => {
    const { heap, held } = pair();
    heap.decref(held);
    expect(() => heap.check()).not.toThrow();
  });

  test('finds a reference to a dead object', () => {
    const { heap, holder, held } = pair();
    heap.columns.types[held] = 0;
    expect(() => heap.check()).toThrow(new HeapCorruption(holder, `refers to dead ${held}`));
  });

  test('finds a count below the references in slots', () => {
    const { heap, holder, held } = pair();
    heap.refer(heap.create(Node), 0, held);
    heap.columns.refcounts[held] = 1;
    expect(() => heap.check()).toThrow(
      new HeapCorruption(held, 'refcount 1 is below the 2 references in slots'),
    );
    heap.columns.refcounts[held] = 2;
    expect(() => heap.check()).not.toThrow();
    expect(heap.refcount(holder)).toBe(1);
  });

  test('finds an object alive without a reference', () => {
    const { heap, holder } = pair();
    heap.columns.refcounts[holder] = 0;
    expect(() => heap.check()).toThrow(new HeapCorruption(holder, 'is alive with refcount 0'));
  });
});
