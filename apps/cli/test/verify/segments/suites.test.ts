/** The recorders themselves, where a compiler is at hand; without one they are not run, as the command says. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exec, imageOf } from '@memstrata/segments';
import {
  compareElf,
  compareExec,
  compareFrames,
  compareObserve,
  compareRandomised,
  compareVmops,
  execOptionsOf,
} from '@memstrata/segments/conform';
import { readElf } from '@memstrata/segments/elf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { imageUnderTest } from '../../../src/conform/image-under-test.ts';
import { findOnPath } from '../../../src/tools/executables.ts';
import { randomCallProgram } from '../../../src/verify/segments/call-programs.ts';
import { recordCallStack, why32BitDoesNotRun } from '../../../src/verify/segments/call-stacks.ts';
import { recordElf } from '../../../src/verify/segments/elf-readings.ts';
import { buildProgram, recordExec } from '../../../src/verify/segments/exec-runs.ts';
import { recordFaulting } from '../../../src/verify/segments/faulting-programs.ts';
import { contradictions } from '../../../src/verify/segments/live-processes.ts';
import { recordMappingSteps } from '../../../src/verify/segments/mapping-steps.ts';
import { recordRandomised } from '../../../src/verify/segments/randomised-starts.ts';
import { Recorder } from '../../../src/verify/segments/recorder.ts';
import { recordStringLimit } from '../../../src/verify/segments/string-limit.ts';
import { invoke } from '../../invoke.ts';

const toolsAt = (name: string): string => findOnPath(name, process.env) ?? '';
const canRecord =
  process.platform === 'linux' &&
  process.arch === 'x64' &&
  ['gcc', 'readelf', 'size'].every((name) => toolsAt(name) !== '');

describe.skipIf(!canRecord)('recorded here and now', () => {
  let recorder: Recorder;
  beforeAll(() => {
    recorder = new Recorder(toolsAt('gcc'));
  });
  afterAll(() => recorder.close());

  test('a sequence of system calls is what the model does, and the same for the same seed', () => {
    const record = recordMappingSteps(recorder, 7, 30);
    expect(compareVmops(record)).toEqual([]);
    expect(recordMappingSteps(recorder, 7, 30)).toEqual(record);
    const spoiled = JSON.parse(JSON.stringify(record)) as { steps: { ret: string }[] };
    spoiled.steps[1]!.ret = '1000';
    expect(compareVmops(spoiled).length).toBeGreaterThan(0);
  });

  test('a program built here is laid out, read and measured as the model says', async () => {
    const path = buildProgram(recorder, 4);
    const conditions = [{ stack: 8 * 2 ** 20 }, { stack: -1, legacy: true }];
    const { record, bytes } = recordExec(recorder, path, conditions, {
      args: ['one'],
      env: { A: '1' },
    });
    const file = { name: 'FILE', size: bytes.length, hugeAligned: true };
    const { interpreter } = readElf(bytes);
    const loaders =
      interpreter === null
        ? {}
        : {
            [interpreter]: imageOf(readElf(readFileSync(interpreter)), {
              ...file,
              name: interpreter,
            }),
          };
    expect(compareExec(record, imageOf(readElf(bytes), file), loaders)).toEqual([]);
    const binutils = { readelf: toolsAt('readelf'), size: toolsAt('size') };
    expect(compareElf(await recordElf(path, binutils), bytes)).toEqual([]);
  });

  test('programs fault where the model says, and a changed answer is noticed', () => {
    const bytes = readFileSync(recorder.path('steps'));
    const image = imageOf(readElf(bytes), { name: 'FILE', size: bytes.length });
    const records = [1, 2, 3, 4, 5, 6].map((seed) => recordFaulting(recorder, seed));
    for (const record of records) expect(compareObserve(record, image, {})).toEqual([]);
    const spoiled = JSON.parse(JSON.stringify(records[0])) as { expect: { stack_start: string } };
    spoiled.expect.stack_start = '0x1000';
    expect(compareObserve(spoiled, image, {}).map(({ at }) => at)).toEqual(['stack_start']);
  });

  test('the kernel takes arguments up to a byte, and the model up to the same', () => {
    const steps = recorder.path('steps');
    const image = imageUnderTest(readFileSync(steps));
    const [taken, refused] = recordStringLimit(recorder, steps, {
      stack: 256 * 1024,
      each: 50_000,
    });
    const [most, fewest] = [taken, refused].map(({ record }) => `${record['argv']}`.length);
    expect(Number(fewest) - Number(most)).toBe(1);
    expect(compareExec(taken.record, image, {})).toEqual([]);
    expect(refused.record['runs']).toEqual([{ cond: { stack: 262_144 }, refused: 'E2BIG' }]);
    expect(() => exec(image, execOptionsOf(refused.record, image, {}))).toThrow('E2BIG');
  });

  test('starts under randomisation spread as the model says, and a place that is elsewhere is noticed', () => {
    const { record, bytes } = recordRandomised(recorder, recorder.path('steps'), 8 * 2 ** 20);
    const image = imageUnderTest(bytes);
    expect(compareRandomised(record, image, {})).toEqual([]);
    const spoiled = structuredClone(record) as unknown as { starts: string[][] };
    for (const start of spoiled.starts) start[3] = '7ff000000000';
    expect(compareRandomised(spoiled, image, {}).map(({ at }) => at)).toContain('highest stack');
    spoiled.starts.length = 99;
    expect(() => compareRandomised(spoiled, image, {})).toThrow('at least 100 starts');
  });

  test.skipIf(toolsAt('gdb') === '')(
    'a stack of calls lies where the model says, and a changed answer is noticed',
    () => {
      const record = recordCallStack(recorder, toolsAt('gdb'), 1, 'amd64-fp');
      expect(compareFrames(record)).toEqual([]);
      const spoiled = JSON.parse(JSON.stringify(record)) as { expect: { sp: number } };
      spoiled.expect.sp += 8;
      expect(compareFrames(spoiled).map(({ at }) => at)).toEqual(['expect.sp']);
      const refused = (): unknown => recordCallStack(recorder, '/bin/false', 1, 'amd64-fp');
      expect(refused).toThrow('gdb does not come to the mark');
    },
    20_000,
  );

  test('32-bit programs run here, or it is said why not', () => {
    expect(why32BitDoesNotRun(recorder) ?? 'they run').toMatch(
      /^(they run|the kernel does not run 32-bit programs|gcc refuses narrow)/,
    );
  });

  test('what is no ELF file has no record', async () => {
    const path = recorder.path('text');
    writeFileSync(path, 'hello');
    const binutils = { readelf: toolsAt('readelf'), size: toolsAt('size') };
    expect(await recordElf(path, binutils)).toBeNull();
  });

  test('a program the compiler refuses is an error in its words', () => {
    const source = recorder.path('broken.c');
    writeFileSync(source, 'int main( {');
    expect(() => recorder.compile('broken', source, [])).toThrow(/^gcc refuses broken: .*error/);
  });

  test('its folder is gone with it', () => {
    const other = new Recorder(toolsAt('gcc'));
    const program = other.path('steps');
    expect(existsSync(program)).toBe(true);
    other.close();
    expect(existsSync(join(program, '..'))).toBe(false);
  });
});

describe('programs that call', () => {
  test('are the same for the same seed, of all shapes over the seeds', () => {
    const programs = Array.from({ length: 40 }, (_, seed) => randomCallProgram(seed));
    for (const [seed, program] of programs.entries())
      expect(randomCallProgram(seed)).toEqual(program);
    const all = programs.map(({ source }) => source).join('');
    for (const shape of [
      /long double p\d/,
      /struct s\d p\d/,
      /p0 - 1/,
      /\.\.\./,
      /static/,
      /_Alignas/,
      /taken\[sink/,
    ])
      expect(all).toMatch(shape);
    expect(new Set(programs.map(({ markAt }) => markAt)).size).toBe(2);
    expect(programs.some(({ result }) => result === null)).toBe(true);
  });

  test('read their variadic arguments above the line that is named', () => {
    const found = Array.from({ length: 40 }, (_, seed) => randomCallProgram(seed)).flatMap(
      ({ source, variadic }) =>
        Object.values(variadic).map(({ line }) => source.split('\n')[line - 2]),
    );
    expect(found.length).toBeGreaterThan(5);
    expect(new Set(found)).toEqual(new Set(['  va_end(rest);']));
  });
});

test('a label that contradicts what the process said is named', () => {
  const smaps = '1000-2000 rw-p 00000000 00:00 0 \nVmFlags: rd wr \n';
  const sample = { name: 'p', maps: '', smaps, smaps_rollup: '', status_vm: [], threads: ['1'] };
  const known = [
    { kind: 'bss', address: 0x1800 },
    { kind: 'heap', address: 0x3000 },
  ];
  const bounds = { start_code: '0', end_code: '0' };
  expect(
    contradictions({ sample: { ...sample, mm: bounds }, known }, [{ kind: 'anonymous' }]),
  ).toEqual([
    { at: 'line 0 (0x1800)', expected: 'bss', actual: 'anonymous' },
    { at: 'line -1 (0x3000)', expected: 'heap', actual: 'no line' },
  ]);
});

test('without a compiler nothing is verified, and the command says why', async () => {
  const environment = { PATH: '/nowhere' };
  const { status, stdout } = await invoke(['verify', 'segments', '--seed', '1'], { environment });
  expect(status).toBe(1);
  expect(stdout).toMatch(
    /^segments: not run, .+\n\nverify segments: 0 of 0 suites agree \(kernel /,
  );
});
