import { expect, test } from 'vitest';
import { compareFrames, RecordFormatError } from '../../src/conform/index.ts';
import { recordedLines } from '../recorded.ts';
import { leavesOf, spoiledAt } from './spoil.ts';

interface Recorded {
  readonly id: string;
  readonly expect: unknown;
}

const records = (await recordedLines('frames.jsonl.gz')) as Recorded[];

test('140 stacks of calls are as the conventions predict', () => {
  expect(records).toHaveLength(140);
  for (const record of records) expect(compareFrames(record), record.id).toEqual([]);
});

test('one spoiled value is noticed, in every record and at its place', () => {
  for (const [index, record] of records.entries()) {
    const leaves = leavesOf(record.expect);
    const path = leaves[(index * 31) % leaves.length]!;
    const mismatches = compareFrames(spoiledAt(record, ['expect', ...path]));
    expect(mismatches.map(({ at }) => at)).toEqual([['expect', ...path].join('.')]);
  }
});

test('a record of another format is refused', () => {
  expect(() => compareFrames({})).toThrow(RecordFormatError);
  const record = structuredClone(records[0]!);
  Reflect.set(record, 'given', {});
  expect(() => compareFrames(record)).toThrow(/given/);
});
