import { expect, test } from 'vitest';
import * as conform from '../src/conform/index.ts';
import * as main from '../src/index.ts';
import * as rc from '../src/rc/index.ts';
import * as keyed from '../src/rc/keyed.ts';
import * as leaks from '../src/rc/leaks.ts';

test('exports the listed names', () => {
  expect(Object.keys(main).sort()).toEqual([
    'DeadObject',
    'HeapCorruption',
    'NegativeRefcount',
    'ObjectHeap',
    'Referents',
    'SlotOutOfRange',
    'WrongType',
    'atomType',
    'dictType',
    'instanceType',
    'listType',
    'pythonVersions',
    'refcountProfiles',
    'tupleType',
    'weakReferenceType',
  ]);
});

test('the handle entries export the listed names', () => {
  expect(Object.keys(rc).sort()).toEqual([
    'AsyncRc',
    'DisposeErrors',
    'NotUnique',
    'Rc',
    'UseAfterDispose',
    'Weak',
    'asyncRc',
    'rc',
  ]);
  expect(Object.keys(keyed)).toEqual(['SharedByKey']);
  expect(Object.keys(leaks).sort()).toEqual([
    'AlreadyTracking',
    'LeakTracker',
    'LeakedHandles',
    'expectNoLeaks',
    'trackLeaks',
  ]);
});

test('./conform exports the listed names', () => {
  expect(Object.keys(conform).sort()).toEqual([
    'NoCollector',
    'RecordFormatError',
    'compareCounts',
    'compareLines',
    'countingAlone',
    'countingModelOf',
    'interpreterOf',
    'modelOf',
    'readObservations',
    'readProgram',
    'runProgram',
  ]);
});
