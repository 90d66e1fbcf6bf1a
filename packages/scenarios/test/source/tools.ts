import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareAnswers, type Mismatch, type OracleRun, readAnswers } from '../../src/confirm.ts';

/** Whether a program can be started here. */
export const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

/** What one command prints, its standard error behind it. */
export function printed(command: readonly string[], cwd: string, input = ''): string {
  const [program = '', ...rest] = command;
  const { stdout, stderr } = spawnSync(program, rest, {
    cwd,
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return `${stdout ?? ''}${stderr ?? ''}`;
}

/** Does something in a folder that is gone afterwards. */
export function inFolder<T>(act: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'memstrata-'));
  try {
    return act(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Where the tool disagrees with the model; what a command before the last one prints is a disagreement too. */
export function disagreements(run: OracleRun): readonly (Mismatch | string)[] {
  return inFolder((folder) => {
    writeFileSync(join(folder, run.file), run.source);
    const outputs = run.commands.map((command) => printed(command, folder));
    const complaints = outputs.slice(0, -1).filter((output) => output !== '');
    if (complaints.length > 0) return complaints;
    const output = outputs.at(-1) ?? '';
    if (/Traceback|SyntaxError/.test(output)) return [output];
    return compareAnswers(run.expected, readAnswers(run.tool, output));
  });
}
