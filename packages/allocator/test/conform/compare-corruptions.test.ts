import { expect, test } from 'vitest';
import { compareCorruptions, RecordFormatError } from '../../src/conform/index.ts';

const program = (...lines: string[]): string => `== 7 tcache 7\n${lines.join('\n')}\n`;

test('names the call, what was said and what the model says', () => {
  const lines = ['a 0 24', '= 2a0', 'f 0 8', 'free(): invalid size'];
  expect(compareCorruptions([program(...lines)])).toEqual({
    compared: 1,
    equal: 0,
    mismatches: [
      {
        at: 'program 7, f 0 8',
        expected: 'free(): invalid size',
        actual: 'free(): invalid pointer',
      },
    ],
  });
});

test('an address that differs, a silence where glibc speaks, words where it is silent', () => {
  const texts = [
    program('a 0 24', '= 2b0'),
    program('a 0 24', '= 2a0', 'f 0 0', 'free(): invalid pointer'),
    program('a 0 24', '= 2a0', 'f 0 0', 'f 0 0'),
  ];
  const found = compareCorruptions(texts);
  expect(found.equal).toBe(0);
  expect(found.mismatches.map(({ expected, actual }) => [expected, actual])).toEqual([
    ['= 2b0', '= 2a0'],
    ['free(): invalid pointer', ''],
    ['', 'free(): double free detected in tcache 2'],
  ]);
});

test('the words a process writes are its own: its addresses and its key decide', () => {
  const said = (key: string): string =>
    program('a 0 24', '= 2a0', `heap 7000 arena 8c60 key ${key}`, 'f 0 0', 'w 2a8 5', 'f 0 0');
  expect(compareCorruptions([said('6')]).equal).toBe(1);
  expect(compareCorruptions([said('5')]).mismatches[0]?.actual).toBe(
    'free(): double free detected in tcache 2',
  );
});

test('a killed program is one whose damage the model finds as well, and no other', () => {
  const wild = ['a 0 24', '= 2a0', 'f 0 0', 'w 90 123456789ab0', 'a 1 24'];
  expect(compareCorruptions([program(...wild, 'killed')]).equal).toBe(1);
  expect(compareCorruptions([program('a 0 24', 'killed')]).equal).toBe(0);
});

test('a mapped block lies outside the heap', () => {
  expect(compareCorruptions([program('a 0 200000', '= outside')]).equal).toBe(1);
  expect(compareCorruptions([program('a 0 24', '= outside')]).equal).toBe(0);
});

test.each([
  ['a 0 24', 'a seed and its tcache first'],
  [program('= 2a0'), 'a call'],
  [program('a 0 24', '= 2a0', '= 2a0'), 'a call'],
  [program('w ffffff 1'), 'a word of the heap'],
  [program('m 0 24 3'), 'a power of two'],
  [program('m 0 24 0'), 'a power of two'],
])('refuses %j: it is not %s', (text, expected) => {
  expect(() => compareCorruptions([text])).toThrow(RecordFormatError);
  expect(() => compareCorruptions([text])).toThrow(expected);
});
