import { expect, test } from 'vitest';
import { alignDown, alignUp, isPowerOfTwo, isServable, product } from '../src/alignment.ts';
import { InvalidSize } from '../src/index.ts';

test('rounds offsets above 2 GiB without a sign', () => {
  expect(alignUp(0xfffe_0001, 0x1000)).toBe(0xfffe_1000);
  expect(alignDown(0xfffe_0fff, 0x1000)).toBe(0xfffe_0000);
});

test.each([1, 2, 4096, 2 ** 31])('%i is a power of two', (value) => {
  expect(isPowerOfTwo(value)).toBe(true);
});

test.each([0, -1, 3, 1.5, NaN, Infinity, 2 ** 32])('%d is no power of two', (value) => {
  expect(isPowerOfTwo(value)).toBe(false);
});

test('multiplies without overflow', () => {
  expect(product(65_536, 65_536)).toBe(Infinity);
  expect(product(2 ** 16, 2 ** 16 + 1)).toBe(Infinity);
  expect(product(3, 8)).toBe(24);
  expect(product(0, 2 ** 40)).toBe(0);
  expect(() => product(-1, 0)).toThrow(InvalidSize);
});

test('tells too large from no number of bytes', () => {
  expect(isServable(0xffff_0000)).toBe(true);
  expect(isServable(0xffff_0001)).toBe(false);
  expect(isServable(Infinity)).toBe(false);
  for (const size of [-1, NaN, 0.5, 2 ** 40 + 0.5])
    expect(() => isServable(size)).toThrow(InvalidSize);
});
