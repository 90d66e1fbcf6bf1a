import { expect, test } from 'vitest';
import * as main from '../src/index.ts';

test('exports the listed names', () => {
  expect(Object.keys(main).sort()).toEqual([
    'BoundaryTagAllocator',
    'BumpAllocator',
    'DoubleFree',
    'GlibcAllocator',
    'HeapCorruption',
    'InvalidAlignment',
    'InvalidFree',
    'InvalidSize',
    'Pymalloc',
    'SlabAllocator',
    'TlsfAllocator',
    'asChunk',
    'asPointer',
    'bestFit',
    'byAddress',
    'deferred',
    'fifo',
    'firstFit',
    'fixedMemory',
    'immediate',
    'lifo',
    'mallocAs',
    'nextFit',
    'nullPointer',
    'pymallocGeometries',
    'resizableMemory',
    'viewOn',
    'wasmMemory',
    'worstFit',
  ]);
});
