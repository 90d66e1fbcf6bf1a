import { describe, expect, test } from 'vitest';
import { type Figure, textWidth, toSvg, toText, wrap } from '../../src/view/index.ts';

const strip: Figure = {
  kind: 'strip',
  id: 'heap',
  language: 'en',
  title: 'Heap',
  changed: true,
  start: 0,
  end: 64,
  bytesPerRow: 32,
  cells: [
    { key: 'a', start: 0, end: 16, role: 'used', changed: true, label: 'a', detail: 'first' },
    {
      key: 'b',
      start: 16,
      end: 48,
      role: 'free',
      changed: false,
      label: 'b',
      detail: 'over two rows',
    },
    {
      key: 'c',
      start: 48,
      end: 64,
      role: 'leaked',
      changed: false,
      label: 'long label',
      detail: 'x',
    },
  ],
};

describe('a strip', () => {
  test('is to scale, row by row, with a list of its cells', () => {
    expect(toText(strip, { columns: 20 })).toBe(
      [
        'Heap',
        '[*a======][b.......]',
        '[b.......][////////]',
        '0x00 *a  first',
        '0x10  b  over two',
        '      rows',
        '0x30  long label  x',
      ].join('\n'),
    );
  });

  test('without colour has no escape codes, with colour the same text', () => {
    const plain = toText(strip);
    const painted = toText(strip, { color: true });
    expect(plain).not.toContain('\u001b');
    expect(painted.replaceAll(new RegExp(`${'\u001b'}\\[\\d+m`, 'g'), '')).toBe(plain);
    expect(painted).not.toBe(plain);
  });
});

describe('a table', () => {
  const table: Figure = {
    kind: 'table',
    id: 'names',
    language: 'zh',
    title: '变量',
    changed: true,
    columns: [
      { label: '变量', align: 'left' },
      { label: '值', align: 'right' },
    ],
    rows: [{ key: 'a', changed: true, role: 'name', cells: ['a', '0x10'] }],
  };

  test('aligns wide signs', () => {
    expect(toText(table)).toBe('变量\n  变量    值\n* a     0x10');
  });

  test('too wide for its columns becomes sentences', () => {
    expect(toText(table, { columns: 10 })).toBe('变量\n* 变量: a;\n    值:\n    0x10');
  });
});

test('a line is broken at blanks and between Chinese signs, never before a full stop', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrap('内存泄漏。', 8)).toEqual(['内存泄', '漏。']);
  expect(wrap('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
  expect(wrap('', 3)).toEqual(['']);
});

test('a Chinese sign takes two columns', () => {
  expect(textWidth('a堆')).toBe(3);
});

test('nothing in a label becomes markup', () => {
  const nasty: Figure = { ...strip, title: '<script>"&', id: '"><x' } as Figure;
  const svg = toSvg(nasty);
  expect(svg).not.toContain('<script>');
  expect(svg).not.toContain('"><x');
});
