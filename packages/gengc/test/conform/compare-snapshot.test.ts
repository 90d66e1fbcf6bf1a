import { expect, test } from 'vitest';
import { compareSnapshot, RecordFormatError } from '../../src/conform/index.ts';
import { snapshotText } from '../snapshot/snapshot-text.ts';

const RING = [
  { type: 'app.A', refcount: 1, refers: [1] },
  { type: 'app.B', refcount: 1, refers: [0] },
];

test('agrees with a record of the same set', () => {
  expect(compareSnapshot([snapshotText(RING, { collect_returned: 2, garbage: [1, 0] })])).toEqual(
    [],
  );
});

test('reports a missed object, an added object and a wrong number, by type', () => {
  const rows = [...RING, { type: 'app.C', refcount: 1 }];
  expect(compareSnapshot([snapshotText(rows, { collect_returned: 4, garbage: [0, 2] })])).toEqual([
    { at: 'garbage of type app.B', expected: 'none collected', actual: '1 instead' },
    { at: 'garbage of type app.C', expected: '2 collected', actual: 'none instead' },
    { at: 'gc.collect()', expected: '4', actual: '2' },
  ]);
});

test('reports garbage that is not in the file', () => {
  expect(
    compareSnapshot([snapshotText(RING, { collect_returned: 2, garbage: [0, 1, -1] })]),
  ).toEqual([{ at: 'garbage', expected: '1 objects that are not in the file', actual: 'none' }]);
});

test('refuses a text that is no snapshot, and a snapshot without a recorded collection', () => {
  expect(() => compareSnapshot(['nonsense\n'])).toThrow(RecordFormatError);
  expect(() => compareSnapshot([snapshotText(RING)])).toThrow(RecordFormatError);
});
