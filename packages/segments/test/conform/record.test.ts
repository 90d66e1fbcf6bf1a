import { expect, test } from 'vitest';
import { Field, RecordFormatError } from '../../src/conform/record.ts';

const record = new Field({ a: { b: [{ c: 1 }] }, none: null, table: {} });

test('a field knows its path', () => {
  const inner = record.get('a').get('b').items()[0]?.get('c');
  expect(inner?.path).toBe('a.b[0].c');
  expect(inner?.number()).toBe(1);
  const [[key, entry] = []] = record.get('a').entries();
  expect([key, entry?.path]).toEqual(['b', 'a.b']);
  expect([record.get('a').isPresent, record.get('none').isPresent]).toEqual([true, false]);
  expect(record.get('toString').isPresent).toBe(false);
});

test.each([
  ['1f', 31],
  ['0x1f', 31],
  ['-0x10', -16],
  ['ffffffffffffffff', 2 ** 64],
])('%s in hexadecimal is %d', (text, value) => {
  expect(new Field(text).hex()).toBe(value);
});

test.each<[what: string, read: () => unknown, path: string, wanted: string]>([
  ['no object', () => new Field(3).get('a'), 'record', 'an object'],
  ['null', () => new Field(null).get('a'), 'record', 'an object'],
  ['a list for an object', () => new Field([]).get('a'), 'record', 'an object'],
  ['no list', () => record.get('a').items(), 'a', 'a list'],
  ['no table', () => new Field([], 'x').entries(), 'x', 'an object'],
  ['null for a table', () => new Field(null, 'x').entries(), 'x', 'an object'],
  ['text for a table', () => new Field('a', 'x').entries(), 'x', 'an object'],
  ['an empty table', () => record.get('table').filledTable(), 'table', 'something to compare'],
  ['no text', () => new Field(3, 'x').text(), 'x', 'text'],
  ['no number', () => new Field('3', 'x').number(), 'x', 'a number'],
  ['an endless number', () => new Field(Infinity, 'x').number(), 'x', 'a number'],
  ['neither true nor false', () => new Field(0, 'x').boolean(), 'x', 'true or false'],
  ['no digits', () => new Field('0x', 'x').hex(), 'x', 'a hexadecimal number'],
  ['other letters', () => new Field('1g', 'x').hex(), 'x', 'a hexadecimal number'],
  ['letters before', () => new Field('g1', 'x').hex(), 'x', 'a hexadecimal number'],
  ['17 digits', () => new Field('1'.repeat(17), 'x').hex(), 'x', 'a hexadecimal number'],
])('%s is refused, naming field and wish', (_, read, path, wanted) => {
  expect(read).toThrow(new RecordFormatError(path, wanted));
  expect(read).toThrow(expect.objectContaining({ code: 'ERR_RECORD_FORMAT', field: path }));
  expect(read).toThrow(`record field ${path}: expected ${wanted}`);
});
