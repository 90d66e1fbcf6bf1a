import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { invoke } from '../invoke.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const RECORDED = join(import.meta.dirname, '../../../../packages/segments/test/recorded');
const folder = temporaryFolder();
const unpacked = (name: string): Buffer => gunzipSync(readFileSync(join(RECORDED, name)));

/** A recorded binary, unpacked, in the folder of this test. */
function binary(name: string): string {
  const file = join(folder, name);
  writeFileSync(file, unpacked(`bin/${name}.gz`));
  return file;
}

interface Runs {
  readonly name: string;
  readonly runs: readonly {
    readonly cond: { readonly stack?: number; readonly legacy?: true; readonly gb3?: true };
    readonly maps: readonly (readonly string[])[];
    readonly mm: { readonly start_brk: string };
    readonly rip: string;
  }[];
}

const programs = unpacked('fixtures-exec.jsonl.gz')
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Runs);

const optionsOf = ({ stack, legacy, gb3 }: Runs['runs'][number]['cond']): string[] => [
  ...(stack === undefined ? [] : ['--stack', stack === -1 ? 'unlimited' : String(stack)]),
  ...(legacy ? ['--legacy'] : []),
  ...(gb3 ? ['--limit-3g'] : []),
];

describe('layout', () => {
  test.each(['empty', 'bss_static_pie', 'bss_m32', 'bss_execstack'])(
    'draws %s as the kernel laid it out, under each recorded condition',
    async (name) => {
      const file = binary(name);
      const recorded = programs.find((program) => program.name === name);
      expect(recorded?.runs.length).toBeGreaterThan(2);
      for (const { cond, maps, mm, rip } of recorded?.runs ?? []) {
        const { stdout, status } = await invoke(['layout', file, '--json', ...optionsOf(cond)]);
        expect(status).toBe(0);
        const made = JSON.parse(stdout) as {
          readonly instructionPointer: number;
          readonly breakStart: number;
          readonly mappings: readonly { start: number; end: number; permissions: string }[];
        };
        const lines = made.mappings.map(({ start, end, permissions }) =>
          [start.toString(16), end.toString(16), `${permissions}p`].join(' '),
        );
        const expected = maps.map(([start = '', end = '', permissions]) =>
          [
            Number.parseInt(start, 16).toString(16),
            Number.parseInt(end, 16).toString(16),
            permissions,
          ].join(' '),
        );
        expect(lines, JSON.stringify(cond)).toEqual(expected);
        expect(made.instructionPointer.toString(16)).toBe(rip);
        expect(made.breakStart.toString(16)).toBe(mm.start_brk);
      }
    },
  );

  test('says which kernel it is, and fits 80 columns', async () => {
    const { stdout } = await invoke(['layout', binary('empty')], {
      terminal: 80,
      environment: { NO_COLOR: '1' },
    });
    expect(stdout).toContain('on linux-x86-64 (6.18): ');
    const [, ...lines] = stdout.split('\n');
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  test('the same seed is the same layout, another seed another', async () => {
    const file = binary('bss_static_pie');
    const stackOf = async (seed: string): Promise<unknown> =>
      JSON.parse((await invoke(['layout', file, '--json', '--seed', seed])).stdout).stackPointer;
    expect(await stackOf('1')).toBe(await stackOf('1'));
    expect(await stackOf('1')).not.toBe(await stackOf('2'));
  });

  test.each([
    ['a stack of 12', ['--stack', 'much'], 2, /Expected bytes or unlimited/],
    ['a file that is none', ['--legacy'], 1, /not an ELF file/],
  ])('%s costs one line', async (_, options, status, message) => {
    const file = join(folder, 'text');
    writeFileSync(file, 'hello world, this is no program at all');
    const answer = await invoke(['layout', file, ...options]);
    expect(answer.status).toBe(status);
    expect(answer.stderr).toMatch(message);
    expect(answer.stderr.trim().split('\n')).toHaveLength(1);
  });
});
