import { expect, test } from 'vitest';
import {
  dictType,
  instanceType,
  listType,
  ObjectHeap,
  type ObjectId,
  Referents,
  tupleType,
} from '../src/index.ts';

test('the rows show what visiting shows, or say that visiting must be asked', () => {
  const heap = new ObjectHeap({ python: '3.12', capacity: 1 });
  const Node = instanceType('Node', 3);
  const item = heap.create(Node);
  heap.immortalize(item);
  const node = heap.create(Node);
  heap.refer(node, 0, item);
  heap.refer(node, 2, node);
  const built = [tupleType, listType, dictType].map((type) => heap.createWith(type, [item, node]));
  const { refcounts, types, starts, cells, shown } = heap.rows();
  const seen = (object: ObjectId): number[] | null => {
    const start = starts[object] as number;
    const length = shown[types[object] as number] as number;
    return length < 0 ? null : [...cells.subarray(start, start + length)];
  };
  for (const object of [item, node, ...built]) {
    const window = new Referents();
    heap.visit(object, window);
    expect(seen(object) ?? [...window.ids.subarray(window.start, window.end)]).toEqual([
      ...window.ids.subarray(window.start, window.end),
    ]);
    if (heap.isImmortal(object))
      expect((refcounts[object] as number) >>> 0).toBeGreaterThanOrEqual(2 ** 30);
    else expect(refcounts[object]).toBe(heap.refcount(object));
  }
  expect(seen(node)).toEqual([item, 0, node]);
  expect(built.map(seen)).toEqual([null, null, null]);
});

test('a page is regular while its rows have their cells one after the other and are visited slot by slot', () => {
  const heap = new ObjectHeap({ python: '3.12', capacity: 16 });
  const Pair = instanceType('Pair', 2);
  const row = (page: number): ObjectId => (page * 64) as ObjectId;
  for (let count = 0; count < 48 + 4 * 64; count++) heap.create(Pair);
  expect([...heap.rows().regular.subarray(0, 5)]).toEqual([2, 2, 2, 2, 2]);
  const born = [heap.create(Pair), heap.create(instanceType('Triple', 3)), heap.create(Pair)];
  expect(heap.rows().regular[(born[0] as number) >> 6]).toBe(0);
  // the same cells, taken again by something with items, or visited last to first
  heap.decref(row(1));
  heap.createWith(tupleType, []);
  expect([...heap.rows().regular.subarray(0, 5)]).toEqual([2, 0, 2, 2, 2]);
  heap.decref(row(3));
  heap.create({ name: 'Backward', slots: 2, visitOrder: 'backward' });
  expect([...heap.rows().regular.subarray(0, 5)]).toEqual([2, 0, 2, 0, 2]);
  heap.decref(row(4));
  heap.create(instanceType('Other', 2, { finalize: () => undefined }));
  expect([...heap.rows().regular.subarray(0, 5)]).toEqual([2, 0, 2, 0, 2]);
});

test('every row of a regular page shows its cells where the page says they are', () => {
  const heap = new ObjectHeap({ python: '3.12' });
  const types = [0, 1, 2, 3, 33].map((slots) => instanceType(`Of${slots}`, slots));
  const living: ObjectId[] = [];
  let x = 1;
  for (let step = 0; step < 4000; step++) {
    x = (Math.imul(x, 1664525) + 1013904223) | 0;
    const type = types[(x >>> 9) % 64 === 0 ? (x >>> 20) % 5 : (step >> 9) % 5];
    if ((x >>> 24) % 3 === 0 && living.length > 0)
      heap.decref(living.splice((x >>> 8) % living.length, 1)[0] as ObjectId);
    else living.push(heap.create(type as (typeof types)[0]));
  }
  const { types: typeOf, starts, shown, regular } = heap.rows();
  let seen = 0;
  for (const object of living) {
    const cells = regular[object >> 6] as number;
    if (cells === 0) continue;
    seen++;
    const first = Math.max(16, object & ~63);
    expect(shown[typeOf[object] as number]).toBe(cells);
    expect(starts[object]).toBe((starts[first] as number) + (object - first) * cells);
  }
  expect(seen).toBeGreaterThan(200);
});

test('untracking is needed once a type with its rules was used', () => {
  const heap = new ObjectHeap({ python: '3.12' });
  heap.create(instanceType('Node', 1));
  expect(heap.untracking.isNeeded('tuple')).toBe(false);
  heap.create(tupleType, 1);
  expect(['tuple', 'dict'].map((kind) => heap.untracking.isNeeded(kind as 'tuple'))).toEqual([
    true,
    false,
  ]);
});
