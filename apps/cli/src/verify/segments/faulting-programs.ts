/** Programs that map, break and overflow things on purpose, recorded as `observe.json` keeps them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type RecordedLine, recordedLines } from './maps-text.ts';
import { Random } from './random.ts';
import type { Conditions, Recorder } from './recorder.ts';

const MIB = 2 ** 20;
const PAGE = 4096;
const STACK_TOP = 0x7ffffffff000;
const RLIMIT_DATA = 2;

/** A step as the record has it, and as the performing program reads it. */
interface Step {
  readonly step: Readonly<Record<string, unknown>>;
  readonly op: string;
}

/** Records one program: some steps that change the address space, and one that may fault. */
export function recordFaulting(recorder: Recorder, seed: number): object {
  const random = new Random(seed);
  const stack = random.pick(64 * 1024, 8 * MIB, 8 * MIB, 20 * MIB, (16 + random.below(64)) * PAGE);
  const conditions: Conditions = { stack, ...(random.once(4) ? { legacy: true } : {}) };
  const steps = randomSteps(random, stack);
  const path = recorder.path('steps');
  const input = ['b 0', ...steps.map(({ op }) => op)].join('\n');
  const output = recorder.run({ path, argv: ['steps'], env: {}, conditions, input: `${input}\n` });
  const [, , ...answers] = output.split(/^= /m).slice(1);
  const outcomes = answers.map((answer) => outcomeOf(answer, path));
  const dive = outcomes.find(({ firstFrame }) => firstFrame !== null);
  const frames = diveOf(steps, dive?.firstFrame ?? null);
  return {
    id: `seed ${seed}`,
    program: 'steps',
    args: [],
    binary: { file: path, sha256: sha256Of(path) },
    given: {
      argv: ['steps'],
      env: [],
      limits: { stack },
      personality: conditions.legacy ? ['compat_layout'] : [],
      steps: steps.map(({ step }) => step),
      ...(frames ? { frames } : {}),
    },
    expect: expectedOf(steps, outcomes),
  };
}

const sha256Of = (path: string): string =>
  createHash('sha256').update(readFileSync(path)).digest('hex');

/** What the performing program said of one step. */
interface Outcome {
  readonly result: number;
  readonly fault: {
    readonly signal: number;
    readonly si_code: number;
    readonly si_addr: string;
  } | null;
  readonly firstFrame: string | null;
  readonly maps: readonly RecordedLine[];
}

const OUTCOME = /^(-?[0-9a-f]+)(?: ! ([0-9a-f]+) ([0-9a-f]+) ([0-9a-f]+))?(?: at ([0-9a-f]+))?$/m;

function outcomeOf(answer: string, path: string): Outcome {
  const [, result = '', signal, code, at, frame] = OUTCOME.exec(answer) ?? [];
  const number = (digits: string): number => Number.parseInt(digits, 16);
  return {
    result: number(result),
    fault:
      signal && code && at
        ? { signal: number(signal), si_code: number(code), si_addr: `0x${at}` }
        : null,
    firstFrame: frame ?? null,
    maps: recordedLines(answer, { [path]: 'PROG' }),
  };
}

/** Each call pushes its return address, then the frame pointer; nothing else is written. */
function diveOf(steps: readonly Step[], first: string | null): object | null {
  const size = steps.find(({ step }) => step['do'] === 'recurse')?.step['frame'];
  if (first === null || size === undefined) return null;
  return {
    first: `0x${first}`,
    size,
    touches: [
      [8, 8],
      [0, 8],
    ],
  };
}

function expectedOf(steps: readonly Step[], outcomes: readonly Outcome[]): object {
  const last = outcomes.at(-1);
  const results = steps.flatMap(({ step }, index) => {
    const result = outcomes[index]?.result;
    return result === undefined ? [] : resultRow(String(step['do']), index, result);
  });
  const isDive = steps.at(-1)?.step['do'] === 'recurse';
  return {
    fault: last?.fault ?? null,
    stack_start: `0x${last?.maps.find(([, , , , name]) => name === '[stack]')?.[0]}`,
    ...(isDive ? { depth: last?.result } : {}),
    results,
    maps: last?.maps,
  };
}

function resultRow(call: string, step: number, result: number): object[] {
  if (call === 'mmap') return [{ step, ok: result >= 0, errno: result < 0 ? -result : 0 }];
  if (call === 'munmap') return [{ step, ret: result }];
  if (call === 'brk') return [{ step, ret: `0x${result.toString(16)}` }];
  return [];
}

const hex = (value: number): string => value.toString(16);

const mmap = (at: number, length: number, prot: 'rw-' | 'r--' | '---'): Step => ({
  step: {
    do: 'mmap',
    addr: `0x${hex(at)}`,
    len: length,
    prot,
    flags: at === 0 ? ['private', 'anonymous'] : ['private', 'anonymous', 'fixed_noreplace'],
  },
  op: `m ${hex(at)} ${hex(length)} ${prot === 'rw-' ? 3 : prot === 'r--' ? 1 : 0} ${at === 0 ? '22' : '100022'}`,
});

const access = (kind: 'read' | 'write' | 'exec', at: number): Step => ({
  step: { do: 'access', kind, size: 1, at: `0x${hex(at)}` },
  op: `${kind === 'exec' ? 'x' : kind === 'write' ? 'w' : 'r'} ${hex(at)}`,
});

/** Program breaks, a limit on data, maps anywhere and near the stack; then something that may fault. */
function randomSteps(random: Random, stack: number): Step[] {
  const steps: Step[] = [];
  let moved = 0;
  for (let count = random.below(5); count > 0; count -= 1) {
    const choice = random.below(5);
    if (choice === 0) steps.push(limitData((1 + random.below(64)) * 16 * 1024));
    else if (choice === 1) steps.push(mmap(0, (1 + random.below(40)) * PAGE, 'rw-'));
    else if (choice === 2) steps.push(belowStack(random, stack));
    else if (moved === 0) {
      // Later ones would have to know whether this one was granted.
      moved = 1 + random.below(90_000);
      steps.push({ step: { do: 'brk', add: moved }, op: `b $0+${hex(moved)}` });
    }
  }
  return [...steps, lastStep(random, stack)];
}

const limitData = (bytes: number): Step => ({
  step: { do: 'setrlimit_data', bytes },
  op: `l ${RLIMIT_DATA} ${hex(bytes)}`,
});

/** A map where the stack would grow to: around its limit, or near its present end. */
function belowStack(random: Random, stack: number): Step {
  const lowest = random.pick(STACK_TOP - stack, STACK_TOP - Math.min(stack, 0x21000));
  const pages = random.pick(257, 256, 258, 1, 300 + random.below(100), random.below(256));
  return mmap(lowest - pages * PAGE - 2 * PAGE, PAGE * 2, random.pick('rw-', 'rw-', 'r--', '---'));
}

/** Frames from a few words to more than the guard gap, sizes as a compiler aligns them. */
function dive(random: Random): Step {
  const frame = random.pick(32, 48, 1024, 4016, 65_552, 16 * (2 + random.below(500)), 2 * MIB);
  return { step: { do: 'recurse', frame }, op: `d ${hex(frame)}` };
}

function lastStep(random: Random, stack: number): Step {
  const kind = random.pick('read', 'write', 'write', 'exec');
  const around = (place: number): number => place + (random.below(5) - 2) * PAGE + random.below(64);
  const floor = STACK_TOP - stack - (stack % PAGE);
  switch (random.below(8)) {
    case 0:
    case 1:
      return dive(random);
    case 2:
      return access(kind, around(floor));
    case 3:
      return access(kind, STACK_TOP - random.below(Math.min(stack, 2 * MIB)) - 1);
    case 4:
      return access(random.pick('read', 'write'), random.below(0x30_000));
    case 5:
      return access('write', random.pick(0x400000, 0x401000, 0x402000) + random.below(100));
    case 6:
      return access(kind, random.pick(0x800000000000, 0x7ffffffff000, 0xffff800000000000));
    default:
      return access(kind === 'exec' ? 'read' : kind, around(0x42a000 + random.below(100_000)));
  }
}
