/**
 * A scenario against the real tools: which programs to run, how to read what they print, and whether
 * it agrees. Pure; running the tools is the caller's business.
 */
import { claimed, isRefusal } from './claims.ts';
import { RecordFormatError } from './errors.ts';
import { inKinds, readLeaks } from './leak-kinds.ts';
import type { MachineOptions } from './machine/profile.ts';
import { type MemcheckRun, memcheckRun, readComplaints } from './memcheck.ts';
import { type Answer, type Observation, observe } from './observe.ts';
import { process } from './program/process.ts';
import type { Replay } from './recorded-replay.ts';
import { replay } from './replay.ts';
import type { Scenario } from './scenario.ts';
import { writtenInC } from './source/naming.ts';
import { isPythonStep, toPython } from './source/python.ts';
import { asksProcess } from './source/python-helpers.ts';
import { sourceLanguage } from './source/statement.ts';
import { toC } from './source/to-c.ts';
import { answer } from './view/format.ts';

/** The real tools a scenario can be held against. */
export type Tool = 'gcc' | 'valgrind' | 'nm' | 'python';

/** One program for one tool. */
export interface OracleRun {
  readonly tool: Tool;
  /** Name of the one file to write, and its text. */
  readonly file: string;
  readonly source: string;
  /**
   * Argument lists to run in the file's folder, one after the other; the last one's output is read,
   * standard output and standard error together. `python3` stands for each interpreter to be asked.
   */
  readonly commands: readonly (readonly string[])[];
  /** What the model says. */
  readonly expected: readonly Observation[];
  /** It asks for the memory map or the arenas of its process: an interpreter in WebAssembly has none. */
  readonly needsProcess?: boolean;
}

/** A line that a tool printed, as question and answer. */
export interface Answered {
  readonly name: string;
  readonly value: Answer;
}

/** What can be held against a tool: a scenario, or the program of a question. */
export type Confirmable = Pick<Scenario, 'id' | 'machine' | 'program'>;

/** A difference between the model and a tool. */
export interface Mismatch {
  readonly at: string;
  readonly expected: string;
  readonly actual: string;
}

/** gcc's arguments in front of the file: no optimisation, so that each call happens. */
const COMPILE = ['gcc', '-std=c17', '-O0', '-g', '-Wall', '-Wextra', '-Werror'];

/**
 * The programs that confirm a scenario, or the program of a question, one for each tool it can be held
 * against.
 *
 * @param overrides - another machine, e.g. with the version of the interpreter at hand.
 *
 * @example
 * ```ts
 * import { confirm } from '@memstrata/scenarios/confirm';
 * import { library } from '@memstrata/scenarios/library';
 *
 * const runs = confirm(library['malloc-split']);
 * console.log(runs.map((run) => `${run.tool} ${run.file}`)); // → [ 'gcc malloc-split.c', 'valgrind malloc-split.c' ]
 * ```
 */
export function confirm(
  subject: Confirmable,
  overrides: MachineOptions = {},
): readonly OracleRun[] {
  const { id, program } = subject;
  const machine = { ...subject.machine, ...overrides };
  const moments = replay({ machine, program });
  const performed = { id, machine, program };
  if (sourceLanguage(program) === 'python') return [pythonRun(performed, moments)];
  return program[0]?.op === 'exec' ? processRuns(performed, moments) : heapRuns(performed, moments);
}

function pythonRun({ id, program }: Confirmable, moments: Replay): OracleRun {
  const file = `${id}.py`;
  const needsProcess = asksProcess(program.filter(isPythonStep));
  return {
    tool: 'python',
    file,
    source: toPython(program),
    commands: [['python3', file]],
    expected: observe(moments),
    needsProcess,
  };
}

/** A program on a heap alone: run it, and ask memcheck what it does to its blocks. */
function heapRuns(subject: Confirmable, moments: Replay): readonly OracleRun[] {
  const { id, program } = subject;
  const file = `${id}.c`;
  const compile = [...COMPILE, '-o', id, file];
  const { program: told, expected } = claimed(subject, moments);
  const commands = [compile, [`./${id}`]];
  const gcc: OracleRun = { tool: 'gcc', file, source: toC(told), commands, expected };
  const checked = memcheckRun(program);
  if (!checked) return [gcc];
  const valgrind: OracleRun = {
    tool: 'valgrind',
    file,
    source: toC(program),
    commands: [compile, [...MEMCHECK, `./${id}`]],
    expected: complaintsAndLeaks(checked),
  };
  return [gcc, valgrind];
}

/** Frames as the convention has them: no canary, no landing pads; what the program does on purpose is no warning. */
const AS_WRITTEN = [
  '-fno-stack-protector',
  '-fcf-protection=none',
  '-Wno-unused',
  '-Wno-uninitialized',
  '-Wno-maybe-uninitialized',
  '-Wno-infinite-recursion',
  '-Wno-dangling-pointer',
];

/** A program that owns its process: run it, and ask nm what its names are. */
function processRuns(subject: Confirmable, moments: Replay): readonly OracleRun[] {
  const { id, program, machine } = subject;
  const { platform = 'linux-x86-64', stackLimit } = machine.process ?? {};
  if (platform !== 'linux-x86-64') return [];
  const file = `${id}.c`;
  const { program: told, expected } = claimed(subject, moments);
  const compile = [...COMPILE, ...AS_WRITTEN];
  const built = [...compile, '-o', id, `${id}.c`];
  const object = `${id}.o`;
  const given = argumentsOf(program);
  return [
    {
      tool: 'gcc',
      file,
      source: toC(told, stackLimit),
      commands: [built, started(id, given, stackLimit)],
      expected,
    },
    {
      tool: 'nm',
      file,
      source: toC(program, stackLimit),
      commands: [
        [...compile, '-c', '-o', object, `${id}.c`],
        ['nm', '--defined-only', object],
      ],
      expected: letters(moments, program),
    },
    ...memcheckRuns(subject, moments, [built, [...MEMCHECK, `./${id}`, ...given]]),
  ];
}

/**
 * What memcheck is asked of a program that owns its process. It looks for leaks when a program has ended:
 * the one it is given ends where the model looks for the last time.
 */
function memcheckRuns(
  { id, program, machine }: Confirmable,
  moments: Replay,
  commands: OracleRun['commands'],
): readonly OracleRun[] {
  const looked = program.findLastIndex(({ op }) => op === 'check-leaks');
  const expected = looked < 0 ? misuse(program) : foundKinds(moments, looked);
  if (!expected) return [];
  const ended = looked < 0 ? program : [...program.slice(0, looked + 1), process.exit(0)];
  const source = toC(ended, machine.process?.stackLimit);
  return [{ tool: 'valgrind', file: `${id}.c`, source, commands, expected }];
}

/** What the program is started with. */
const argumentsOf = ([first]: Scenario['program']): readonly string[] =>
  first?.op === 'exec' ? first.argv.slice(1) : [];

/** The command that starts it, under a stack limit of its own where the machine has one. */
const started = (
  id: string,
  given: readonly string[],
  stackLimit: number | null | undefined,
): readonly string[] =>
  stackLimit === undefined || stackLimit === null
    ? [`./${id}`, ...given]
    : ['sh', '-c', `ulimit -S -s ${stackLimit / KIBIBYTE} && exec "$0" "$@"`, `./${id}`, ...given];

const KIBIBYTE = 1024;

const MEMCHECK = ['valgrind', '--leak-check=full'];

/** What memcheck says of misuse, and of what is left of the blocks at the end. */
const complaintsAndLeaks = ({ complaints, leaks }: MemcheckRun): readonly Observation[] => [
  ...complaints.map((value) => ({ name: SAYS, value })),
  ...inKinds(leaks.blocks.map(({ kind, size: bytes }) => ({ kind, bytes }))),
];

/** The same of a program that misuses its blocks; of one that does not, memcheck is not asked. */
function misuse(program: Scenario['program']): readonly Observation[] | null {
  const checked = memcheckRun(program);
  return checked && checked.complaints.length > 0 ? complaintsAndLeaks(checked) : null;
}

const SAYS = 'memcheck says';

/** What the model's own look for leaks found; null where it did not get there, or was refused a block that memcheck may grant. */
function foundKinds(moments: Replay, looked: number): readonly Observation[] | null {
  if (looked >= moments.length || [...moments].some(isRefusal)) return null;
  return inKinds(
    moments
      .at(looked)
      .events.flatMap((event) =>
        event.type === 'leak-classified' || event.type === 'leaks-classified' ? [event] : [],
      ),
  );
}

const LETTERS = { '.text': 't', '.rodata': 'r', '.data': 'd', '.bss': 'b' } as const;

/** The letter of each name that has a fixed place: its section, in capitals when other files may use it. */
function letters(moments: Replay, [first]: Scenario['program']): readonly Observation[] {
  const outer = first?.op === 'exec' ? (first.unit.variables ?? []) : [];
  const hidden = new Set(outer.filter(({ storage }) => storage === 'static').map(nameOf));
  return moments
    .at(0)
    .events.flatMap((event) => (event.type === 'placed' && event.why !== 'literal' ? [event] : []))
    .map(({ name, section, isInner }) => {
      const letter = LETTERS[section];
      return { name, letter: isInner || hidden.has(name) ? letter : letter.toUpperCase() };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, letter }) => ({ name: `nm letter of ${name}`, value: letter }));
}

const nameOf = ({ name }: { readonly name: string }): string => name;

const readers: Readonly<Record<Tool, (output: string) => readonly Answered[]>> = {
  gcc: readLines,
  python: readLines,
  valgrind: (output) => [
    ...readComplaints(output).map((value) => ({ name: SAYS, value })),
    ...readLeaks(output),
  ],
  nm: readLetters,
};

/**
 * What a tool's output says.
 *
 * @throws RecordFormatError when a line is no question with its answer.
 *
 * @example
 * ```ts
 * import { readAnswers } from '@memstrata/scenarios/confirm';
 *
 * console.log(readAnswers('gcc', 'usable size of a = 24\n')); // → [ { name: 'usable size of a', value: 24 } ]
 * ```
 */
export const readAnswers = (tool: Tool, output: string): readonly Answered[] =>
  readers[tool](output);

/** How the lines begin that glibc prints before it aborts. */
const ABORTS = /^(?:(?:free|malloc|realloc|munmap_chunk)\(\): |double free or |corrupted )/;

function readLines(output: string): readonly Answered[] {
  return output
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line, index) => {
      if (ABORTS.test(line)) return { name: 'glibc says', value: line };
      const [, name, value] = /^(.+?) = (-?\w[\w ]*)$/.exec(line) ?? [];
      if (name === undefined || value === undefined)
        throw new RecordFormatError(`line ${index + 1}`, '"question = number or words"');
      return { name, value: answerOf(value) };
    });
}

/** A number, a truth in C's or Python's spelling, or words. */
function answerOf(text: string): Answer {
  if (/^[Tt]rue$/.test(text)) return true;
  if (/^[Ff]alse$/.test(text)) return false;
  return /^-?\d+$/.test(text) ? Number(text) : text;
}

/**
 * `0000000000000010 D counter`; a static variable of a function has a number behind its name. The names are the
 * author's, and the program's own pieces are left out.
 */
function readLetters(output: string): readonly Answered[] {
  return output
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => {
      const [, letter, name] = /^[0-9a-f]+ ([A-Za-z]) ([\w.]+)$/.exec(line) ?? [];
      if (letter === undefined || name === undefined)
        throw new RecordFormatError('nm output', '"address letter name"');
      return { letter, name: name.replace(/\.\d+$/, '') };
    })
    .filter(({ name }) => writtenInC(name) !== name || !name.startsWith('ask_'))
    .map(({ letter, name }) => ({ letter, name: writtenInC(name) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, letter }) => ({ name: `nm letter of ${name}`, value: letter }));
}

/**
 * Where the tool disagrees with the model; empty when it confirms it. Answers that are not claimed
 * must be given but may differ.
 */
export function compareAnswers(
  expected: readonly Observation[],
  answered: readonly Answered[],
): readonly Mismatch[] {
  const found: Mismatch[] = [];
  for (let index = 0; index < Math.max(expected.length, answered.length); index++) {
    const model = expected[index];
    const real = answered[index];
    if (model && real && model.name === real.name)
      if (model.value === real.value || model.notClaimed) continue;
    found.push({
      at: `answer ${index + 1}`,
      expected: model ? `${model.name} = ${answer(model.value)}` : 'nothing more',
      actual: real ? `${real.name} = ${answer(real.value)}` : 'nothing more',
    });
  }
  return found;
}
