import { expect, test } from 'vitest';
import * as conform from '../src/conform/index.ts';
import * as explain from '../src/explain/index.ts';
import * as main from '../src/index.ts';
import * as markSweep from '../src/mark-sweep/index.ts';
import * as snapshot from '../src/snapshot/index.ts';
import * as whatIf from '../src/what-if/index.ts';

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
    'CAPTURE_SCRIPT',
    'DanglingReference',
    'Fate',
    'NoDominator',
    'NoGeneration',
    'ObjectFlag',
    'SnapshotCount',
    'SnapshotParser',
    'SnapshotSyntax',
    'SnapshotTruncated',
    'cutAround',
    'difference',
    'findDominators',
    'findGarbage',
    'findHolders',
    'findWaiting',
    'findWays',
    'garbageCycles',
    'isCandidate',
    'largestRetained',
    'nextCollection',
    'objectName',
    'outlook',
    'readSnapshot',
    'referenceName',
    'retainedByType',
    'summarize',
    'typeOf',
  ]);
});

test('./conform exports the listed names', () => {
  expect(Object.keys(conform).sort()).toEqual([
    'HEAP_PROGRAM',
    'RECORDER_SCRIPT',
    'RecordFormatError',
    'compareProgram',
    'compareSnapshot',
    'programThemes',
    'randomProgram',
  ]);
});

test('./mark-sweep, ./explain and ./what-if export the listed names', () => {
  expect(Object.keys(markSweep)).toEqual(['MarkSweep']);
  expect(Object.keys(explain).sort()).toEqual(['explainObject', 'findTraverseFaults']);
  expect(Object.keys(whatIf).sort()).toEqual([
    'firstDifference',
    'replayCut',
    'timeline',
    'whatIf',
  ]);
});
