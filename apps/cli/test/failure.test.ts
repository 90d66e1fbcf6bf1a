import { describe, expect, test } from 'vitest';
import { asInputError, InputError, oneLine, UsageError } from '../src/failure.ts';

describe('a message', () => {
  test('is one line without control characters', () => {
    expect(oneLine('a\n  b\u001B[31m\u0000c\u2028d ')).toBe('a   b [31m c d');
  });
});

describe('an error about a file', () => {
  test('names the file once', () => {
    const first = asInputError('a.elf', new Error('too short'));
    expect(first.message).toBe('a.elf: too short');
    expect(asInputError('b.elf', first)).toBe(first);
  });

  test('leaves wrong usage as it is', () => {
    const usage = new UsageError('no such suite');
    expect(asInputError('a', usage)).toBe(usage);
  });

  test('keeps its cause', () => {
    const cause = Object.assign(new Error('ENOENT: …'), { code: 'ENOENT' });
    const failure = asInputError('a', cause);
    expect(failure).toBeInstanceOf(InputError);
    expect(failure).toMatchObject({ message: 'a: no such file', cause });
  });
});
