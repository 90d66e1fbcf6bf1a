import { expect, test } from 'vitest';
import { BuddyAllocator, fixedMemory, HeapCorruption, resizableMemory } from '../../src/index.ts';

const sizes = (heap: BuddyAllocator): string =>
  [...heap.chunks()].map(({ state, size }) => `${state === 'used' ? '*' : '-'}${size}`).join(' ');

test('halves blocks down to the request and joins buddies back', () => {
  const heap = new BuddyAllocator({ memory: fixedMemory(1 << 14) });
  const a = heap.malloc(24);
  const before = sizes(heap);
  const b = heap.malloc(100);
  heap.free(b);
  expect(sizes(heap)).toBe(before);
  heap.free(a);
  heap.check();
  expect(sizes(heap)).not.toContain('*');
});

test('a block is aligned to its own size', () => {
  const heap = new BuddyAllocator({ memory: fixedMemory(1 << 20) });
  for (let order = 5; order < 16; order++) expect(heap.malloc(2 ** order - 8) % 2 ** order).toBe(0);
});

test('realloc widens into a free upper buddy and halves in place', () => {
  const heap = new BuddyAllocator({ memory: fixedMemory(1 << 16) });
  const a = heap.malloc(4000);
  expect(heap.realloc(a, 100)).toBe(a);
  expect(heap.usableSize(a)).toBe(120);
  expect(heap.realloc(a, 1000)).toBe(a);
  heap.check();
});

test('works above 2 GiB', () => {
  const heap = new BuddyAllocator({ memory: resizableMemory(0xffff_0000) });
  const low = heap.malloc(2 ** 30 - 8);
  const high = heap.malloc(2 ** 30 - 8);
  expect(high).toBe(2 ** 31);
  heap.check();
  heap.free(low);
  heap.free(high);
  heap.check();
});

/** Blocks of 32 bytes at 32, 64, 96 and 128, of which 96 is free, as is 160 behind them on its list. */
test.each<[law: string, offset: number, value: number]>([
  ['a header is an order and a flag', 24, 77],
  ['a header is an order and a flag', 28, 1],
  ['a block is aligned to its size', 24, 6],
  ['two buddies are not both free', 56, 0x105],
  ['a listed block is free, of its list, listed once', 88, 5],
  ['a listed block is free, of its list, listed once', 96, 96],
  ['a list neighbour points back', 164, 32],
  ['every free block is listed', 96, 0],
])('finds a broken law: %s (at %i: %i)', (law, offset, value) => {
  const memory = fixedMemory(1 << 13);
  const heap = new BuddyAllocator({ memory });
  const blocks = Array.from({ length: 4 }, () => heap.malloc(24));
  expect(blocks).toEqual([32, 64, 96, 128]);
  heap.free(blocks[2]!);
  heap.check();
  new Uint32Array(memory.buffer)[offset >>> 2] = value;
  const check = (): void => heap.check();
  expect(check).toThrow(HeapCorruption);
  expect(check).toThrow(law);
});

test('finds a block that ends behind the heap', () => {
  const memory = fixedMemory(1 << 14);
  const heap = new BuddyAllocator({ memory });
  const blocks = Array.from({ length: 2 }, () => heap.malloc(4000));
  expect(blocks).toEqual([4096, 8192]);
  heap.check();
  new Uint32Array(memory.buffer)[(8192 - 8) / 4] = 13;
  expect(() => heap.check()).toThrow('a block ends in the heap');
});
