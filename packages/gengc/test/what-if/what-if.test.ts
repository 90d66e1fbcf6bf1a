import { instanceType } from '@memstrata/refcount';
import { expect, test } from 'vitest';
import { firstDifference, type HeapProgram, whatIf } from '../../src/what-if/index.ts';

const Node = instanceType('Node', 1);

const rings: HeapProgram = (heap) => {
  for (let turn = 0; turn < 20; turn++) {
    const node = heap.create(Node);
    heap.refer(node, 0, node);
    heap.decref(node);
    heap.safePoint();
  }
};

test('the same conditions give the same timeline', () => {
  expect(
    whatIf(rings, { thresholds: [5, 10, 10] }, { thresholds: [5, 10, 10] }).difference,
  ).toBeNull();
});

test('other thresholds part at the first collection that one of them starts', () => {
  const { left, right, difference } = whatIf(
    rings,
    { thresholds: [5, 10, 10] },
    { thresholds: [9, 10, 10] },
  );
  expect(difference?.left).toMatchObject({ type: 'collection-scheduled', count: 6, threshold: 5 });
  expect(left.slice(0, difference?.index)).toEqual(right.slice(0, difference?.index));
});

test('a disabled collector never starts', () => {
  const { right } = whatIf(
    rings,
    { thresholds: [5, 10, 10] },
    { thresholds: [5, 10, 10], enabled: false },
  );
  expect(right.some((event) => event.type.startsWith('collection'))).toBe(false);
});

test('a timeline that ends first differs there', () => {
  expect(firstDifference([{ a: 1 }], [{ a: 1 }, { a: 2 }])).toEqual({
    index: 1,
    left: undefined,
    right: { a: 2 },
  });
  expect(firstDifference([], [])).toBeNull();
});
