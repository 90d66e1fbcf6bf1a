import { expect, test } from 'vitest';
import * as main from '../src/index.ts';

test('exports the listed names', () => {
  expect(Object.keys(main).sort()).toEqual([
    'DoubleFree',
    'HeapCorruption',
    'InvalidAlignment',
    'InvalidFree',
    'InvalidSize',
    'asChunk',
    'asPointer',
    'fixedMemory',
    'nullPointer',
    'resizableMemory',
    'wasmMemory',
  ]);
});
