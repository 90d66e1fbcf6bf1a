import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { modelOf } from '../src/conform/index.ts';
import {
  instanceType,
  ObjectHeap,
  type ObjectId,
  type ObjectType,
  type PythonVersion,
  weakReferenceType,
} from '../src/index.ts';

interface Recorded {
  readonly python: string;
  readonly sharing: {
    readonly same: readonly number[];
    readonly count: number;
    readonly order: readonly number[];
  };
  readonly links: number;
  readonly asksAt: number;
  readonly turns: readonly number[];
  readonly last: boolean;
}

const records: Recorded[] = readFileSync(
  join(import.meta.dirname, 'recorded/weak-references.jsonl'),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

const heapOf = ({ python }: Recorded): ObjectHeap =>
  new ObjectHeap({ python: modelOf(python) as PythonVersion });

const NEXT = 0;
const ASKS = 1;

test('every version but 3.14 is recorded', () => {
  expect(records).toHaveLength(9);
});

test.each(records)('weak references are shared and ordered as on $python', (record) => {
  const heap = heapOf(record);
  const thing = heap.create(instanceType('Thing', 1));
  const Sub: ObjectType = { name: 'Sub', slots: 0, weakReference: true };
  const called = (): void => {};
  const made = [
    heap.refWeakly(thing, null, weakReferenceType),
    heap.refWeakly(thing, null, weakReferenceType),
    heap.refWeakly(thing, called, weakReferenceType),
    heap.refWeakly(thing, called, weakReferenceType),
    heap.refWeakly(thing, null, Sub),
    heap.refWeakly(thing, null, Sub),
  ];
  const kept = heap.weakReferences.of(thing);
  expect({
    same: made.map((each) => made.indexOf(each)),
    count: kept.length,
    order: kept.map((each) => made.indexOf(each)),
  }).toEqual(record.sharing);
});

test.each(records)('a chain that dies answers through weak references as on $python', (record) => {
  const heap = heapOf(record);
  const answers: boolean[] = [];
  const weak: ObjectId[] = [];
  const Link = instanceType('Link', 2);
  const Asks = instanceType('Asks', 1, {
    finalize: () => {
      for (const each of weak) answers.push(heap.dereference(each) !== null);
    },
  });
  const links = Array.from({ length: record.links }, () => heap.create(Link));
  for (const link of links) weak.push(heap.refWeakly(link, null, weakReferenceType));
  const hand = (holder: ObjectId, slot: number, object: ObjectId): void => {
    heap.refer(holder, slot, object);
    heap.decref(object);
  };
  for (const [at, link] of links.entries()) if (at > 0) hand(links[at - 1]!, NEXT, link);
  hand(links[record.asksAt]!, ASKS, heap.create(Asks));
  heap.decref(links[0]!);
  const turns = answers.flatMap((answer, at) => (at > 0 && answer !== answers[at - 1] ? [at] : []));
  expect([turns, answers.at(-1)]).toEqual([record.turns, record.last]);
});
