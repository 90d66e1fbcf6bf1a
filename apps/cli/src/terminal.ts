import type { Writable } from 'node:stream';
import pc from 'picocolors';
import type { Environment } from './environment.ts';

type Colors = ReturnType<typeof pc.createColors>;

/** A stream that may be a terminal. */
export type Output = Writable & {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
};

/** Width of plain output, and of a terminal that does not say. */
const DEFAULT_COLUMNS = 80;

const LINES_PER_WRITE = 1000;

/** NO_COLOR decides first, then FORCE_COLOR, then whether the output is a terminal that can show it. */
export function wantsColor(output: Output, environment: Environment): boolean {
  if (environment.NO_COLOR) return false;
  const forced = environment.FORCE_COLOR;
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  return output.isTTY === true && environment.TERM !== 'dumb';
}

/** Where a command prints: lines on stdout, progress on stderr while that is a terminal. */
export class Terminal {
  readonly colors: Colors;
  readonly columns: number;
  readonly environment: Environment;
  readonly #stdout: Output;
  readonly #stderr: Output;
  #progressShown = false;

  constructor(stdout: Output, stderr: Output, environment: Environment) {
    this.#stdout = stdout;
    this.#stderr = stderr;
    this.environment = environment;
    this.colors = pc.createColors(wantsColor(stdout, environment));
    this.columns = columnsOf(stdout, environment);
  }

  /** True when progress can be drawn over itself. */
  get live(): boolean {
    return this.#stderr.isTTY === true && this.environment.TERM !== 'dumb';
  }

  /** True when lines can be drawn over themselves. */
  get redraws(): boolean {
    return this.#stdout.isTTY === true && this.environment.TERM !== 'dumb';
  }

  print(text: string): void {
    this.#stdout.write(text);
  }

  line(text = ''): void {
    this.print(`${text}\n`);
  }

  /** Many lines in few writes. */
  lines(texts: readonly string[]): void {
    for (let from = 0; from < texts.length; from += LINES_PER_WRITE)
      this.line(texts.slice(from, from + LINES_PER_WRITE).join('\n'));
  }

  json(value: unknown): void {
    this.line(JSON.stringify(value, null, 2));
  }

  complain(text: string): void {
    this.#stderr.write(`${text}\n`);
  }

  /** Replaces the progress line; nothing without a terminal. */
  progress(text: string): void {
    if (!this.live) return;
    this.#progressShown = true;
    this.#stderr.write(`\r\u001B[2K${text.slice(0, this.columns - 1)}`);
  }

  /** Takes the progress line away, so that what follows starts on a clean line. */
  clearProgress(): void {
    if (!this.#progressShown) return;
    this.#progressShown = false;
    this.#stderr.write('\r\u001B[2K');
  }

  /** Resolves once everything printed so far has been handed over. */
  async drained(): Promise<void> {
    if (this.#stdout.writableNeedDrain)
      await new Promise<void>((resolve) => this.#stdout.once('drain', resolve));
  }
}

function columnsOf(output: Output, environment: Environment): number {
  const told = output.isTTY ? output.columns : Number(environment.COLUMNS);
  return told !== undefined && Number.isInteger(told) && told >= 20 ? told : DEFAULT_COLUMNS;
}
