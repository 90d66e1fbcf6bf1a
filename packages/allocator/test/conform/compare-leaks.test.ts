import { expect, test } from 'vitest';
import { compareLeaks, RecordFormatError } from '../../src/conform/index.ts';

const lost = (size: number, kind = 'definitely lost'): string =>
  `${size} bytes in 1 blocks are ${kind} in loss record 1 of 1\n`;

test('names the block and both classes where they differ', () => {
  const text = `graph 7\nb 0 0 24\nb 1 30 40\nr 1 0\n${lost(24)}${lost(40, 'possibly lost')}`;
  expect(compareLeaks([text])).toMatchObject({
    compared: 2,
    equal: 1,
    mismatches: [
      { at: 'graph 7, block of 40', expected: 'possibly lost', actual: 'still reachable' },
    ],
  });
});

test('compares the bytes that are lost with a block', () => {
  const graph = 'graph 1\nb 0 0 24\nb 1 30 2000\nw 0 1 1 0\n';
  const said = (direct: number, indirect: string): string =>
    `2,024 (${direct} direct, ${indirect} indirect) bytes in 1 blocks are definitely lost in loss record 2 of 2\n`;
  const child = lost(2000, 'indirectly lost').replace('2000', '2,000');
  expect(compareLeaks([graph, child, said(24, '2,000')]).equal).toBe(2);
  expect(compareLeaks([graph, child, said(24, '1,999')]).equal).toBe(1);
});

test.each([
  ['b 0 0 24', 'before a graph'],
  ['graph 1\nx 1 2', 'of another kind'],
  ['graph 1\nw 0 0 0 0\n', 'that names an unknown block'],
  ['graph 1\nb 0 0 24\n', 'without its loss record'],
])('refuses the line %j, %s', (text) => {
  if (text.startsWith('graph 1\nw')) expect(() => compareLeaks([text])).toThrow(/block 0/);
  expect(() => compareLeaks([text])).toThrow(RecordFormatError);
});
