import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { replay } from '@memstrata/scenarios';
import { library } from '@memstrata/scenarios/library';
import { tell } from '@memstrata/scenarios/story';
import { describe, expect, test } from 'vitest';
import { invoke } from '../invoke.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const folder = temporaryFolder();
const split = library['malloc-split'];

describe('run', () => {
  test.each(['en', 'zh'] as const)('tells the whole story in %s', async (language) => {
    const { stdout, status } = await invoke(['run', split.id, '--lang', language]);
    expect(status).toBe(0);
    expect(stdout).toBe(tell(split, language, { columns: 80, color: false }));
  });

  test('--step tells one step', async () => {
    const { stdout } = await invoke(['run', split.id, '--step', '1']);
    expect(stdout).toContain('Step 1 of ');
    expect(stdout).not.toContain('Step 2 of ');
  });

  test('--json prints every moment with its sentences', async () => {
    const told = JSON.parse((await invoke(['run', split.id, '--json'])).stdout);
    expect(told.id).toBe(split.id);
    expect(told.moments).toHaveLength(replay(split).length);
    expect(told.moments[0].sentences.length).toBeGreaterThan(0);
  });

  test('--perfetto writes a trace of slices and counters', async () => {
    const file = join(folder, 'trace.json');
    const { status } = await invoke(['run', split.id, '--perfetto', file]);
    expect(status).toBe(0);
    const { traceEvents } = JSON.parse(readFileSync(file, 'utf8'));
    const phases = new Set(traceEvents.map(({ ph }: { ph: string }) => ph));
    expect([...phases].sort()).toEqual(['C', 'M', 'X']);
  });

  test('--svg writes the figures of a step, with the selection marked', async () => {
    const file = join(folder, 'step.svg');
    await invoke(['run', 'from-name-to-page', '--step', '2', '--select', 'a', '--svg', file]);
    const svg = readFileSync(file, 'utf8');
    expect(svg).toMatch(/^<svg .*<\/svg>\n$/s);
    expect(svg.match(/data-selected/g)?.length).toBeGreaterThan(4);
  });

  test('a file that cannot be written is told in words', async () => {
    const { status, stderr } = await invoke([
      'run',
      split.id,
      '--svg',
      join(folder, 'no', 'a.svg'),
    ]);
    expect(status).toBe(1);
    expect(stderr).toContain('a.svg');
  });

  test('shows one thing on every layer', async () => {
    const { stdout } = await invoke(['run', 'from-name-to-page', '--step', '2', '--select', 'a']);
    expect(stdout).toContain('Selected a');
    expect(stdout).toMatch(/> arena +0x[0-9a-f]+ +1,048,576 bytes/);
  });

  test('performs a program from a file as it performs one of the library', async () => {
    const file = join(folder, 'own.json');
    writeFileSync(file, JSON.stringify(split));
    expect(await invoke(['run', file])).toEqual(await invoke(['run', split.id]));
  });
});

describe('what cannot be run costs one line', () => {
  test.each([
    [
      'an unknown scenario',
      ['run', 'maloc-split'],
      2,
      "unknown scenario 'maloc-split' (did you mean malloc-split?)",
    ],
    ['a missing file', ['run', './none.json'], 1, './none.json: no such file'],
    [
      'a step beyond the last',
      ['run', 'malloc-split', '--step', '99'],
      2,
      `there is no step 99: the steps are 1 to ${split.program.length}`,
    ],
  ])('%s', async (_, argv, status, message) => {
    expect(await invoke(argv)).toEqual({ status, stdout: '', stderr: `memstrata: ${message}\n` });
  });

  test.each<[string, object, string]>([
    [
      'an operation misspelt',
      { program: [{ op: 'maloc' }] },
      'program[0].op: "maloc" is no operation. (did you mean malloc?)',
    ],
    [
      'one in a loop',
      { program: [{ op: 'repeat', times: 2, steps: [{ op: 'nwe' }] }] },
      'program[0].steps[0].op: "nwe" is no operation. (did you mean new?)',
    ],
    ['no claims', { claims: undefined }, 'claims: expected an object.'],
    [
      'a heap of no size there is',
      { machine: { heap: { bytes: -16 } } },
      'machine.heap.bytes: -16 is not a whole number from 16 to 1073741824 and a multiple of 16.',
    ],
  ])('a scenario with %s', async (_, fields, message) => {
    const file = join(folder, 'spoilt.json');
    writeFileSync(file, JSON.stringify({ ...split, ...fields }));
    expect(await invoke(['run', file])).toEqual({
      status: 1,
      stdout: '',
      stderr: `memstrata: ${file}: ${message}\n`,
    });
  });

  test('an empty file', async () => {
    const file = join(folder, 'empty.json');
    writeFileSync(file, ' \n');
    const { stderr } = await invoke(['run', file]);
    expect(stderr).toBe(`memstrata: ${file}: the file is empty, expected JSON\n`);
  });

  test.each([
    ['text', 'hello'],
    ['nothing', '{}'],
    ['null', 'null'],
    ['a step without a name', JSON.stringify({ ...split, program: [{ op: 'free', of: 'a' }] })],
    ['an unknown operation', JSON.stringify({ ...split, program: [{ op: 'explode' }] })],
  ])('a file that holds %s', async (name, content) => {
    const file = join(folder, `${name.replaceAll(' ', '-')}.json`);
    writeFileSync(file, content);
    const { status, stdout, stderr } = await invoke(['run', file]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^memstrata: .*\.json: .+\n$/);
    expect(stderr).not.toMatch(/undefined|not a function|Cannot read/);
  });
});
