import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instanceType, ObjectHeap, type PythonVersion } from '@memstrata/refcount';
import { modelOf } from '@memstrata/refcount/conform';
import { expect, test } from 'vitest';
import { type CallbackInfo, CycleCollector } from '../src/index.ts';

type Phase = 'start' | 'stop';

interface Recorded {
  readonly python: string;
  /** How many rings the two collections took. */
  readonly rings: readonly [few: number, many: number];
  /** What the second told beyond the first. */
  readonly more: Readonly<Record<Phase, Readonly<Record<string, number>>>>;
  /** Collections that started although they were due only in a call that ended in `gc.disable()`. */
  readonly dueAndDisabled: number | null;
}

const records: Recorded[] = readFileSync(
  join(import.meta.dirname, 'recorded/callbacks.jsonl'),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

const Node = instanceType('Node', 1);

/** What a collection of so many rings of two tells. */
function told(python: PythonVersion, rings: number): Record<Phase, CallbackInfo> {
  const heap = new ObjectHeap({ python });
  const collector = new CycleCollector(heap);
  collector.enabled = false;
  const infos: Partial<Record<Phase, CallbackInfo>> = {};
  collector.callbacks.push((phase, info) => {
    infos[phase] = info;
  });
  for (let ring = 0; ring < rings; ring++) {
    const [one, two] = [heap.create(Node), heap.create(Node)];
    heap.refer(one, 0, two);
    heap.refer(two, 0, one);
    heap.decref(one);
    heap.decref(two);
  }
  collector.collect(0);
  return infos as Record<Phase, CallbackInfo>;
}

test.each(records)('collections tell of themselves as on $python', (record) => {
  const python = modelOf(record.python) as PythonVersion;
  const [few, many] = record.rings.map((rings) => told(python, rings));
  for (const phase of ['start', 'stop'] as const) {
    const before = { ...few?.[phase] } as Record<string, number>;
    const more = Object.entries({ ...many?.[phase] }).map(([name, count]) => [
      name,
      count - (before[name] ?? 0),
    ]);
    expect(Object.fromEntries(more), phase).toEqual(record.more[phase]);
  }
});

test.each(records.filter(({ dueAndDisabled }) => dueAndDisabled !== null))(
  'a collection that is due when it is disabled starts or not as on $python',
  (record) => {
    const heap = new ObjectHeap({ python: modelOf(record.python) as PythonVersion });
    const collector = new CycleCollector(heap);
    collector.thresholds = [50, 10, 10];
    for (let count = 0; count < 60; count++) heap.create(Node);
    collector.enabled = false;
    heap.safePoint();
    expect(collector.stats[0]?.collections).toBe(record.dueAndDisabled);
  },
);
