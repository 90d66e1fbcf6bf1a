import { expect, test } from 'vitest';
import {
  dictType,
  instanceType,
  listType,
  ObjectHeap,
  type ObjectId,
  Referents,
  tupleType,
} from '../src/index.ts';

test('the rows show what visiting shows, or say that visiting must be asked', () => {
  const heap = new ObjectHeap({ python: '3.12', capacity: 1 });
  const Node = instanceType('Node', 3);
  const item = heap.create(Node);
  heap.immortalize(item);
  const node = heap.create(Node);
  heap.refer(node, 0, item);
  heap.refer(node, 2, node);
  const built = [tupleType, listType, dictType].map((type) => heap.createWith(type, [item, node]));
  const { refcounts, types, starts, cells, shown } = heap.rows();
  const seen = (object: ObjectId): number[] | null => {
    const start = starts[object] as number;
    const length = shown[types[object] as number] as number;
    return length < 0 ? null : [...cells.subarray(start, start + length)];
  };
  for (const object of [item, node, ...built]) {
    const window = new Referents();
    heap.visit(object, window);
    expect(seen(object) ?? [...window.ids.subarray(window.start, window.end)]).toEqual([
      ...window.ids.subarray(window.start, window.end),
    ]);
    if (heap.isImmortal(object))
      expect((refcounts[object] as number) >>> 0).toBeGreaterThanOrEqual(2 ** 30);
    else expect(refcounts[object]).toBe(heap.refcount(object));
  }
  expect(seen(node)).toEqual([item, 0, node]);
  expect(built.map(seen)).toEqual([null, null, null]);
});

test('untracking is needed once a type with its rules was used', () => {
  const heap = new ObjectHeap({ python: '3.12' });
  heap.create(instanceType('Node', 1));
  expect(heap.untracking.isNeeded('tuple')).toBe(false);
  heap.create(tupleType, 1);
  expect(['tuple', 'dict'].map((kind) => heap.untracking.isNeeded(kind as 'tuple'))).toEqual([
    true,
    false,
  ]);
});
