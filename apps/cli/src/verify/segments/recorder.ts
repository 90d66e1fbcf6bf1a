/** What records the kernel of this machine: two small C programs, compiled here, that run others and tell. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asset } from '../../assets.ts';
import { oneLine } from '../../failure.ts';

/** The conditions a program is started under. */
export interface Conditions {
  /** RLIMIT_STACK in bytes, -1 for unlimited. */
  readonly stack: number;
  /** Address randomisation, which is off without this. */
  readonly random?: boolean;
  /** The bottom-up layout (ADDR_COMPAT_LAYOUT). */
  readonly legacy?: boolean;
  /** The address limit of a 32-bit kernel (ADDR_LIMIT_3GB). */
  readonly limit3G?: boolean;
}

/** One start of a program. */
export interface Start {
  readonly path: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly conditions: Conditions;
  /** What it reads from standard input. */
  readonly input?: string;
  /** Bytes of a file it finds open as number 3. */
  readonly fileBytes?: number;
}

/** A program that brings its own start and calls the kernel itself. */
export const FREESTANDING: readonly string[] = [
  '-nostdlib',
  '-ffreestanding',
  '-fno-stack-protector',
  '-fcf-protection=none',
];

/** Compiles and runs programs in a folder of its own, which is gone after {@link close}. */
export class Recorder {
  readonly #folder: string = mkdtempSync(join(tmpdir(), 'memstrata-'));
  readonly #gcc: string;

  /** @throws Error with the compiler's words when it refuses the helpers. */
  constructor(gcc: string) {
    this.#gcc = gcc;
    this.compile('under', asset('segments/under.c'), ['-O1']);
    const fixed = ['-O1', '-static', '-fno-pie', '-no-pie', ...FREESTANDING];
    this.compile('steps', asset('segments/steps.c'), fixed);
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  path(name: string): string {
    return join(this.#folder, name);
  }

  compile(name: string, source: string, options: readonly string[]): string {
    const output = this.path(name);
    const argv = [source, '-o', output, ...options];
    const { status, stderr } = spawnSync(this.#gcc, argv, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`gcc refuses ${name}: ${oneLine(stderr)}`);
    return output;
  }

  /** What the program prints; traced, what the kernel made of it before its first instruction. */
  run(start: Start, traced = false): string {
    const { stack, random, legacy, limit3G } = start.conditions;
    const conditions = [
      `stack=${stack}`,
      ...(random ? ['random'] : []),
      ...(legacy ? ['legacy'] : []),
      ...(limit3G ? ['3gb'] : []),
    ];
    const argv = [...conditions, ...(traced ? ['trace'] : []), start.path, ...start.argv];
    const file = start.fileBytes === undefined ? 'ignore' : this.#open(start.fileBytes);
    const { stdout, error } = spawnSync(this.path('under'), argv, {
      env: { ...start.env },
      input: start.input ?? '',
      stdio: ['pipe', 'pipe', 'pipe', file],
      encoding: 'utf8',
      maxBuffer: 256 << 20,
      timeout: 60_000,
    });
    if (file !== 'ignore') closeSync(file);
    if (error) throw error;
    return stdout;
  }

  #open(bytes: number): number {
    const path = this.path('FILE');
    writeFileSync(path, new Uint8Array(bytes).fill(0x5a));
    return openSync(path, 'r+');
  }
}
