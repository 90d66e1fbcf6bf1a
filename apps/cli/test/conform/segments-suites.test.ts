/** The suites of the segments layer, on the recordings of its package. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { invoke } from '../invoke.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const RECORDED = join(import.meta.dirname, '../../../../packages/segments/test/recorded');
const recorded = (name: string): string => join(RECORDED, name);
const unpacked = (name: string): string => gunzipSync(readFileSync(recorded(name))).toString();
const folder = temporaryFolder();

function put(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

/** Binaries and loaders, found from wherever the records lie. */
const below = (): string[] => ['--root', recorded('bin')];
const samples = readdirSync(recorded('maps')).map((name) => recorded(`maps/${name}`));

const suites: [suite: string, total: number, argv: readonly string[]][] = [
  ['elf', 39, [recorded('fixtures-elf.jsonl.gz'), ...below()]],
  ['exec', 256, [recorded('fixtures-exec.jsonl.gz'), ...below()]],
  ['vmops', 100, [recorded('vmops.jsonl.gz')]],
  ['observe', 66, [recorded('observe.json.gz'), ...below()]],
  ['frames', 140, [recorded('frames.jsonl.gz')]],
  ['maps', 6, [...samples, '--labels', recorded('maps-labels.json')]],
];

test.each(suites)('conform %s matches all %i units', async (suite, total, argv) => {
  const { status, stdout, stderr } = await invoke(['conform', suite, ...argv]);
  expect({ status, stdout, stderr }).toEqual({
    status: 0,
    stdout: `${suite}: matched ${total} of ${total}\n`,
    stderr: '',
  });
});

interface Observed {
  readonly program: string;
  readonly args: string[];
  readonly binary: { file: string; sha256: string };
  readonly expect: { exit?: number; start_brk?: string };
  skip?: string;
}

const observed = (): Observed[] => JSON.parse(unpacked('observe.json.gz')) as Observed[];

describe('conform observe', () => {
  test('--json names the run and the fact that differs', async () => {
    const records = observed().slice(0, 2);
    Object.assign(records[1]!.expect, { exit: 77 });
    const file = put('observe.json', records);
    const { status, stdout } = await invoke(['conform', 'observe', file, ...below(), '--json']);
    const { program, args } = records[1]!;
    const id = ['1', program, ...args].join(' ');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      suite: 'observe',
      matched: 1,
      total: 2,
      skipped: [],
      mismatches: [{ id, at: 'exit', expected: '77', actual: '0' }],
    });
  });

  test('skips what cannot be compared here, and says why', async () => {
    const [absent, other, skipped, last] = observed();
    absent!.binary.file = 'bin/none';
    other!.binary.sha256 = 'another';
    skipped!.skip = 'the machine was asleep';
    const file = put('observe.json', [absent, other, skipped, last]);
    expect(await invoke(['conform', 'observe', file, ...below()])).toMatchObject({
      status: 0,
      stdout:
        'observe: matched 1 of 1, skipped 3 (1 not found, 1 another version, 1 the machine was asleep)\n',
    });
  });

  test.each([
    ['text', 'hello', ': expected JSON'],
    ['an object', {}, ': expected a list of records'],
    ['a record without its binary', [{ program: 'brk' }], '[0]: expected an object with "file"'],
    ['a record of nothing', [null], '[0]: expected an object with "program"'],
  ])('%s has status 2', async (_, content, message) => {
    const file = put('observe.json', content);
    const { status, stderr } = await invoke(['conform', 'observe', file, ...below()]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^memstrata: .*\n$/);
    expect(stderr).toContain(`${file}${message}`);
  });
});

describe('conform frames', () => {
  test('one number changed fails, naming record, place, expected and actual', async () => {
    const [first = '', second = ''] = unpacked('frames.jsonl.gz').split('\n');
    const spoiled = JSON.parse(second) as { id: string; expect: { depth: number } };
    spoiled.expect.depth += 1;
    const file = put('frames.jsonl', `${first}\n${JSON.stringify(spoiled)}\n`);
    const { status, stdout } = await invoke(['conform', 'frames', file]);
    const { depth } = spoiled.expect;
    expect(status).toBe(1);
    expect(stdout).toBe(
      `✗ ${spoiled.id}, expect.depth: expected ${depth}, actual ${depth - 1}\nframes: matched 1 of 2\n`,
    );
  });

  test('a record without what to expect has status 2', async () => {
    const { expect: _, ...given } = JSON.parse(unpacked('frames.jsonl.gz').split('\n')[0] ?? '');
    const file = put('frames.jsonl', `${JSON.stringify(given)}\n`);
    const { status, stderr } = await invoke(['conform', 'frames', file]);
    expect([status, stderr]).toEqual([
      2,
      `memstrata: ${file}:1: record field expect: expected an object\n`,
    ]);
  });
});
