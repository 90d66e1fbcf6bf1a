import { expect, test } from 'vitest';
import { table, widthOf } from '../src/table.ts';

test('aligns each column to its widest cell', () => {
  expect(
    table(
      [{ title: 'name' }, { title: 'bytes', align: 'right' }],
      [
        ['a', '24'],
        ['long', '123456'],
      ],
    ),
  ).toEqual(['name   bytes', 'a         24', 'long  123456']);
});

test('measures as a terminal shows: escape codes nothing, Chinese two columns', () => {
  expect(
    table(
      [{}, {}],
      [
        ['\u001B[31mred\u001B[39m', '1'],
        ['堆', '2'],
        ['four', '3'],
      ],
    ),
  ).toEqual(['\u001B[31mred\u001B[39m   1', '堆    2', 'four  3']);
});

test('leaves no blanks at the end of a line', () => {
  expect(
    table(
      [{}, {}],
      [
        ['a', ''],
        ['', 'b'],
      ],
    ),
  ).toEqual(['a', '   b']);
});

test('the width of lines is that of the longest, however many there are', () => {
  expect(widthOf([])).toBe(0);
  expect(widthOf([...Array<string>(200_000).fill('a'), 'abc', 'b'])).toBe(3);
});
