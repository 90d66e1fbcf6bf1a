import { expect, test } from 'vitest';
import { binIndex, binName } from '../../src/glibc/bin-index.ts';

// glibc 2.36, malloc/malloc.c: the comment "Indexing" above bin_at, and largebin_index_64.
test('small bins hold one size each, 16 bytes apart', () => {
  for (let size = 32; size < 1024; size += 16) {
    expect(binIndex(size)).toBe(size / 16);
    expect(binName(binIndex(size))).toBe(`small bin ${size}`);
  }
});

test('large bins are 32, 16, 8, 4, 2 and 1, of widths 64, 512, 4096, 32768, 262144 and all', () => {
  const first = new Map<number, number>();
  for (let size = 1024; size < 2 ** 21; size += 16)
    if (!first.has(binIndex(size))) first.set(binIndex(size), size);
  const bins = [...first.keys()];
  expect(bins).toEqual(Array.from({ length: bins.length }, (_, index) => 64 + index));
  expect(bins.at(-1)).toBe(126);
  const starts = [...first.values()];
  const widths = starts.slice(1).map((start, index) => start - (starts[index] as number));
  const count = (width: number): number => widths.filter((each) => each === width).length;
  expect([64, 512, 4096, 32_768, 262_144].map(count)).toEqual([33, 14, 7, 3, 1]);
  expect([binIndex(1024), binIndex(3136), binIndex(10_752), binIndex(45_056)]).toEqual([
    64, 97, 112, 120,
  ]);
  expect([binIndex(163_840), binIndex(786_432), binIndex(2 ** 31)]).toEqual([124, 126, 126]);
});

test('a bin is called by its kind and its size or number', () => {
  expect([1, 2, 63, 64, 126].map(binName)).toEqual([
    'unsorted bin',
    'small bin 32',
    'small bin 1008',
    'large bin 64',
    'large bin 126',
  ]);
});
