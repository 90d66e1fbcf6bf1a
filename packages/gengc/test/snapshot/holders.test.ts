import { describe, expect, test } from 'vitest';
import { findGarbage, findHolders, findWays } from '../../src/snapshot/index.ts';
import { parse, snapshotText } from './snapshot-text.ts';

const NAMED = `{"format":2,"python":"3.13.0","objects":7,"edges":8}
["builtins.module","builtins.dict","builtins.list","app.Node","builtins.type"]
["app","cache","app.Node"]
[0,2,64,2,3,[1],0]
[1,1,64,2,3,[2],-1,[1]]
[2,1,88,2,3,[5,4,3]]
[3,1,48,2,3,[6]]
[3,1,48,2,3,[6]]
[3,1,48,2,3,[6]]
[4,4,900,2,3,[],2]
{"truth":null}
`;

describe('holders', () => {
  test('names the way from a module to the objects, equal ways together', () => {
    const heap = parse(NAMED);
    const { clusters, objects, unreachable } = findHolders(heap, findGarbage(heap), 'app.Node');
    expect([objects, unreachable]).toEqual([3, 0]);
    expect(clusters.map(({ objects, bytes, sentence }) => [objects, bytes, sentence])).toEqual([
      [3, 144, 'module app.__dict__ → dict["cache"] → list[…] → app.Node'],
    ]);
  });

  test('names the position when only one object is held there', () => {
    const heap = parse(
      NAMED.replace('[3,1,48,2,3,[6]]\n[4', '[4,1,48,2,3,[6]]\n[4').replace(
        '[3,1,48,2,3,[6]]\n[3',
        '[4,1,48,2,3,[6]]\n[3',
      ),
    );
    const { clusters } = findHolders(heap, findGarbage(heap), 'app.Node');
    expect(clusters.map((each) => each.sentence)).toEqual([
      'module app.__dict__ → dict["cache"] → list[1] → app.Node',
    ]);
  });

  test('starts at what is held from outside when no module leads there', () => {
    const heap = parse(
      snapshotText([
        { type: 'builtins.list', refcount: 1, refers: [1] },
        { type: 'app.Node', refcount: 1 },
      ]),
    );
    const { clusters } = findHolders(heap, findGarbage(heap), 'app.Node');
    expect(clusters.map((each) => each.sentence)).toEqual(['list[0] → app.Node']);
  });

  test('prefers a way from a module to a shorter one from elsewhere', () => {
    const heap = parse(
      snapshotText([
        { type: 'builtins.module', refcount: 1, refers: [1] },
        { type: 'builtins.dict', refcount: 1, refers: [2] },
        { type: 'app.Node', refcount: 2 },
      ]),
    );
    const { clusters } = findHolders(heap, findGarbage(heap), 'app.Node');
    expect(clusters.map((each) => each.sentence)).toEqual(['module.__dict__ → dict → app.Node']);
  });

  test('counts garbage, and what only garbage holds, as held by nothing', () => {
    const heap = parse(
      snapshotText([
        { type: 'app.Node', refcount: 1, refers: [0, 1] },
        { type: 'app.Node', refcount: 1, generation: -1 },
      ]),
    );
    expect(findHolders(heap, findGarbage(heap), 'app.Node')).toMatchObject({
      objects: 2,
      unreachable: 2,
      clusters: [],
    });
  });

  test('a linked list is one cluster, its repeated steps told once', () => {
    const length = 5000;
    const rows = Array.from({ length }, (_, index) => ({
      type: 'app.Node',
      refcount: 1,
      refers: index + 1 < length ? [index + 1] : [],
    }));
    const heap = parse(snapshotText(rows));
    const { clusters, clusterCount } = findHolders(heap, findGarbage(heap), 'app.Node');
    expect(clusterCount).toBe(1);
    expect(clusters[0]?.objects).toBe(length);
  });

  test('so is one whose nodes keep their link in a dict, and its way has an end', () => {
    const length = 4000;
    const rows = Array.from({ length }, (_, index) => ({
      type: index % 2 === 0 ? 'app.Node' : 'builtins.dict',
      refcount: 1,
      refers: index + 1 < length ? [index + 1] : [],
    }));
    const heap = parse(snapshotText(rows));
    const { clusters, clusterCount } = findHolders(heap, findGarbage(heap), 'app.Node');
    expect(clusterCount).toBeLessThanOrEqual(2);
    expect(clusters[0]?.path.length).toBeLessThan(30);
  });

  test('so is one whose nodes, dicts and lists follow one another thousands of times', () => {
    const types = ['app.Node', 'builtins.dict', 'builtins.list'];
    const length = 60_000;
    const rows = Array.from({ length }, (_, index) => ({
      type: types[index % 3] as string,
      refcount: 1,
      refers: index + 1 < length ? [index + 1] : [],
    }));
    const heap = parse(snapshotText(rows));
    const { objects, clusters } = findHolders(heap, findGarbage(heap), 'builtins.list');
    expect(objects).toBe(20_000);
    expect(clusters.map((each) => each.objects)).toEqual([19_999, 1]);
  });

  test('of a very long way both ends are told, and how many objects lie between', () => {
    const length = 99;
    const rows = Array.from({ length }, (_, index) => ({
      type: `app.Type${index}`,
      refcount: 1,
      refers: index + 1 < length ? [index + 1] : [],
    }));
    const heap = parse(snapshotText(rows));
    const { clusters } = findHolders(heap, findGarbage(heap), 'app.Type98');
    const path = clusters[0]?.path ?? [];
    expect(path.map(({ name }) => name)).toEqual([
      ...Array.from({ length: 12 }, (_, index) => `app.Type${index}`),
      '…',
      ...Array.from({ length: 12 }, (_, index) => `app.Type${87 + index}`),
    ]);
    expect(path[12]?.times).toBe(75);
  });

  test('describes at most as many clusters as asked for, the largest first', () => {
    const heap = parse(
      snapshotText([
        { type: 'app.A', refcount: 1, refers: [2] },
        { type: 'app.B', refcount: 1, refers: [3, 4] },
        { type: 'app.Node', refcount: 1 },
        { type: 'app.Node', refcount: 1 },
        { type: 'app.Node', refcount: 1 },
      ]),
    );
    const { clusters, clusterCount } = findHolders(heap, findGarbage(heap), 'app.Node', 1);
    expect(clusterCount).toBe(2);
    expect(clusters.map((each) => each.sentence)).toEqual(['app.B → app.Node']);
  });

  test('an unknown type has no objects', () => {
    const heap = parse(NAMED);
    expect(findHolders(heap, findGarbage(heap), 'app.Other')).toMatchObject({
      objects: 0,
      clusters: [],
    });
  });
});

describe('ways', () => {
  test('tell the exact way to each object, in the order asked for', () => {
    const heap = parse(NAMED);
    const ways = findWays(heap, findGarbage(heap), [4, 0, 5]);
    expect(ways.map((way) => way?.sentence)).toEqual([
      'module app.__dict__ → dict["cache"] → list[1] → app.Node',
      'module app',
      'module app.__dict__ → dict["cache"] → list[2] → app.Node',
    ]);
    expect(ways[1]?.path).toEqual([
      { object: 0, type: 'builtins.module', name: 'module app', reference: null, times: 1 },
    ]);
  });

  test('lead to nothing that is unreachable', () => {
    const heap = parse(snapshotText([{ type: 'app.Ring', refcount: 1, refers: [0] }]));
    expect(findWays(heap, findGarbage(heap), [0])).toEqual([null]);
  });
});
