import { expect, test } from 'vitest';
import { DisposeErrors, NotUnique, UseAfterDispose } from '../../src/rc/index.ts';

test.each([
  [
    new UseAfterDispose(),
    { name: 'UseAfterDispose', code: 'ERR_USE_AFTER_DISPOSE' },
    'Handle disposed: use a clone(); trackLeaks() tells where.',
  ],
  [
    new NotUnique(2),
    { name: 'NotUnique', code: 'ERR_NOT_UNIQUE', strong: 2 },
    '2 strong handles hold this value.',
  ],
  [
    new DisposeErrors([new Error('one'), new Error('two')]),
    { name: 'DisposeErrors', code: 'ERR_DISPOSE', errors: [new Error('one'), new Error('two')] },
    'Disposal failed: Error: one; Error: two',
  ],
  [
    new DisposeErrors([Symbol.for('busy'), undefined]),
    { errors: [Symbol.for('busy'), undefined] },
    'Disposal failed: Symbol(busy); undefined',
  ],
])('%o has its name, code and numbers, and says what happened', (error, fields, words) => {
  expect(error).toMatchObject(fields);
  expect(error.message).toBe(words);
});
