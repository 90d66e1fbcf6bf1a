import { expect, test } from 'vitest';
import { BumpAllocator, DoubleFree, fixedMemory, HeapCorruption } from '../../src/index.ts';

test('never reuses before reset, and starts over after it', () => {
  const heap = new BumpAllocator({ memory: fixedMemory(4096) });
  const a = heap.malloc(24);
  heap.free(a);
  expect(heap.malloc(24)).toBe(a + 32);
  heap.reset();
  expect(heap.malloc(24)).toBe(a);
  heap.check();
});

test('knows a block that was freed', () => {
  const heap = new BumpAllocator({ memory: fixedMemory(4096) });
  const a = heap.malloc(24);
  heap.free(a);
  expect(() => heap.free(a)).toThrow(DoubleFree);
});

test.each<[law: string, word: number, value: number]>([
  ['a chunk ends at or before the next free byte', 0, 4000],
  ['a chunk ends at or before the next free byte', 0, 3],
  ['a chunk is used or freed', 1, 2],
])('finds a broken law: %s', (law, word, value) => {
  const memory = fixedMemory(4096);
  const heap = new BumpAllocator({ memory });
  heap.malloc(24);
  heap.malloc(24);
  new Uint32Array(memory.buffer)[word] = value;
  expect(() => heap.check()).toThrow(HeapCorruption);
  expect(() => heap.check()).toThrow(law);
});
