/** Programs of the machine: found on the PATH, run with a time limit, their answers as text. */
import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Environment } from '../environment.ts';

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The first executable of that name on the PATH. */
export function findOnPath(name: string, environment: Environment): string | undefined {
  return foldersOf(environment)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

export const foldersOf = (environment: Environment): string[] =>
  (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');

export interface ProgramAnswer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly environment?: Environment;
  readonly timeoutMs?: number;
}

/** Runs a program to its end; a status is an answer, only a program that cannot be started is an error. */
export function runProgram(
  path: string,
  argv: readonly string[],
  options: RunOptions = {},
): Promise<ProgramAnswer> {
  return new Promise((resolve, reject) => {
    execFile(
      path,
      [...argv],
      {
        cwd: options.cwd,
        env: { ...process.env, ...options.environment },
        timeout: options.timeoutMs ?? 20_000,
        maxBuffer: 64 << 20,
      },
      (error, stdout, stderr) => {
        const status = error ? error.code : 0;
        if (typeof status === 'string') reject(error);
        else resolve({ status: status ?? null, stdout, stderr });
      },
    );
  });
}
