import { expect, test } from 'vitest';
import {
  DoubleFree,
  HeapCorruption,
  InvalidAlignment,
  InvalidFree,
  InvalidSize,
} from '../src/index.ts';

const REPORT = 'free(): invalid pointer';

test.each([
  [
    new DoubleFree(32),
    { name: 'DoubleFree', code: 'ERR_DOUBLE_FREE', pointer: 32, report: undefined },
    'double free of 0x20: free each block once, then drop the pointer',
  ],
  [new DoubleFree(32, 'of its own', REPORT), { pointer: 32, report: REPORT }, 'of its own'],
  [
    new InvalidFree(33, 'no block starts there', REPORT),
    { name: 'InvalidFree', code: 'ERR_INVALID_FREE', pointer: 33, report: REPORT },
    'invalid pointer 0x21: no block starts there; pass exactly what malloc answered',
  ],
  [
    new InvalidFree(-1, 'it is no address'),
    { pointer: -1, report: undefined },
    'invalid pointer -1: it is no address; pass exactly what malloc answered',
  ],
  [
    new InvalidFree(0, 'it is no address'),
    { pointer: 0 },
    'invalid pointer 0x0: it is no address; pass exactly what malloc answered',
  ],
  [
    new InvalidFree(0.5, 'it is no address'),
    { pointer: 0.5 },
    'invalid pointer 0.5: it is no address; pass exactly what malloc answered',
  ],
  [
    new HeapCorruption('sizes agree', 64, '32 and 48', REPORT),
    {
      name: 'HeapCorruption',
      code: 'ERR_HEAP_CORRUPTION',
      law: 'sizes agree',
      offset: 64,
      report: REPORT,
    },
    'heap corruption at 0x40: sizes agree (32 and 48); look for a write past the end of the block before it',
  ],
  [
    new HeapCorruption('sizes agree', 64),
    { offset: 64, report: undefined },
    'heap corruption at 0x40: sizes agree; look for a write past the end of the block before it',
  ],
  [
    new InvalidSize(-1),
    { name: 'InvalidSize', code: 'ERR_INVALID_SIZE', size: -1 },
    '-1 is not a number of bytes: pass a whole number, 0 or more',
  ],
  [
    new InvalidAlignment(24),
    { name: 'InvalidAlignment', code: 'ERR_INVALID_ALIGNMENT', alignment: 24 },
    '24 is not an alignment: pass a power of two',
  ],
])('%o has its name, code and numbers, and says what to do', (error, fields, words) => {
  expect(error).toMatchObject(fields);
  expect(error.message).toBe(words);
});
