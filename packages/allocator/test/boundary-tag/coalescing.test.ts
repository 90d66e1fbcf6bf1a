import { expect, test } from 'vitest';
import { deferred } from '../../src/index.ts';
import { smallHeap, strip } from './heap-under-test.ts';

test('deferred leaves free neighbours apart, to be reused whole', () => {
  const { heap } = smallHeap({ coalescing: deferred });
  const [a, b] = [heap.malloc(24), heap.malloc(40)];
  heap.free(a);
  heap.free(b);
  expect(strip(heap)).toBe('-32 -48 .416');
  expect(heap.malloc(40)).toBe(b);
  heap.check();
});

test('deferred joins everything once nothing fits, and then serves', () => {
  const { heap, events } = smallHeap({ coalescing: deferred });
  const blocks = Array.from({ length: 15 }, () => heap.malloc(24));
  for (const block of blocks.slice(0, 6)) heap.free(block);
  const pointer = heap.malloc(150);
  expect(pointer).toBe(blocks[0]);
  expect(events.filter(({ type }) => type === 'merged').length).toBe(5);
  heap.check();
});

test('deferred also gives a free run back to the top', () => {
  const { heap } = smallHeap({ coalescing: deferred });
  const blocks = Array.from({ length: 15 }, () => heap.malloc(24));
  for (const block of blocks) heap.free(block);
  expect(heap.malloc(480)).toBe(blocks[0]);
  expect(strip(heap)).toBe('*496 .0');
  heap.check();
});
