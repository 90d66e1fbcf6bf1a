import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compareCounts, interpreterOf, readObservations } from '../../src/conform/index.ts';
import { type PythonVersion, pythonVersions } from '../../src/index.ts';

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

/** Programs compared per version; 3.6 has no `freeze`, 3.14.5 was not recorded. */
const COMPARED: Readonly<Record<PythonVersion, number>> = {
  '3.6': 34,
  '3.7': 36,
  '3.8': 36,
  '3.9': 36,
  '3.10': 36,
  '3.11': 36,
  '3.12': 36,
  '3.13': 36,
  '3.14.5': 0,
  '3.15': 36,
};

test.each(pythonVersions)('what counting alone decides is as recorded on %s', (python) => {
  let compared = 0;
  for (const record of records) {
    if (interpreterOf(record, python) === null) continue;
    const mismatches = compareCounts(programs.get(record.name), record, python);
    expect(mismatches, record.name).toEqual([]);
    compared++;
  }
  expect(compared).toBe(COMPARED[python]);
});

test('a changed line of the record is named by its operation', () => {
  const record = records.find(({ name }) => name === 'refcount-first') ?? records[0];
  if (!record) throw new Error('no record');
  const obs = record.obs.map((line, index) => (index === 2 ? `${line} A77` : line));
  const [mismatch] = compareCounts(programs.get(record.name), { ...record, obs }, '3.12');
  expect(mismatch?.at).toMatch(/^operation 2: \["drop"/);
});
