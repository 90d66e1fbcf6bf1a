import { BoundaryTagAllocator, fixedMemory, type Pointer } from '@memstrata/allocator';
import { GlibcAllocator } from '@memstrata/allocator/glibc';
import { expect, test } from 'vitest';
import { blockMap } from '../src/block-map.ts';

test('a cell is what most of its bytes are', () => {
  const heap = new BoundaryTagAllocator({ memory: fixedMemory(1024), granularity: 1024 });
  const blocks = Array.from({ length: 8 }, () => heap.malloc(56)) as Pointer[];
  for (const i of [2, 3, 6]) heap.free(blocks[i]!);
  // Eight chunks of 64 bytes from 8 on, then the top.
  expect(blockMap(heap, 80)).toEqual([
    "  16 bytes a mark: # used, - free, . top, ~ the allocator's own",
    '    0x8  ########--------########----####...............................',
  ]);
  const narrow = blockMap(heap, 20);
  expect(narrow[1]).toMatch(/^ {4}0x8 {2}#+/);
  for (const line of narrow.slice(1)) expect(line.length).toBeLessThanOrEqual(20);
});

test('blocks mapped apart are left out, and a heap without chunks has no map', () => {
  const heap = new GlibcAllocator({ memory: fixedMemory(1 << 24) });
  expect(blockMap(heap, 80)).toEqual([]);
  heap.malloc(24);
  heap.malloc(1 << 20);
  expect(blockMap(heap, 80).at(-1)).toMatch(/\.$/);
  expect(blockMap(heap, 80).length).toBeLessThanOrEqual(9);
});
