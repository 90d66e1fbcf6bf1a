import { expect, test } from 'vitest';
import { DanglingReference, SnapshotSyntax } from '../../src/snapshot/index.ts';
import { readHeader, readRecorded, readTexts } from '../../src/snapshot/json-lines.ts';

const HEADER = { format: 2, python: '3.13.0', objects: 3, edges: 4 };
const COLLECTOR = {
  enabled: false,
  counts: [1, 2, 3],
  thresholds: [700, 10, 10],
  collections: [9, 8, 7],
};

test('a header is kept as far as it is understood', () => {
  expect(readHeader({ ...HEADER, more: 1 }, 1)).toEqual({
    header: { format: 2, python: '3.13.0', ownObjects: [], collector: null },
    objects: 3,
    edges: 4,
  });
  expect(readHeader({ ...HEADER, format: 1, harness: [0, 2], collector: COLLECTOR }, 1)).toEqual({
    header: { format: 1, python: '3.13.0', ownObjects: [0, 2], collector: COLLECTOR },
    objects: 3,
    edges: 4,
  });
});

test.each([
  [null, 'the header is not an object'],
  ['{}', 'the header is not an object'],
  [[HEADER], 'the header is not an object'],
  [{ ...HEADER, format: 0 }, 'format 0: this reader knows 1 to 2'],
  [{ ...HEADER, format: 3 }, 'format 3: this reader knows 1 to 2'],
  [{ ...HEADER, format: '1' }, 'format is not a whole number from 0'],
  [{ ...HEADER, python: 3.13 }, 'python is not a text'],
  [{ ...HEADER, objects: -1 }, 'objects is not a whole number from 0'],
  [{ ...HEADER, objects: 0.5 }, 'objects is not a whole number from 0'],
  [{ ...HEADER, edges: undefined }, 'edges is not a whole number from 0'],
  [{ ...HEADER, harness: 3 }, 'harness is not a list'],
  [{ ...HEADER, harness: [-3] }, 'harness is not a whole number from 0'],
  [{ ...HEADER, collector: null }, 'collector is not an object'],
  [
    { ...HEADER, collector: { ...COLLECTOR, enabled: 1 } },
    'collector.enabled is not true or false',
  ],
  [{ ...HEADER, collector: { ...COLLECTOR, counts: 1 } }, 'collector.counts is not a list'],
  [
    { ...HEADER, collector: { ...COLLECTOR, counts: [null] } },
    'collector.counts is not a whole number from 0',
  ],
  [
    { ...HEADER, collector: { ...COLLECTOR, thresholds: 'x' } },
    'collector.thresholds is not a list',
  ],
  [
    { ...HEADER, collector: { ...COLLECTOR, collections: {} } },
    'collector.collections is not a list',
  ],
])('the header %j is refused: %s', (header, problem) => {
  expect(() => readHeader(header, 1)).toThrow(SnapshotSyntax);
  expect(() => readHeader(header, 1)).toThrow(new SnapshotSyntax(1, problem));
});

test('texts are a list of texts', () => {
  expect(readTexts(['a', ''], 2, 'types')).toEqual(['a', '']);
  for (const value of ['a', ['a', 1], null])
    expect(() => readTexts(value, 2, 'types')).toThrow(
      new SnapshotSyntax(2, 'the types are not a list of texts'),
    );
});

test('the closing line holds a collection or none', () => {
  expect(readRecorded({ truth: null }, 9, 3)).toBe(null);
  const recorded = readRecorded({ truth: { collect_returned: 5, garbage: [-1, 0, 2] } }, 9, 3);
  expect(recorded).toEqual({ returned: 5, garbage: Int32Array.of(-1, 0, 2) });
});

test.each([
  [[], 'the closing line is not an object'],
  [{}, 'truth is not an object'],
  [{ truth: 3 }, 'truth is not an object'],
  [{ truth: { collect_returned: 1 } }, 'truth.garbage is not a list of integers'],
  [{ truth: { collect_returned: 1, garbage: [0.5] } }, 'truth.garbage is not a list of integers'],
  [{ truth: { garbage: [] } }, 'truth.collect_returned is not a whole number from 0'],
])('the closing line %j is refused: %s', (value, problem) => {
  expect(() => readRecorded(value, 9, 3)).toThrow(new SnapshotSyntax(9, problem));
});

test.each([-2, 3])('the garbage of the closing line cannot be object %i of 3', (object) => {
  const value = { truth: { collect_returned: 1, garbage: [0, object] } };
  expect(() => readRecorded(value, 9, 3)).toThrow(new DanglingReference(9, 'object', object, 3));
});
