/** Programs stopped before their first instruction, recorded as `exec.jsonl` keeps them. */
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { auxiliaryKey } from '@memstrata/segments';
import { asset } from '../../assets.ts';
import { recordedLines } from './maps-text.ts';
import { Random } from './random.ts';
import { type Conditions, FREESTANDING, type Recorder } from './recorder.ts';

/** A recorded program, and its bytes. */
export interface RecordedProgram {
  readonly record: Readonly<Record<string, unknown>>;
  readonly bytes: Uint8Array;
}

/** Records a program under each of the conditions, with these arguments and this environment. */
export function recordExec(
  recorder: Recorder,
  file: string,
  conditions: readonly Conditions[],
  strings: { readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> },
): RecordedProgram {
  // The name in maps is the file's own, whatever links lead to it.
  const path = realpathSync(file);
  const bytes = readFileSync(path);
  const argv = [path, ...strings.args];
  const { env } = strings;
  const runs = conditions.map((under) =>
    runOf(recorder.run({ path, argv, env, conditions: under }, true), path, under),
  );
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const record = { path, sha256, name: path, execfn: path, argv, env: settings, runs };
  return { record: { ...record, credentials: credentials() }, bytes };
}

const credentials = (): object => ({
  uid: process.getuid?.() ?? 0,
  euid: process.geteuid?.() ?? 0,
  gid: process.getgid?.() ?? 0,
  egid: process.getegid?.() ?? 0,
});

function runOf(report: string, path: string, conditions: Conditions): object {
  const { stack, legacy, limit3G } = conditions;
  const cond = { stack, ...(legacy ? { legacy } : {}), ...(limit3G ? { gb3: true } : {}) };
  const word = (name: string): readonly string[] =>
    new RegExp(`^${name} (.*)$`, 'm').exec(report)?.[1]?.split(' ') ?? [];
  const [refused] = word('refused');
  if (refused !== undefined) return { cond, refused: ERRORS[refused] ?? `E${refused}` };
  const [killed] = word('killed');
  if (killed !== undefined) return { cond, killed: Number(killed) };
  const maps = recordedLines(report, { [path]: 'FILE' });
  const [rip, rsp] = word('registers');
  const [[stackHex = ''], [tail = '']] = [word('stack'), word('tail')];
  return {
    cond,
    maps,
    mm: boundsOf(report),
    auxv: auxiliaryOf(report),
    rip,
    rsp,
    stack_top: maps.find(([, , , , name]) => name === '[stack]')?.[1],
    ...(stackHex !== '' && stackHex.length <= MOST_HEX ? { stack_hex: stackHex } : {}),
    ...(tail !== '' ? { tail } : {}),
  };
}

/** Longer stacks are compared by their pointers alone. */
const MOST_HEX = 2 ** 17;

const ERRORS: Readonly<Record<string, string>> = {
  2: 'ENOENT',
  7: 'E2BIG',
  8: 'ENOEXEC',
  12: 'ENOMEM',
  13: 'EACCES',
  22: 'EINVAL',
};

/** Where the fields stand in `/proc/PID/stat`, counted from 1 as in proc(5). */
const STAT_FIELDS = {
  start_code: 26,
  end_code: 27,
  start_stack: 28,
  start_data: 45,
  end_data: 46,
  start_brk: 47,
  arg_start: 48,
  arg_end: 49,
  env_start: 50,
  env_end: 51,
} as const;

/** The second field, the name in parentheses, may hold spaces. */
function boundsOf(report: string): Readonly<Record<string, string>> {
  const fields = /^stat .*\) (.*)$/m.exec(report)?.[1]?.split(' ') ?? [];
  return Object.fromEntries(
    Object.entries(STAT_FIELDS).map(([name, at]) => [
      name,
      BigInt(fields[at - 3] ?? 0).toString(16),
    ]),
  );
}

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(auxiliaryKey).map(([name, key]) => [key, name]),
);

/** What describes the processor is left out, as in the format. */
const OF_THE_PROCESSOR: ReadonlySet<string> = new Set(['NULL', 'HWCAP', 'HWCAP2', 'MINSIGSTKSZ']);

const auxiliaryOf = (report: string): (readonly [name: string, value: string])[] =>
  [...report.matchAll(/^auxv ([0-9a-f]+) ([0-9a-f]+)$/gm)].flatMap(([, key = '', value = '']) => {
    const name = NAMES.get(Number.parseInt(key, 16)) ?? key;
    return OF_THE_PROCESSOR.has(name) ? [] : [[name, value] as const];
  });

const MIB = 2 ** 20;

/** Stack limits on both sides of where the layout changes, the other layouts, and 3 GiB. */
export function randomConditions(random: Random): Conditions {
  return {
    stack: random.pick(
      256 * 1024,
      8 * MIB,
      8 * MIB,
      127 * MIB,
      128 * MIB,
      300 * MIB,
      1024 * MIB,
      -1,
    ),
    ...(random.once(3) ? { legacy: true } : {}),
    ...(random.once(3) ? { limit3G: true } : {}),
  };
}

/** Arguments and environment, from none to more than one page, at times to more than a hundred. */
export function randomStrings(random: Random): {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
} {
  const longest = random.pick(10, 200, 5000, random.once(4) ? 100_000 : 1);
  const text = (): string => 'x'.repeat(random.below(longest));
  const args = Array.from({ length: random.below(8) }, text);
  const count = random.below(8);
  const env = Object.fromEntries(Array.from({ length: count }, (_, at) => [`E${at}`, text()]));
  return { args, env };
}

/** Builds a program of a random shape and answers its path. */
export function buildProgram(recorder: Recorder, seed: number): string {
  const random = new Random(seed);
  const bits = '-m64';
  const loader = random.once(2) ? buildLoader(recorder, random, bits) : null;
  const link = random.pick('-pie', '-no-pie', '-static-pie');
  const options = [
    bits,
    ...shapeOf(random),
    ...(link === '-static-pie' || loader === null
      ? [link === '-pie' ? '-static-pie' : link, ...(link === '-no-pie' ? ['-static'] : [])]
      : [link, `-Wl,-dynamic-linker=${loader}`]),
    ...(link === '-no-pie' ? ['-fno-pie'] : ['-fpie']),
    ...(link === '-no-pie' && random.once(3)
      ? [`-Wl,-Ttext-segment=0x${random.pick('1000000', '10000000', '20001000')}`]
      : []),
    ...(link === '-no-pie' && loader === null && random.once(4) ? ['-Wl,-N'] : []),
    ...(link === '-no-pie' && loader !== null ? ['-Wl,--no-static'] : []),
  ];
  return recorder.compile(`program-${seed}`, asset('segments/program.c'), [
    ...FREESTANDING,
    ...options.filter((option) => option !== '-Wl,--no-static'),
  ]);
}

/** Builds a program of 32 bits for fixed addresses and answers its path. */
export const buildNarrow = (recorder: Recorder): string =>
  recorder.compile('narrow-program', asset('segments/program.c'), [
    ...FREESTANDING,
    ...['-m32', '-static', '-fno-pie', '-no-pie', '-DDATA=1', '-DBSS=1', '-DALIGNMENT=1'],
  ]);

/** A loader of our own, so that its place can be studied where none is installed. */
const buildLoader = (recorder: Recorder, random: Random, bits: string): string =>
  recorder.compile(`loader${bits}-${random.below(1e9)}`, asset('segments/program.c'), [
    ...FREESTANDING,
    bits,
    '-fpie',
    '-static-pie',
    ...shapeOf(random),
  ]);

function shapeOf(random: Random): string[] {
  const size = (): number =>
    random.pick(0, 1, random.below(9000), 4096, random.below(300_000), random.pick(1, 5 * MIB));
  const pageSize = random.pick('', '', '', '0x10000', '0x200000');
  return [
    `-DDATA=${size()}`,
    `-DBSS=${random.once(6) ? 64 * MIB : size()}`,
    `-DALIGNMENT=${random.pick(1, 1, 64, 4096, 65_536)}`,
    ...(pageSize === '' ? [] : [`-Wl,-z,max-page-size=${pageSize}`]),
    ...(random.once(3) ? ['-Wl,-z,noseparate-code'] : []),
    ...(random.once(4) ? ['-Wl,-z,norelro'] : []),
    ...(random.once(5) ? ['-Wl,-z,execstack'] : []),
  ];
}
