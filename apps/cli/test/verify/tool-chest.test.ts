/** Which tools a run is performed with, and what is said of the others. */
import { confirm, type OracleRun } from '@memstrata/scenarios/confirm';
import { library } from '@memstrata/scenarios/library';
import { expect, test } from 'vitest';
import type { FoundTool } from '../../src/tools/tool.ts';
import { omissionsOf, stationsFor } from '../../src/verify/tool-chest.ts';
import { invoke } from '../invoke.ts';

const python = (version: string, more: Partial<FoundTool> = {}): FoundTool => ({
  name: 'python',
  path: `/pythons/${version}`,
  version,
  banner: `Python ${version}`,
  ...more,
});

const native = python('3.12.1');
const inWebAssembly = python('3.15.0rc1', { words: ['run.mjs'], isWebAssembly: true });

const chest = (...tools: FoundTool[]) => ({ tools, library: '' });

const runOf = (id: keyof typeof library): OracleRun => {
  const [run] = confirm(library[id]);
  if (run?.tool !== 'python') throw new Error(`${id} is no Python program`);
  return run;
};

const labels = (run: OracleRun, ...tools: FoundTool[]): string[] =>
  stationsFor(run, chest(...tools)).map(({ label }) => label);

test('any Python performs a program that asks for counts', () => {
  const run = runOf('ring');
  expect(labels(run, native, inWebAssembly)).toEqual(['python 3.12.1', 'python 3.15.0rc1']);
  expect(omissionsOf(run, chest(native, inWebAssembly))).toEqual([]);
});

test.each(['from-name-to-page', 'a-million-objects'] as const)(
  '%s asks for the memory of a process: WebAssembly is left out, with the reason',
  (id) => {
    const run = runOf(id);
    const omission = {
      tool: 'python 3.15.0rc1',
      why: 'it asks for the memory of a process, and WebAssembly has none',
    };
    expect(labels(run, native, inWebAssembly)).toEqual(['python 3.12.1']);
    expect(omissionsOf(run, chest(native, inWebAssembly))).toEqual([omission]);
    expect(omissionsOf(run, chest(inWebAssembly))).toEqual([omission]);
  },
);

test('a tool that is not there is missing', () => {
  const [compiled] = confirm(library['malloc-split']);
  expect(compiled && omissionsOf(compiled, chest())).toEqual([
    { tool: 'gcc', why: 'it is missing' },
  ]);
});

test('a Python whose rules are not modelled is no station', () => {
  const run = runOf('ring');
  expect(labels(run, python('3.14.2'))).toEqual([]);
  expect(omissionsOf(run, chest(python('3.14.2')))).toEqual([
    { tool: 'python', why: 'none of a version that is modelled is here' },
  ]);
});

test('a Python that is not here is refused before anything runs', async () => {
  const environment = { PATH: '', PYENV_ROOT: '/nowhere' };
  const { status, stdout, stderr } = await invoke(['verify', 'ring', '--python', '9'], {
    environment,
  });
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/no CPython 9 here; there is /);
});
