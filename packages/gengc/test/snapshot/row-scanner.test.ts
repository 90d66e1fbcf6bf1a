import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RowScanner } from '../../src/snapshot/row-scanner.ts';

function open(text: string, before = '', behind = ''): RowScanner {
  const scanner = new RowScanner();
  const bytes = new TextEncoder().encode(`${before}${text}${behind}`);
  scanner.open(bytes, before.length, before.length + text.length, 7);
  return scanner;
}

/** A row of integers, the last element a list. */
function read(scanner: RowScanner): (number | number[])[] {
  const first = scanner.integer();
  scanner.next();
  scanner.enter();
  const inner: number[] = [];
  while (scanner.more(inner.length === 0)) inner.push(scanner.integer());
  scanner.more(false);
  scanner.close();
  return [first, inner];
}

const whole = fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
const space = fc.constantFrom('', ' ', '\t', '\r', ' \t ');

test('reads what a JSON parser reads, whatever stands around the row', () => {
  fc.assert(
    fc.property(whole, fc.array(whole, { maxLength: 4 }), space, space, (first, inner, a, b) => {
      const numbers = inner.map((each) => `${a}${each}${b}`).join(',');
      const row = `${b}[${a}${first}${b},${a}[${numbers}]${b}]${a}`;
      expect(read(open(row))).toEqual([first, inner]);
      expect(read(open(row, '9', '9]'))).toEqual(JSON.parse(row));
    }),
  );
});

test.each([
  ['1,[2]]', '[ expected at byte 0, found "1"'],
  ['[,[2]]', 'an integer expected at byte 1, found ","'],
  ['[-,[2]]', 'an integer expected at byte 2, found ","'],
  ['[/,[2]]', 'an integer expected at byte 1, found "/"'],
  ['[:,[2]]', 'an integer expected at byte 1, found ":"'],
  ['[1;[2]]', ', expected at byte 2, found ";"'],
  ['[1,2]', '[ expected at byte 3, found "2"'],
  ['[1,[2 3]]', ', or ] expected at byte 6, found "3"'],
  ['[1,[2', ', or ] expected at byte 5, found the end of the line'],
  ['[1,[2]', ', or ] expected at byte 6, found the end of the line'],
  ['[1,[2]]1', 'the end of the line expected at byte 7, found "1"'],
  ['[9007199254740992,[2]]', 'an integer above 2⁵³ − 1'],
])('refuses %s: %s', (row, problem) => {
  expect(() => read(open(row))).toThrow(
    expect.objectContaining({ line: 7, message: `line 7: ${problem}` }),
  );
});
