import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { againstModel, againstRecord } from '../../../src/verify/gengc/programs.ts';
import { StoredRecords } from '../../../src/verify/gengc/stored-records.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const root = temporaryFolder();
const folder = join(root, 'packages/gengc/test/recorded/programs');
const PROGRAM = {
  name: 'one',
  threshold: [700, 10, 10],
  nids: 1,
  ops: [
    ['new', 0, 0, 'o', 0, 0],
    ['drop', 0],
  ],
};
const LINES = ['0,0,0', '1,0,0', '0,0,0 A0 Z0'];
const observed = (version: string, obs: readonly string[] = LINES) => ({
  name: 'one',
  version,
  base: 0,
  frozen: 7,
  obs,
});
const put = (name: string, ...values: object[]): void =>
  writeFileSync(
    join(folder, name),
    gzipSync(values.map((value) => `${JSON.stringify(value)}\n`).join('')),
  );
const groups = (): object[] =>
  gunzipSync(readFileSync(join(folder, 'observations.jsonl.gz')))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const GROUP = { name: 'one', versions: ['3.12.1'], base: {}, frozen: { '3.12.1': 5 }, obs: LINES };

function open(): StoredRecords {
  mkdirSync(folder, { recursive: true });
  put('programs.jsonl.gz', PROGRAM);
  put('observations.jsonl.gz', GROUP);
  return StoredRecords.open(root) as StoredRecords;
}

test('there are none outside a repository', () => {
  expect(StoredRecords.open(null)).toBeNull();
  expect(StoredRecords.open(join(root, 'elsewhere'))).toBeNull();
});

describe('what an interpreter does now', () => {
  test('agrees with its record and with the model, or differs at a named operation', () => {
    const stored = open();
    const changed = observed('3.12.1', ['0,0,0', '1,0,0', '0,0,0 A0']);
    const outcomes = [observed('3.12.1'), changed].flatMap((each) => [
      ...againstRecord(each, stored.programs, stored),
      againstModel(each, stored.programs),
    ]);
    expect(outcomes.map((outcome) => 'matched' in outcome && outcome.matched)).toEqual([
      1, 1, 0, 0,
    ]);
    expect(outcomes[2]).toMatchObject({
      mismatches: [{ at: 'operation 2: ["drop",0]', expected: '0,0,0 A0 Z0', actual: '0,0,0 A0' }],
    });
  });

  test('is skipped, with the reason, where no record or no model of its version is', () => {
    const stored = open();
    expect(againstRecord(observed('3.13.0'), stored.programs, stored)).toEqual([
      { id: 'one on 3.13.0', why: 'not recorded' },
    ]);
    expect(againstModel(observed('3.14.2'), stored.programs)).toEqual({
      id: 'one on 3.14.2',
      why: 'version not modelled',
    });
    expect(againstModel(observed('3.13.0', []), stored.programs)).toEqual({
      id: 'one on 3.13.0',
      why: 'watching disturbed it',
    });
  });
});

describe('recording', () => {
  test('adds a version to the group that does the same, and keeps those that are not here', () => {
    const stored = open();
    stored.keep(observed('3.13.0'));
    stored.keep(observed('3.8.18', ['0,0,0', '1,0,0', '0,0,0']));
    expect(stored.write()).toEqual(['packages/gengc/test/recorded/programs/observations.jsonl.gz']);
    expect(groups()).toMatchObject([
      { versions: ['3.8.18'], obs: ['0,0,0', '1,0,0', '0,0,0'] },
      { versions: ['3.12.1', '3.13.0'], frozen: { '3.12.1': 5, '3.13.0': 7 }, obs: LINES },
    ]);
  });

  test('writes nothing where nothing is new', () => {
    const stored = open();
    stored.keep(observed('3.12.1'));
    expect(stored.write()).toEqual([]);
  });

  test('takes other random programs in place of those kept, with their records', () => {
    const stored = open();
    const random = { ...PROGRAM, name: 'random' };
    stored.replaceRandom(new Map([['random', random]]));
    stored.keep({ ...observed('3.12.1'), name: 'random' });
    expect(stored.write().map((file) => file.split('/').at(-1))).toEqual([
      'random-programs.jsonl.gz',
      'random-observations.jsonl.gz',
    ]);
    expect([...(StoredRecords.open(root)?.programs.keys() ?? [])]).toEqual(['one', 'random']);
  });
});
