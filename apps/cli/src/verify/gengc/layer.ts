/**
 * `verify gengc`: every CPython of this machine performs the programs of the repository and random ones,
 * and has its heap captured. What it did is held against its record and against the model of its version.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome } from '../../conform/suite.ts';
import { exitCodeOf, type Verdict, verdictOf } from '../../conform/verdict.ts';
import { EXIT_FAILED, InputError } from '../../failure.ts';
import type { Session } from '../../session.ts';
import type { Terminal } from '../../terminal.ts';
import { findPyodide, pyodideIn } from '../../tools/pyodide.ts';
import { findPythons, pythonsOfVersion } from '../../tools/pythons.ts';
import { type FoundTool, isFound, type Tool } from '../../tools/tool.ts';
import { findRepository, repositoryOf } from '../recordings-folder.ts';
import { captureOutcome } from './captures.ts';
import {
  againstModel,
  againstRecord,
  programsOf,
  randomPrograms,
  requireGenerator,
} from './programs.ts';
import { type Programs, performOn } from './recorder.ts';
import { printRun } from './report.ts';
import { StoredRecords } from './stored-records.ts';

/** How a run of the layer is asked for. */
export interface GengcOptions {
  readonly json?: boolean;
  /** Rewrites the records of the interpreters found; with a seed the random programs too. */
  readonly record?: boolean;
  /** Which random programs. @defaultValue the day, so that every day's are others */
  readonly seed?: number;
  /** Folder with another generator, `gen.py`, whose programs are performed too. */
  readonly oracle?: string;
  /** Only interpreters of this version, `3.12` for 3.12.1. */
  readonly python?: string;
  /** Folders with other releases of npm's `pyodide`, each one more CPython. */
  readonly pyodide?: readonly string[];
}

const DAY_MS = 86_400_000;

/** What one run works on. */
interface Run {
  readonly terminal: Terminal;
  readonly pythons: readonly FoundTool[];
  readonly programs: Programs;
  readonly stored: StoredRecords | null;
  readonly record: boolean;
  readonly folder: string;
}

export async function verifyGengc(session: Session, options: GengcOptions): Promise<void> {
  const { terminal } = session;
  if (options.oracle !== undefined) requireGenerator(options.oracle);
  const root = options.record ? repositoryOf(process.cwd()) : findRepository(process.cwd());
  const tools = await pythonsFor(terminal, options);
  const pythons = tools.filter(isFound);
  const seed = options.seed ?? Math.floor(Date.now() / DAY_MS);
  const stored = StoredRecords.open(root);
  const random = randomPrograms(seed);
  if (options.record && options.seed !== undefined) stored?.replaceRandom(random);
  const others = options.oracle === undefined ? [] : await oracleOf(options.oracle, pythons, seed);
  const programs = new Map([...(stored?.programs ?? []), ...random, ...others]);
  const folder = mkdtempSync(join(tmpdir(), 'memstrata-verify-'));
  try {
    const record = options.record === true;
    const suites = await performAll({ terminal, pythons, programs, stored, record, folder });
    const written = record && stored ? stored.write() : [];
    if (options.json) terminal.json({ seed, tools, suites, written });
    else printRun(terminal, { tools, suites, seed, written, hasRecords: stored !== null });
    if (suites.some((verdict) => exitCodeOf(verdict) !== 0)) session.exitCode = EXIT_FAILED;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @throws UsageError if a version is asked for and not here. */
async function pythonsFor(
  terminal: Terminal,
  { python: prefix, pyodide = [] }: GengcOptions,
): Promise<Tool[]> {
  const native = await findPythons(terminal.environment);
  const threes = native.filter((tool) => !isFound(tool) || isThree(tool));
  const tools = [...threes, findPyodide(), ...pyodide.map(pyodideIn)];
  return prefix === undefined ? tools : pythonsOfVersion(tools, prefix);
}

const isThree = ({ version }: FoundTool): boolean => version.startsWith('3.');

async function oracleOf(
  folder: string,
  pythons: readonly FoundTool[],
  seed: number,
): Promise<Programs> {
  const native = pythons.findLast(({ isWebAssembly }) => isWebAssembly !== true);
  if (!native) throw new InputError('--oracle needs a native python3 to run gen.py');
  return programsOf(folder, native, seed);
}

/** One verdict against the records, if some are of an interpreter here, one against the model, one of the heaps. */
async function performAll(run: Run): Promise<Verdict[]> {
  const { terminal, pythons, folder } = run;
  const [records, model, heaps]: [Outcome[], Outcome[], Outcome[]] = [[], [], []];
  for (const python of pythons) {
    terminal.progress(`Python ${python.version}: programs`);
    await performPrograms(run, python, records, model);
    terminal.progress(`Python ${python.version}: heap`);
    heaps.push(await captureOutcome(python, folder, terminal));
  }
  terminal.clearProgress();
  const isRecorded = records.some((outcome) => !('why' in outcome));
  return [
    ...(isRecorded ? [await verdictOf('records', records)] : []),
    await verdictOf('model', model),
    await verdictOf('snapshot', heaps),
  ];
}

async function performPrograms(
  { programs, stored, record, folder }: Run,
  python: FoundTool,
  records: Outcome[],
  model: Outcome[],
): Promise<void> {
  try {
    for await (const observed of performOn(python, programs, folder)) {
      model.push(againstModel(observed, programs));
      if (stored) records.push(...againstRecord(observed, programs, stored));
      if (stored && record && observed.obs.length > 0) stored.keep(observed);
    }
  } catch (error) {
    const why = `the recorder failed: ${error instanceof Error ? error.message : String(error)}`;
    model.push({ id: `programs on ${python.version}`, why });
  }
}
