import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type PythonVersion, pythonVersions } from '@memstrata/refcount';
import { interpreterOf, type Observations, readObservations } from '@memstrata/refcount/conform';
import { describe, expect, test } from 'vitest';
import { compareProgram, programThemes } from '../../src/conform/index.ts';

const read = (file: string): unknown[] =>
  gunzipSync(readFileSync(join(import.meta.dirname, '../recorded/programs', file)))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const named = (programs: unknown[]): Map<string, unknown> =>
  new Map(programs.map((program) => [(program as { name: string }).name, program]));

/** Random programs with thousands of objects: compared here on the first and last version of each group. */
const LARGE = /^(default|big13|longlived)-/;

function compareAll(
  programs: Map<string, unknown>,
  records: readonly Observations[],
  python: PythonVersion,
): number {
  let compared = 0;
  for (const record of records) {
    if (interpreterOf(record, python) === null) continue;
    compared++;
    if (LARGE.test(record.name) && !isOutermost(record, python)) continue;
    expect(compareProgram(programs.get(record.name), record, python), record.name).toEqual([]);
  }
  return compared;
}

function isOutermost(record: Observations, python: PythonVersion): boolean {
  const modelled = pythonVersions.filter((version) => interpreterOf(record, version) !== null);
  return process.env['LONG'] === '1' || python === modelled.at(0) || python === modelled.at(-1);
}

describe('programs of our own generator', () => {
  const programs = named(read('random-programs.jsonl.gz'));
  const records = read('random-observations.jsonl.gz').map(readObservations);

  test.each(pythonVersions.filter((python) => python !== '3.14.5'))(
    'are as %s printed them',
    (python) => {
      expect(compareAll(programs, records, python)).toBe(
        python === '3.6' ? programThemes.length - 1 : programThemes.length,
      );
    },
  );
});

describe('programs written for one rule each', () => {
  const programs = named(read('rule-programs.jsonl.gz'));
  const records = read('rule-observations.jsonl.gz').map(readObservations);

  test.each(pythonVersions.filter((python) => python !== '3.14.5'))(
    'are as %s printed them',
    (python) => {
      expect(compareAll(programs, records, python)).toBe(programs.size);
    },
  );
});

describe('random programs with seeds of their own', () => {
  const programs = named(read('fresh-programs.jsonl.gz'));
  const records = read('fresh-observations.jsonl.gz').map(readObservations);
  const lines = (name: string): number =>
    records.find((record) => record.name === name)?.obs.length ?? 0;

  test('are printed as their newest interpreter printed them', () => {
    let compared = 0;
    for (const record of records) {
      const python = pythonVersions.findLast((version) => interpreterOf(record, version) !== null);
      if (!python) continue;
      expect(compareProgram(programs.get(record.name), record, python), record.name).toEqual([]);
      compared += lines(record.name);
    }
    expect(compared).toBeGreaterThan(50_000);
  }, 120_000);
});

describe('every line of every public program', () => {
  const programs = named(read('programs.jsonl.gz'));
  const records = read('observations.jsonl.gz').map(readObservations);

  test.each(pythonVersions.filter((python) => python !== '3.14.5'))(
    'is as %s printed it',
    (python) => {
      expect(compareAll(programs, records, python)).toBe(python === '3.6' ? 130 : 140);
    },
    120_000,
  );

  test('a record of 3.14.2 is refused: its collector is not modelled', () => {
    const record = records.find(({ versions }) => versions.join() === '3.14.2');
    expect(() => compareProgram(programs.get(record?.name ?? ''), record, '3.14.5')).toThrow(
      expect.objectContaining({ code: 'ERR_RECORD_FORMAT', field: 'versions' }),
    );
  });
});
