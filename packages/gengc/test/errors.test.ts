import { expect, test } from 'vitest';
import { CollectorAttached, CollectorCorruption, InvalidGeneration } from '../src/index.ts';

test.each([
  [
    new CollectorCorruption(26, 'stands on two lists'),
    { name: 'CollectorCorruption', code: 'ERR_COLLECTOR_CORRUPTION', object: 26 },
    'object 0x1a: stands on two lists',
  ],
  [
    new InvalidGeneration(3),
    { name: 'InvalidGeneration', code: 'ERR_INVALID_GENERATION', generation: 3 },
    'no generation 3; use 0, 1 or 2',
  ],
  [
    new CollectorAttached(),
    { name: 'CollectorAttached', code: 'ERR_COLLECTOR_ATTACHED' },
    'the heap has a collector already; set its tracking to null to replace it',
  ],
])('%o has its name, code and numbers, and says what to do', (error, fields, words) => {
  expect(error).toMatchObject(fields);
  expect(error.message).toBe(words);
});
