import { expect, test } from 'vitest';
import * as conform from '../src/conform/index.ts';
import * as main from '../src/index.ts';
import * as snapshot from '../src/snapshot/index.ts';

test('exports the listed names', () => {
  expect(Object.keys(main).sort()).toEqual([]);
});

test('./snapshot exports the listed names', () => {
  expect(Object.keys(snapshot).sort()).toEqual([
    'DanglingReference',
    'FINALIZED',
    'FREED_BY_FINALIZER',
    'FROZEN',
    'GARBAGE',
    'GC_TYPE',
    'HAS_FINALIZER',
    'IMMORTAL',
    'NOT_EXAMINED',
    'REACHABLE',
    'SOME_GENERATION',
    'SUSPENDED',
    'SnapshotCount',
    'SnapshotParser',
    'SnapshotSyntax',
    'SnapshotTruncated',
    'TRACKED',
    'UNTRACKED',
    'WEAKREF',
    'findGarbage',
    'isCandidate',
    'readSnapshot',
    'typeOf',
  ]);
});

test('./conform exports the listed names', () => {
  expect(Object.keys(conform).sort()).toEqual(['RecordFormatError', 'compareSnapshot']);
});
