import { expect, test } from 'vitest';
import * as conform from '../src/conform/index.ts';
import * as debug from '../src/debug/index.ts';
import * as glibc from '../src/glibc/index.ts';
import * as main from '../src/index.ts';
import * as pymalloc from '../src/pymalloc/index.ts';
import * as trace from '../src/trace/index.ts';

test('exports the listed names', () => {
  expect(Object.keys(main).sort()).toEqual([
    'BoundaryTagAllocator',
    'BuddyAllocator',
    'BumpAllocator',
    'DoubleFree',
    'HeapCorruption',
    'InvalidAlignment',
    'InvalidFree',
    'InvalidSize',
    'SlabAllocator',
    'TlsfAllocator',
    'TlsfCore',
    'asChunk',
    'asPointer',
    'bestFit',
    'byAddress',
    'deferred',
    'fifo',
    'firstFit',
    'fixedMemory',
    'growableMemory',
    'immediate',
    'lifo',
    'mallocAs',
    'nextFit',
    'nullPointer',
    'resizableMemory',
    'viewOn',
    'wasmMemory',
    'worstFit',
  ]);
});

test('the sub-paths export the listed names', () => {
  expect(Object.keys(glibc)).toEqual(['GlibcAllocator']);
  expect(Object.keys(pymalloc).sort()).toEqual(['Pymalloc', 'pymallocGeometries']);
  expect(Object.keys(conform).sort()).toEqual([
    'RecordFormatError',
    'compareCorruptions',
    'compareLeaks',
    'compareMalloc',
  ]);
  expect(Object.keys(debug).sort()).toEqual([
    'DebugHeap',
    'HeapBufferOverflow',
    'UninitializedRead',
    'UnknownAddress',
    'UseAfterFree',
    'asanReport',
    'classifyBlocks',
    'findingOf',
    'leakSanitizerReport',
    'memcheckReport',
    'memcheckSummary',
  ]);
  expect(Object.keys(trace).sort()).toEqual([
    'ProbeCounter',
    'Replay',
    'TraceFormatError',
    'detectingParser',
    'formatOperation',
    'ltraceParser',
    'mallocLabParser',
    'mtraceParser',
    'readTrace',
    'replayTrace',
    'streamTrace',
  ]);
});
