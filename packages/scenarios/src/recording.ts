/** The one format of what real tools said, with provenance. */
import type { Answered, Tool } from './confirm.ts';
import { RecordFormatError } from './errors.ts';
import type { Answer } from './observe.ts';

/** One run of one tool. */
export interface RecordedRun {
  readonly tool: Tool;
  /** What the tool says its version is, with the library's where it matters. */
  readonly version: string;
  /** Operating system and processor, e.g. `linux x86_64`. */
  readonly platform: string;
  readonly command: string;
  /** Day of the run, `YYYY-MM-DD`. */
  readonly date: string;
  /** What it answered, in order. */
  readonly answers: readonly Answered[];
}

/** What real tools said about one scenario. */
export interface Recording {
  readonly scenario: string;
  readonly runs: readonly RecordedRun[];
}

const TOOLS: Readonly<Record<Tool, true>> = { gcc: true, valgrind: true, nm: true, python: true };

/**
 * A recording from parsed JSON.
 *
 * @throws RecordFormatError naming the first field that is missing or malformed.
 */
export function readRecording(json: unknown): Recording {
  const { scenario, runs } = record(json, 'recording');
  if (!Array.isArray(runs)) throw new RecordFormatError('runs', 'a list of runs');
  return { scenario: text(scenario, 'scenario'), runs: runs.map(readRun) };
}

function readRun(json: unknown, index: number): RecordedRun {
  const at = `runs[${index}]`;
  const run = record(json, at);
  const { tool, answers } = run;
  if (!isTool(tool)) throw new RecordFormatError(`${at}.tool`, Object.keys(TOOLS).join(', '));
  if (!Array.isArray(answers)) throw new RecordFormatError(`${at}.answers`, 'a list of answers');
  return {
    tool,
    version: text(run['version'], `${at}.version`),
    platform: text(run['platform'], `${at}.platform`),
    command: text(run['command'], `${at}.command`),
    date: text(run['date'], `${at}.date`),
    answers: answers.map((json: unknown, i: number) => readAnswer(json, `${at}.answers[${i}]`)),
  };
}

function readAnswer(json: unknown, at: string): Answered {
  const { name, value } = record(json, at);
  if (!isAnswer(value))
    throw new RecordFormatError(`${at}.value`, 'a number, words, true or false');
  return { name: text(name, `${at}.name`), value };
}

/** Words and numbers in a row; the lines of glibc and memcheck have other signs too. */
const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  (typeof value === 'string' && /^\w[\w ().,:;!/[\]'-]*$/.test(value));

const isTool = (value: unknown): value is Tool =>
  typeof value === 'string' && Object.hasOwn(TOOLS, value);

function record(json: unknown, at: string): Record<string, unknown> {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new RecordFormatError(at, 'an object');
  return { ...json };
}

function text(value: unknown, at: string): string {
  if (typeof value !== 'string' || value === '') throw new RecordFormatError(at, 'a text');
  return value;
}

/** The contents of recording files, each checked against the format, by what they are recordings of. */
export function recordingsById(files: readonly unknown[]): Readonly<Record<string, Recording>> {
  const read = files.map(readRecording);
  return Object.freeze(Object.fromEntries(read.map((each) => [each.scenario, each])));
}
