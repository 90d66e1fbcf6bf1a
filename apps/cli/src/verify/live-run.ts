/** One program of a scenario given to the real tool: written to a folder of its own, run, read, compared. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Answered,
  compareAnswers,
  type Mismatch,
  type OracleRun,
  readAnswers,
} from '@memstrata/scenarios/confirm';
import { oneLine } from '../failure.ts';
import { runProgram } from '../tools/executables.ts';

/** An interpreter that is itself compiled on the way takes long on a loaded machine. */
const timeoutMs = 120_000;

/** What came of it: the tool's answers beside the model's, or why there are none. */
export type LiveAnswer =
  | { readonly answers: readonly Answered[]; readonly mismatches: readonly Mismatch[] }
  | { readonly failure: string };

/** The words that start each command of a run: `gcc` → `/usr/bin/gcc`. */
export type Executables = Readonly<Record<string, readonly [string, ...string[]]>>;

/**
 * Runs the commands in a folder that is gone afterwards. A command that fails, or output that is
 * not of the agreed form, is an answer too: the tool did not confirm.
 */
export async function runLive(run: OracleRun, executables: Executables): Promise<LiveAnswer> {
  const folder = mkdtempSync(join(tmpdir(), 'memstrata-'));
  try {
    writeFileSync(join(folder, run.file), run.source);
    let output = '';
    for (const [program = '', ...argv] of run.commands) {
      const [path, ...words] = executables[program] ?? [join(folder, program)];
      const all = [...words, ...argv];
      const { status, stdout, stderr } = await runProgram(path, all, { cwd: folder, timeoutMs });
      output = stdout + stderr;
      if (status !== 0) return { failure: `${program} ended with ${status}: ${firstLine(output)}` };
    }
    const answers = readAnswers(run.tool, output);
    return { answers, mismatches: compareAnswers(run.expected, answers) };
  } catch (error) {
    return { failure: oneLine(error instanceof Error ? error.message : String(error)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const firstLine = (output: string): string => oneLine(output.trimStart().split('\n', 1)[0] ?? '');
