import { expect, test } from 'vitest';
import * as main from '../src/index.ts';

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
