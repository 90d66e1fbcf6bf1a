import { expect, test } from 'vitest';
import { difference, findGarbage, summarize } from '../../src/snapshot/index.ts';
import { parse, type Row, snapshotText } from './snapshot-text.ts';

const ROWS: readonly Row[] = [
  { type: 'app.Node', refcount: 1, refers: [0], size: 10 },
  { type: 'app.Node', refcount: 1, size: 20, generation: 2 },
  { type: 'builtins.str', refcount: 1, size: -1, generation: -1 },
];

const summaryOf = (rows: readonly Row[]) => {
  const heap = parse(snapshotText(rows));
  return summarize(heap, findGarbage(heap));
};

test('counts objects, bytes and unreachable ones by type and by generation', () => {
  expect(summaryOf(ROWS)).toEqual({
    objects: 3,
    bytes: 30,
    references: 1,
    unreachable: 1,
    unreachableBytes: 10,
    types: [
      { type: 'app.Node', objects: 2, bytes: 30, unreachable: 1, unreachableBytes: 10 },
      { type: 'builtins.str', objects: 1, bytes: 0, unreachable: 0, unreachableBytes: 0 },
    ],
    generations: [
      { generation: -1, objects: 1, bytes: 0, unreachable: 0 },
      { generation: 0, objects: 1, bytes: 10, unreachable: 1 },
      { generation: 2, objects: 1, bytes: 20, unreachable: 0 },
    ],
  });
});

test('lists the types with most bytes first, however much of a smaller one is garbage', () => {
  const { types } = summaryOf([...ROWS, { type: 'app.Large', refcount: 1, size: 31 }]);
  expect(types.map(({ type }) => type)).toEqual(['app.Large', 'app.Node', 'builtins.str']);
});

test('leaves out the objects of the program that wrote the file', () => {
  const text = snapshotText(ROWS).replace('"format":1', '"format":1,"harness":[1]');
  const heap = parse(text);
  expect(summarize(heap, findGarbage(heap)).objects).toBe(2);
});

test('a difference lists what grew first and leaves out what stayed', () => {
  const after = summaryOf([
    ...ROWS,
    { type: 'app.New', refcount: 1, size: 5 },
    { type: 'app.Node', refcount: 1, size: 7 },
  ]);
  expect(difference(summaryOf(ROWS), after)).toEqual([
    { type: 'app.Node', objects: [2, 3], bytes: [30, 37], unreachable: [1, 1] },
    { type: 'app.New', objects: [0, 1], bytes: [0, 5], unreachable: [0, 0] },
  ]);
  expect(difference(after, after)).toEqual([]);
});
