import { expect, test } from 'vitest';
import { ElfError, readElf } from '../../src/elf/index.ts';

/** The first bytes of a 64-bit little-endian file, as many as asked for, some of them changed. */
function start(length: number, changed: Readonly<Record<number, number>> = {}): Uint8Array {
  const bytes = new Uint8Array(Math.max(length, 64));
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  for (const [at, value] of Object.entries(changed)) bytes[Number(at)] = value;
  return bytes.subarray(0, length);
}

test.each([
  [start(0), 'ERR_ELF_NOT_ELF', 0, '7f 45 4c 46', 'an empty file'],
  [start(3), 'ERR_ELF_NOT_ELF', 0, '7f 45 4c 46', '7f 45 4c'],
  [start(64, { 3: 9 }), 'ERR_ELF_NOT_ELF', 0, '7f 45 4c 46', '7f 45 4c 09'],
  [start(4), 'ERR_ELF_TRUNCATED', 4, 'class 1 (32-bit) or 2 (64-bit)', 'the end of the file'],
  [start(5), 'ERR_ELF_TRUNCATED', 5, 'byte order 1 (little) or 2 (big)', 'the end of the file'],
  [start(64, { 4: 3 }), 'ERR_ELF_MALFORMED', 4, 'class 1 (32-bit) or 2 (64-bit)', '3'],
  [start(64, { 4: 0 }), 'ERR_ELF_MALFORMED', 4, 'class 1 (32-bit) or 2 (64-bit)', '0'],
  [start(64, { 5: 3 }), 'ERR_ELF_MALFORMED', 5, 'byte order 1 (little) or 2 (big)', '3'],
  [start(63), 'ERR_ELF_TRUNCATED', 63, 'a header of 64 bytes', 'the end of the file after 63'],
  [
    start(51, { 4: 1 }),
    'ERR_ELF_TRUNCATED',
    51,
    'a header of 52 bytes',
    'the end of the file after 51',
  ],
] as const)('a header that is none is refused: %#', (bytes, code, offset, expected, found) => {
  const refusal = { code, offset, expected, found };
  expect(() => readElf(bytes)).toThrow(ElfError);
  expect(() => readElf(bytes)).toThrow(expect.objectContaining(refusal));
});
