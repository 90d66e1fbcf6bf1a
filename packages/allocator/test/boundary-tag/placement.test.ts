import { expect, test } from 'vitest';
import {
  type AllocatorEvent,
  bestFit,
  byAddress,
  firstFit,
  HeapCorruption,
  nextFit,
  type Placement,
  worstFit,
} from '../../src/index.ts';
import { smallHeap, withHoles } from './heap-under-test.ts';

/** Holes of 64, 96, 48 and 80 bytes in address order; which of them does each request take? */
const choices = (placement: Placement, requests: readonly number[]): number[] => {
  const { heap } = smallHeap({ placement, order: byAddress });
  const holes = withHoles(heap, [56, 88, 40, 72]);
  return requests.map((request) => holes.indexOf(heap.malloc(request)));
};

test.each([
  [firstFit, [40, 40], [0, 1]],
  [nextFit, [40, 40, 40], [0, 1, 2]],
  [bestFit, [40, 56, 72], [2, 0, 3]],
  [worstFit, [40, 40], [1, 3]],
] as const)('$name chooses among holes of 64, 96, 48, 80', (placement, requests, chosen) => {
  expect(choices(placement, requests)).toEqual(chosen);
});

const examined = (events: readonly AllocatorEvent[]): number =>
  events.filter(({ type }) => type === 'examined').length;

test.each([
  [firstFit, 1],
  [bestFit, 3],
  [worstFit, 4],
  [nextFit, 1],
] as const)('$name examines as many chunks as its loop needs', (placement, count) => {
  const { heap, events } = smallHeap({ placement, order: byAddress });
  withHoles(heap, [56, 88, 40, 72]);
  events.length = 0;
  heap.malloc(40);
  expect(examined(events)).toBe(count);
});

test('next fit goes round the whole list once before it gives up', () => {
  const { heap, events } = smallHeap({ placement: nextFit, order: byAddress });
  withHoles(heap, [56, 88, 40, 72]);
  heap.malloc(80);
  events.length = 0;
  heap.malloc(300);
  expect(examined(events)).toBe(3);
});

test('a search over damaged links ends with an error', () => {
  const { heap, words } = smallHeap();
  const [hole] = withHoles(heap, [40, 40]);
  words[hole! >>> 2] = hole! - 8;
  expect(() => heap.malloc(200)).toThrow(HeapCorruption);
});
