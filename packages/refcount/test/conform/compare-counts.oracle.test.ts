import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compareCounts, countingModelOf, readObservations } from '../../src/conform/index.ts';
import { pythonVersions } from '../../src/index.ts';

const read = (file: string): unknown[] =>
  gunzipSync(readFileSync(join(import.meta.dirname, '../recorded', file)))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const programs = new Map(
  read('programs.jsonl.gz').map((program) => [(program as { name: string }).name, program]),
);
const records = read('observations.jsonl.gz').map(readObservations);

/** Fewer would mean that the recording lost programs. */
const FEWEST = 30;

test.each(pythonVersions)('what counting alone decides is as recorded on %s', (python) => {
  let compared = 0;
  for (const record of records) {
    if (!record.versions.some((version) => countingModelOf(version) === python)) continue;
    const mismatches = compareCounts(programs.get(record.name), record, python);
    expect(mismatches, record.name).toEqual([]);
    compared++;
  }
  expect(compared).toBeGreaterThanOrEqual(FEWEST);
});

test('a changed line of the record is named by its operation', () => {
  const record = records.find(({ name }) => name === 'refcount-first') ?? records[0];
  if (!record) throw new Error('no record');
  const obs = record.obs.map((line, index) => (index === 2 ? `${line} A77` : line));
  const [mismatch] = compareCounts(programs.get(record.name), { ...record, obs }, '3.12');
  expect(mismatch?.at).toMatch(/^operation 2: \["drop"/);
});
