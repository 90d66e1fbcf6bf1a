/**
 * `verify gengc`: captures heaps on every CPython of this machine, and runs random programs there where
 * the oracle is at hand; holds what they did against the model of the same version.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CAPTURE_SCRIPT } from '@memstrata/gengc/snapshot';
import { count } from '@memstrata/scenarios/view';
import type { Outcome } from '../../conform/suite.ts';
import { exitCodeOf, printVerdict, type Verdict, verdictOf } from '../../conform/verdict.ts';
import { EXIT_FAILED, InputError } from '../../failure.ts';
import type { Session } from '../../session.ts';
import type { Terminal } from '../../terminal.ts';
import { findPythons } from '../../tools/pythons.ts';
import { type FoundTool, isFound } from '../../tools/tool.ts';
import { captureOutcome } from './captures.ts';
import { generatePrograms, programOutcomes } from './programs.ts';

/** How a run of the layer is asked for. */
export interface GengcOptions {
  readonly json?: boolean;
  /** Which random programs. @defaultValue the day, so that every day's are others */
  readonly seed?: number;
  /** Folder with the oracle's `gen.py` and `oracle.py`; without it no programs are recorded anew. */
  readonly oracle?: string;
}

const DAY_MS = 86_400_000;

/** @throws InputError naming the file of the oracle that is missing. */
function requireOracle(folder: string): void {
  for (const file of ['gen.py', 'oracle.py'].map((name) => join(folder, name)))
    if (!existsSync(file))
      throw new InputError(
        `${file}: no such file; --oracle takes the folder of gen.py and oracle.py`,
      );
}

export async function verifyGengc(session: Session, options: GengcOptions): Promise<void> {
  const { terminal } = session;
  if (options.oracle !== undefined) requireOracle(options.oracle);
  const seed = options.seed ?? Math.floor(Date.now() / DAY_MS);
  const tools = await findPythons(terminal.environment);
  const pythons = tools.filter(isFound).filter(({ version }) => version.startsWith('3.'));
  const folder = mkdtempSync(join(tmpdir(), 'memstrata-verify-'));
  try {
    writeFileSync(join(folder, 'capture.py'), CAPTURE_SCRIPT);
    const { oracle } = options;
    const suites = [
      ...(oracle === undefined
        ? []
        : [await verdictOf('gc', allPrograms(pythons, oracle, seed, folder, terminal))]),
      await verdictOf('snapshot', allCaptures(pythons, folder, terminal)),
    ];
    terminal.clearProgress();
    if (options.json) terminal.json({ seed, tools, suites });
    else print(terminal, suites, pythons, seed);
    if (suites.some((verdict) => exitCodeOf(verdict) !== 0)) session.exitCode = EXIT_FAILED;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function print(
  terminal: Terminal,
  suites: readonly Verdict[],
  pythons: readonly FoundTool[],
  seed: number,
): void {
  for (const verdict of suites) printVerdict(verdict, terminal);
  const agreed = suites.filter((verdict) => exitCodeOf(verdict) === 0).length;
  terminal.line();
  terminal.line(
    `verify gengc: ${agreed} of ${count(suites.length, 'suite')} agree ` +
      `(${count(pythons.length, 'interpreter')}, seed ${seed})`,
  );
}

async function* allPrograms(
  pythons: readonly FoundTool[],
  oracle: string,
  seed: number,
  folder: string,
  terminal: Terminal,
): AsyncGenerator<Outcome> {
  const generator = pythons.at(-1);
  if (!generator) return;
  const programs = await generatePrograms(generator, oracle, seed, folder);
  for (const python of pythons) {
    terminal.progress(`gc: Python ${python.version}`);
    yield* programOutcomes(python, oracle, programs, folder);
  }
}

async function* allCaptures(
  pythons: readonly FoundTool[],
  folder: string,
  terminal: Terminal,
): AsyncGenerator<Outcome> {
  for (const python of pythons) {
    terminal.progress(`snapshot: Python ${python.version}`);
    yield captureOutcome(python, folder, terminal);
  }
}
