import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { modelOf } from '../src/conform/index.ts';
import {
  dictType,
  instanceType,
  listType,
  ObjectHeap,
  type ObjectType,
  type PythonVersion,
  tupleType,
} from '../src/index.ts';
import { Told } from './model/told.ts';

interface Recorded {
  readonly python: string;
  readonly made: number;
  readonly kept: readonly {
    readonly name: string;
    readonly length: number;
    readonly kept: number;
  }[];
  readonly getrefcount: { readonly temporary: number; readonly 'two names': number };
  readonly none: number | null;
}

const records: Recorded[] = readFileSync(
  join(import.meta.dirname, 'recorded/free-lists.jsonl'),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

const types: Readonly<Record<string, ObjectType>> = {
  list: listType,
  dict: dictType,
  tuple: tupleType,
  method: { name: 'method', kind: 'container', slots: 2, freeList: 'method' },
};

/** What the collector does not hear of when that many objects are made and dropped. */
function kept(python: PythonVersion, type: ObjectType, length: number, made: number): number {
  const heap = new ObjectHeap({ python });
  const told = new Told();
  heap.tracking = told;
  const objects = Array.from({ length: made }, () => heap.create(type, length));
  const before = told.net;
  for (const object of objects) heap.decref(object);
  return made - (before - told.net);
}

test.each(records)('free lists keep as many dead objects as those of $python', (record) => {
  const python = modelOf(record.python) as PythonVersion;
  for (const { name, length, kept: recorded } of record.kept)
    expect(
      kept(python, types[name] as ObjectType, length, record.made),
      `${name} of ${length}`,
    ).toBe(recorded);
});

test.each(records)('sys.getrefcount says what that of $python says', (record) => {
  const heap = new ObjectHeap({ python: modelOf(record.python) as PythonVersion });
  const local = heap.create(instanceType('Owner', 1));
  expect(heap.refcount(local)).toBe(record.getrefcount.temporary);
  heap.incref(local);
  expect(heap.getrefcount(local)).toBe(record.getrefcount['two names']);
  if (record.none === null) return;
  heap.immortalize(local);
  expect(heap.getrefcount(local)).toBe(record.none);
});

test('from 3.14 on a local variable is lent to the call, not counted for it', () => {
  for (const python of ['3.14.5', '3.15'] as const) {
    const heap = new ObjectHeap({ python });
    expect(heap.getrefcount(heap.create(instanceType('Owner', 1)))).toBe(1);
  }
});
