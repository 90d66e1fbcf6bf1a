import { expect, test } from 'vitest';
import { byAddress, fifo, lifo } from '../../src/index.ts';
import { smallHeap, withHoles } from './heap-under-test.ts';

test.each([
  [lifo, [3, 2, 1, 0]],
  [fifo, [0, 1, 2, 3]],
  [byAddress, [0, 1, 2, 3]],
] as const)('$name order lists four chunks freed in address order', (order, expected) => {
  const { heap } = smallHeap({ order });
  const holes = withHoles(heap, [24, 24, 24, 24]);
  expect([...heap.freeList()].map((chunk) => holes.indexOf((chunk + 8) as never))).toEqual(
    expected,
  );
});

test('address order holds whatever the order of the frees', () => {
  const { heap } = smallHeap({ order: byAddress });
  const blocks = Array.from({ length: 8 }, () => heap.malloc(24));
  for (const i of [4, 0, 6, 2]) heap.free(blocks[i]!);
  const listed = [...heap.freeList()];
  expect(listed).toEqual([...listed].sort((a, b) => a - b));
  heap.check();
});
