import { expect, test } from 'vitest';
import { DisposeErrors, NotUnique, UseAfterDispose } from '../../src/rc/index.ts';

test.each([
  [
    new UseAfterDispose(),
    { name: 'UseAfterDispose', code: 'ERR_USE_AFTER_DISPOSE' },
    'This handle was disposed. Use a clone(); trackLeaks() tells where.',
  ],
  [
    new UseAfterDispose({ acquiredAt: 'a.ts:3', disposedAt: 'b.ts:4', words: 'Gone.' }),
    { acquiredAt: 'a.ts:3', disposedAt: 'b.ts:4' },
    'Gone.',
  ],
  [
    new NotUnique(2),
    { name: 'NotUnique', code: 'ERR_NOT_UNIQUE', strong: 2 },
    '2 strong handles hold this value.',
  ],
  [
    new DisposeErrors([new Error('one'), new Error('two')]),
    { name: 'DisposeErrors', code: 'ERR_DISPOSE', errors: [new Error('one'), new Error('two')] },
    '2 disposers failed: Error: one; Error: two',
  ],
])('%o has its name, code and numbers, and says what happened', (error, fields, words) => {
  expect(error).toMatchObject(fields);
  expect(error.message).toBe(words);
});
