import { expect, test } from 'vitest';
import { formatOperation, readTrace, TraceFormatError } from '../../src/trace/index.ts';

const read = (text: string): unknown[] => [...readTrace(text)];

test('reads every kind of line', () => {
  expect(read('20000\n3\n6\n1\na 0 512\nc 1 10 24\nm 2 64 100\nr 0 640\nf 1\nf 0\n')).toEqual([
    { op: 'malloc', id: 0, size: 512 },
    { op: 'calloc', id: 1, count: 10, size: 24 },
    { op: 'memalign', id: 2, alignment: 64, size: 100 },
    { op: 'realloc', id: 0, size: 640 },
    { op: 'free', id: 1 },
    { op: 'free', id: 0 },
  ]);
});

test.each(['', '7\n', '1\n2\n', '1\n2\n1\n1\n'])(
  'takes the header %j before one operation',
  (header) => {
    expect(read(`${header}a 0 8`)).toEqual([{ op: 'malloc', id: 0, size: 8 }]);
  },
);

test('reads windows line ends, blank lines and spaces', () => {
  expect(read('  a 0 8\r\n\r\n\tf   0 \r\n')).toHaveLength(2);
});

test.each<[text: string, line: number, expected: RegExp]>([
  ['a 0 8\nx 1 2', 2, /expected a ID SIZE, .*found "x 1 2"/],
  ['a 0', 1, /expected a ID SIZE/],
  ['a 0 8 9', 1, /expected a ID SIZE/],
  ['a 0 -8', 1, /expected a ID SIZE/],
  ['a 0 1e3', 1, /expected a ID SIZE/],
  ['a 0 99999999999999999999', 1, /expected a ID SIZE/],
  ['f 3', 1, /expected a live id, found "id 3/],
  ['a 0 8\nf 0\nf 0', 3, /expected a live id/],
  ['r 0 8', 1, /expected a live id/],
  ['a 0 8\na 0 8', 2, /expected an id that is not live/],
  ['1\n2\n3\n4\n5\na 0 8', 5, /found "5"/],
  ['a 0 8\n12', 2, /found "12"/],
  ['1\n1\n9\n1\na 0 8\n', 5, /expected 9 operations, as line 3 says, found "1"/],
  ['\u0000\u0001binary', 1, /expected a ID SIZE/],
])('names the line and what it expected: %j', (text, line, message) => {
  expect(() => read(text)).toThrow(message);
  try {
    read(text);
  } catch (error) {
    expect(error).toBeInstanceOf(TraceFormatError);
    expect(error).toMatchObject({ line, code: 'ERR_TRACE_FORMAT' });
  }
});

test('quotes no more than the start of a long line', () => {
  expect(() => read(`a ${'9'.repeat(100_000)}`)).toThrow(/^.{0,250}$/);
});

test('writes what it reads', () => {
  const text = 'a 0 512\nc 1 10 24\nm 2 64 100\nr 0 640\nf 1';
  expect([...readTrace(text)].map(formatOperation).join('\n')).toBe(text);
});
