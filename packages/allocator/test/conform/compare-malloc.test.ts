import { describe, expect, test } from 'vitest';
import { compareMalloc, RecordFormatError } from '../../src/conform/index.ts';

const rep = '4096\n2\n3\n1\na 0 24\nf 0\na 1 24\n';

describe('compareMalloc', () => {
  test('names the first operation whose address differs, by its number and text', () => {
    const result = compareMalloc([rep], ['first 2a0\n2a0\n2c0\n']);
    expect(result).toEqual({
      operations: 3,
      compared: 2,
      equal: 1,
      mismatches: [{ at: 'operation 2: a 1 24', expected: '2c0', actual: '2a0' }],
    });
  });

  test.each([
    ['lines', rep.split('\n').map((line) => `${line}\n`)],
    ['characters', [...rep]],
    ['one string without a last line break', [rep.trimEnd()]],
    ['lines with carriage returns', [rep.replaceAll('\n', '\r\n')]],
  ])('reads a trace that comes as %s', (_, pieces) => {
    expect(compareMalloc(pieces, ['first 2a0\n2a0\n2a0\n']).equal).toBe(2);
  });

  test('says m for a block that is mapped apart from the heap', () => {
    expect(
      compareMalloc(['a 0 200000\n'], ['first m\n'.replace('m', 'undefined'), 'm\n']).equal,
    ).toBe(1);
  });

  test('keeps a hundred mismatches and counts them all', () => {
    const operations = Array.from({ length: 150 }, (_, i) => `a ${i} 24\n`);
    const zeros = ['first 2a0\n', ...operations.map(() => '0\n')];
    const result = compareMalloc(operations, zeros);
    expect([result.mismatches.length, result.compared, result.equal]).toEqual([100, 150, 0]);
  });

  test.each([
    ['x 0 24\n', '2a0\n', 'operation 0'],
    ['a 0\n', '2a0\n', 'operation 0'],
    ['a 0 24 7\n', '2a0\n', 'operation 0'],
    ['a 0 -24\n', '2a0\n', 'operation 0'],
    ['a 0 24\nf 1\n', '2a0\n', 'operation 1'],
    ['a 0 24\nf 0\nr 0 9\n', '2a0\n', 'operation 2'],
    ['a 0 24\n', '0x2a0\n', 'address 0'],
    ['a 0 24\n', '', 'address 0'],
    ['a 0 24\n', '2a0\n2c0\n', 'address 1'],
  ])('refuses %j with the addresses %j', (trace, addresses, field) => {
    expect(() => compareMalloc([trace], ['first 2a0\n', addresses])).toThrow(
      expect.objectContaining({ code: 'ERR_RECORD_FORMAT', field }),
    );
  });

  test.each(['', '2a0\n', 'first\n'])('refuses addresses that begin with %j', (addresses) => {
    expect(() => compareMalloc([], [addresses])).toThrow(RecordFormatError);
  });
});
