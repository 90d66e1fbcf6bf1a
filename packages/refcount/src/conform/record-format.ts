/** Reads programs and observations of the collector oracle; refuses what is not of its format. */
import type { PythonVersion } from '../python-version.ts';
import { pythonVersions } from '../python-version.ts';
import { RecordFormatError } from './errors.ts';

/** One operation: its name and its operands. */
export type ProgramOp = readonly [name: string, ...operands: (number | string)[]];

/** A program in the op language of the oracle. */
export interface Program {
  readonly name: string;
  readonly threshold: readonly [number, number, number];
  /** Ids are below this. */
  readonly nids: number;
  readonly ops: readonly ProgramOp[];
}

/** What one group of interpreters that behaved alike printed for a program. */
export interface Observations {
  readonly name: string;
  readonly versions: readonly string[];
  /** Harness objects in the oldest generation, by interpreter (3.6). */
  readonly base: Readonly<Record<string, number>>;
  /** Harness objects that are frozen, by interpreter. */
  readonly frozen: Readonly<Record<string, number>>;
  /** Line 0 before the first operation, line i after operation i. */
  readonly obs: readonly string[];
}

/** Operand kinds of each operation; `kind` is o, f or l. */
const OPERANDS: Readonly<Record<string, readonly string[]>> = {
  new: ['root', 'id', 'kind', 'act', 'argument'],
  wref: ['root', 'id', 'root', 'act', 'argument'],
  tup: ['root', 'id', 'maybe-root', 'maybe-root', 'maybe-root'],
  list: ['root', 'id'],
  append: ['root', 'root'],
  bind: ['root', 'root'],
  drop: ['root'],
  set: ['root', 'slot', 'root'],
  clr: ['root', 'slot'],
  load: ['root', 'root', 'slot'],
  collect: ['generation'],
  threshold: ['number', 'number', 'number'],
  enable: [],
  disable: [],
  freeze: [],
  unfreeze: [],
  debug: ['number'],
  members: [],
  refs: ['root'],
  tracked: ['root'],
  finalized: ['root'],
  deref: ['root'],
  referrers: ['root'],
  referents: ['root'],
  garbage: [],
  clear_garbage: [],
  churn: ['number'],
  chain: ['root', 'id', 'number'],
  nop: [],
  frozen: [],
  wcount: ['root'],
};

const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  root: [0, 255],
  'maybe-root': [-1, 255],
  slot: [0, 3],
  generation: [0, 2],
  act: [-1, 5],
  argument: [0, 255],
  number: [0, 2 ** 31 - 1],
};

/** @throws RecordFormatError */
export function readProgram(record: unknown): Program {
  const { name, threshold, nids, ops } = objectOf(record, 'program');
  if (typeof name !== 'string') throw new RecordFormatError('name', 'is not a string');
  if (!isCount(nids)) throw new RecordFormatError('nids', 'is not a count');
  if (!Array.isArray(threshold) || threshold.length !== 3 || !threshold.every(isCount))
    throw new RecordFormatError('threshold', 'is not three counts');
  if (!Array.isArray(ops)) throw new RecordFormatError('ops', 'is not a list');
  for (const [index, op] of ops.entries()) checkOp(op, index, nids);
  return { name, threshold: threshold as [number, number, number], nids, ops };
}

function checkOp(op: unknown, index: number, nids: number): void {
  const field = `ops[${index}]`;
  if (!Array.isArray(op)) throw new RecordFormatError(field, 'is not a list');
  const [name, ...operands] = op as [unknown, ...unknown[]];
  const kinds = typeof name === 'string' && Object.hasOwn(OPERANDS, name) ? OPERANDS[name] : null;
  if (!kinds) throw new RecordFormatError(field, 'is not an operation of the oracle');
  if (operands.length < kinds.length)
    throw new RecordFormatError(field, `${name} with ${kinds.length} operands`);
  for (const [at, kind] of kinds.entries())
    checkOperand(operands[at], kind, `${field}[${at + 1}]`, nids);
  if (name === 'chain' && Number(operands[1]) + Number(operands[2]) > nids)
    throw new RecordFormatError(field, `is not a chain with ids below nids, ${nids}`);
}

function checkOperand(value: unknown, kind: string, field: string, nids: number): void {
  if (kind === 'kind') {
    if (value !== 'o' && value !== 'f' && value !== 'l')
      throw new RecordFormatError(field, 'o, f or l');
    return;
  }
  const [low, high] = kind === 'id' ? [0, nids - 1] : (RANGES[kind] as readonly [number, number]);
  if (!Number.isInteger(value) || (value as number) < low || (value as number) > high)
    throw new RecordFormatError(field, `is not a ${kind} from ${low} to ${high}`);
}

/** @throws RecordFormatError */
export function readObservations(record: unknown): Observations {
  const { name, versions, base, frozen, obs } = objectOf(record, 'observations');
  if (typeof name !== 'string') throw new RecordFormatError('name', 'is not a string');
  if (!isStrings(versions)) throw new RecordFormatError('versions', 'is not a list of strings');
  if (!isStrings(obs)) throw new RecordFormatError('obs', 'is not a list of lines');
  return { name, versions, base: countsOf(base, 'base'), frozen: countsOf(frozen, 'frozen'), obs };
}

function objectOf(record: unknown, field: string): Record<string, unknown> & Fields {
  if (typeof record !== 'object' || record === null || Array.isArray(record))
    throw new RecordFormatError(field, 'is not an object');
  return record as Record<string, unknown> & Fields;
}

interface Fields {
  readonly name?: unknown;
  readonly threshold?: unknown;
  readonly nids?: unknown;
  readonly ops?: unknown;
  readonly versions?: unknown;
  readonly base?: unknown;
  readonly frozen?: unknown;
  readonly obs?: unknown;
}

function countsOf(value: unknown, field: string): Record<string, number> {
  const record = objectOf(value, field) as Record<string, unknown>;
  for (const [version, count] of Object.entries(record))
    if (!isCount(count)) throw new RecordFormatError(`${field}.${version}`, 'is not a count');
  return record as Record<string, number>;
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;

const isStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** The modelled version of a full version such as `3.15.0rc1`; null where none is (3.14.0 to 3.14.4). */
export function modelOf(interpreter: string): PythonVersion | null {
  const patch = /^3\.14\.(\d+)/.exec(interpreter);
  if (patch) return Number(patch[1]) >= 5 ? '3.14.5' : null;
  const minor = interpreter.split('.').slice(0, 2).join('.');
  return pythonVersions.find((version) => version === minor) ?? null;
}

/**
 * The version whose counting an interpreter follows. 3.14.0 to 3.14.4 too: it is their collector
 * alone that was withdrawn in 3.14.5.
 */
export const countingModelOf = (interpreter: string): PythonVersion | null =>
  /^3\.14\.\d/.test(interpreter) ? '3.14.5' : modelOf(interpreter);

/** The interpreter among those recorded that a modelled version stands for. */
export function interpreterOf(observations: Observations, python: PythonVersion): string | null {
  return observations.versions.find((version) => modelOf(version) === python) ?? null;
}
