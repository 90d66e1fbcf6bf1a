import { expect, test } from 'vitest';
import { address, hex, InvalidAddress, pageDown, pageUp } from '../src/address.ts';

test('an address is any integer a 64-bit register holds', () => {
  expect(address(0)).toBe(0);
  expect(address(0x7ffffffff000)).toBe(0x7ffffffff000);
  for (const value of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 65])
    expect(() => address(value)).toThrow(InvalidAddress);
});

test('pages are 4096 bytes, above 2^32 as below', () => {
  expect(pageDown(0x7fff_ffff_efff)).toBe(0x7fff_ffff_e000);
  expect(pageUp(0x7fff_ffff_e001)).toBe(0x7fff_ffff_f000);
  expect(pageUp(0x1000)).toBe(0x1000);
});

test('hex is what the kernel prints', () => {
  expect([hex(0), hex(0x7ffff7fff000), hex(-22)]).toEqual(['0x0', '0x7ffff7fff000', '-0x16']);
});
