import { describe, expect, test } from 'vitest';
import { Fate, findGarbage } from '../../src/snapshot/index.ts';
import { parse, type Row, snapshotText } from './snapshot-text.ts';

const heapOf = (rows: readonly Row[]) => parse(snapshotText(rows));

describe('trial deletion', () => {
  test('finds a ring nothing outside holds', () => {
    const found = findGarbage(
      heapOf([
        { type: 'app.A', refcount: 1, refers: [1] },
        { type: 'app.A', refcount: 1, refers: [0] },
      ]),
    );
    expect([...found.fate]).toEqual([Fate.GARBAGE, Fate.GARBAGE]);
    expect(found.garbage).toBe(2);
  });

  test('keeps a ring with one reference from outside, and what hangs on it', () => {
    const found = findGarbage(
      heapOf([
        { type: 'app.A', refcount: 1, refers: [1] },
        { type: 'app.A', refcount: 2, refers: [0, 2] },
        { type: 'app.A', refcount: 1 },
      ]),
    );
    expect([...found.fate]).toEqual([Fate.REACHABLE, Fate.REACHABLE, Fate.REACHABLE]);
    expect(found.external[1]).toBe(1);
  });

  test('a young object held by old garbage waits for the collection of the old generation', () => {
    const heap = heapOf([
      { type: 'app.Old', refcount: 1, refers: [0, 1], generation: 2 },
      { type: 'app.Young', refcount: 1, generation: 0 },
    ]);
    expect(findGarbage(heap, 0).garbage).toBe(0);
    expect(findGarbage(heap, 1).garbage).toBe(0);
    expect(findGarbage(heap, 2).garbage).toBe(2);
  });

  test('frozen and untracked objects are not examined, and what they hold stays', () => {
    const heap = heapOf([
      { type: 'app.Frozen', refcount: 1, refers: [0, 1], generation: 4 },
      { type: 'app.A', refcount: 1 },
    ]);
    const found = findGarbage(heap);
    expect(found.examined).toBe(1);
    expect(found.garbage).toBe(0);
  });

  test('objects whose generation is unknown are examined by a full collection only', () => {
    const heap = heapOf([{ type: 'app.A', refcount: 1, refers: [0], generation: 3 }]);
    expect(findGarbage(heap, 1).examined).toBe(0);
    expect(findGarbage(heap, 2).garbage).toBe(1);
  });
});

describe('suspended generators', () => {
  const rows: readonly Row[] = [
    { type: 'app.Node', refcount: 1, refers: [1] },
    { type: 'builtins.generator', refcount: 1, refers: [0, 2] },
    { type: 'builtins.list_iterator', refcount: 1, refers: [3] },
    { type: 'builtins.list', refcount: 1 },
  ];

  test('closing one frees what only its frame held, and so on down', () => {
    const found = findGarbage(heapOf(rows));
    expect([...found.fate]).toEqual([
      Fate.FREED_BY_FINALIZER,
      Fate.FREED_BY_FINALIZER,
      Fate.FREED_BY_FINALIZER,
      Fate.FREED_BY_FINALIZER,
    ]);
  });

  test('what something else in the garbage holds stays to be collected', () => {
    const found = findGarbage(
      heapOf([
        { ...rows[0], refcount: 2, refers: [1, 0, 3] } as Row,
        ...rows.slice(1, 3),
        { type: 'builtins.list', refcount: 2 },
      ]),
    );
    expect([...found.fate]).toEqual([
      Fate.GARBAGE,
      Fate.GARBAGE,
      Fate.FREED_BY_FINALIZER,
      Fate.GARBAGE,
    ]);
    expect(found.garbage).toBe(3);
  });

  test('a reachable generator is not closed', () => {
    const found = findGarbage(heapOf([{ ...rows[0], refcount: 2 } as Row, ...rows.slice(1)]));
    expect(found.garbage + found.freedByFinalizer).toBe(0);
  });
});
