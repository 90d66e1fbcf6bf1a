import { spawn } from 'node:child_process';
import { Readable, Writable } from 'node:stream';
import { run } from '../src/program.ts';
import type { Input } from '../src/quiz/chooser.ts';
import { BUILT_MAIN } from './built-command.ts';

export interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A stream that keeps what is written; with `columns` it says that it is a terminal. */
export class Sink extends Writable {
  text = '';
  isTTY: boolean;
  readonly columns: number | undefined;

  constructor(columns?: number) {
    super();
    this.isTTY = columns !== undefined;
    this.columns = columns;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

export interface Surroundings {
  readonly environment?: Record<string, string>;
  /** A terminal of so many columns; without it the streams are plain. */
  readonly terminal?: number;
  /** Standard input; empty without it. */
  readonly input?: Input | string;
}

/** Runs a command line in this process. */
export async function invoke(argv: readonly string[], around: Surroundings = {}): Promise<Answer> {
  const stdout = new Sink(around.terminal);
  const stderr = new Sink(around.terminal);
  const environment = around.environment ?? {};
  const given = around.input ?? '';
  const stdin = typeof given === 'string' ? Readable.from(given === '' ? [] : [given]) : given;
  const status = await run(argv, { stdin, stdout, stderr, environment });
  return { status, stdout: stdout.text, stderr: stderr.text };
}

/** Runs a command line as a process of its own, in this folder or another. */
export function execute(
  argv: readonly string[],
  environment: Record<string, string> = {},
  folder?: string,
): Promise<Answer> {
  const child = spawn(process.execPath, [BUILT_MAIN, ...argv], {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const heard = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => (heard.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (heard.stderr += text));
  return new Promise((resolve) => {
    child.on('close', (status) => resolve({ status, ...heard }));
  });
}
