import { expect, test } from 'vitest';
import * as conform from '../src/conform/index.ts';
import * as main from '../src/index.ts';
import * as snapshot from '../src/snapshot/index.ts';

test('exports the listed names', () => {
  expect(Object.keys(main).sort()).toEqual([
    'CollectorAttached',
    'CollectorCorruption',
    'CycleCollector',
    'DEBUG_SAVEALL',
    'InvalidGeneration',
    'collectorProfiles',
  ]);
});

test('./snapshot exports the listed names', () => {
  expect(Object.keys(snapshot).sort()).toEqual([
<<<<<<< HEAD
    'CAPTURE_SCRIPT',
    'DanglingReference',
    'Fate',
    'NoDominator',
    'NoGeneration',
    'ObjectFlag',
=======
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
>>>>>>> a194c50 (refcount, gengc: programs of the collector oracle, compared line by line)
    'SnapshotCount',
    'SnapshotParser',
    'SnapshotSyntax',
    'SnapshotTruncated',
<<<<<<< HEAD
    'cutAround',
    'difference',
    'findDominators',
    'findGarbage',
    'findHolders',
    'findWaiting',
    'garbageCycles',
    'isCandidate',
    'largestRetained',
    'objectName',
    'outlook',
    'readSnapshot',
    'referenceName',
    'summarize',
    'typeOf',
  ]);
});
=======
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
  expect(Object.keys(conform).sort()).toEqual([
    'RecordFormatError',
    'compareProgram',
    'compareSnapshot',
  ]);
});
>>>>>>> a194c50 (refcount, gengc: programs of the collector oracle, compared line by line)
