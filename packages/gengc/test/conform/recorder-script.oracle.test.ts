import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelOf, type Program } from '@memstrata/refcount/conform';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareProgram, RECORDER_SCRIPT, randomProgram } from '../../src/conform/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'memstrata-recorder-'));
afterAll(() => rmSync(folder, { recursive: true }));

const [script, source, target] = ['recorder.py', 'programs.jsonl', 'observations.jsonl'].map(
  (name) => join(folder, name),
) as [string, string, string];

interface Observed {
  readonly name: string;
  readonly version: string;
  readonly base: number;
  readonly frozen: number;
  readonly obs: readonly string[];
}

/** What the `python3` of the PATH does with the programs. */
function perform(...programs: readonly Program[]): Observed[] {
  writeFileSync(script, RECORDER_SCRIPT);
  writeFileSync(source, programs.map((program) => `${JSON.stringify(program)}\n`).join(''));
  execFileSync('python3', ['-I', '-S', '-B', '-X', 'utf8', script, source, target]);
  const text = readFileSync(target, 'utf8').trim();
  return text.split('\n').map((line) => JSON.parse(line) as Observed);
}

/** Why these tests cannot run here, if they cannot. */
const found = spawnSync('python3', ['-c', 'import platform; print(platform.python_version())']);
const version = found.status === 0 ? found.stdout.toString().trim() : '';
const lacking =
  version === '' ? 'no python3' : modelOf(version) ? '' : `${version} is not modelled`;

const nothing: Program = {
  name: 'nothing',
  threshold: [1, 1, 1],
  nids: 1,
  ops: Array.from({ length: 40 }, () => ['nop'] as const),
};
const rings = randomProgram('rings', 11, 120);
const slowly: Program = {
  ...rings,
  name: 'slowly',
  ops: rings.ops.flatMap((op) => [op, ['nop'] as const]),
};
const programs = [
  nothing,
  rings,
  slowly,
  randomProgram('finalizers', 12, 200),
  randomProgram('containers', 12, 200),
];

describe.skipIf(lacking)(`the recorder on ${lacking || version}`, () => {
  let observed: readonly Observed[] = [];
  beforeAll(() => {
    observed = perform(...programs);
  });
  const linesOf = (name: string): readonly string[] =>
    observed.find((each) => each.name === name)?.obs ?? [];

  test('is not seen by the collector: doing nothing changes no count, at thresholds of 1', () => {
    expect(linesOf('nothing')).toHaveLength(41);
    expect(new Set(linesOf('nothing'))).toEqual(new Set(['0,0,0']));
  });

  test('is not seen by a program: with a nop after every operation each line is the same', () => {
    const padded = linesOf('slowly');
    expect(padded.filter((_, index) => index === 0 || index % 2 === 1)).toEqual(
      linesOf(rings.name),
    );
    for (let index = 2; index < padded.length; index += 2)
      expect(padded[index]).toBe(padded[index - 1]?.split(' ')[0]);
  });

  test('writes what the model of that version prints too', () => {
    expect(observed.map(({ name }) => name)).toEqual(programs.map(({ name }) => name));
    for (const [index, record] of observed.entries()) {
      const [base, frozen] = [record.base, record.frozen].map((own) => ({ [record.version]: own }));
      const group = { ...record, versions: [record.version], base, frozen };
      const model = modelOf(record.version);
      expect(model && compareProgram(programs[index], group, model), record.name).toEqual([]);
    }
  });
});
