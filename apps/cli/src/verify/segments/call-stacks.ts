/** Stacks of calls of programs compiled here, recorded with gdb as `frames.jsonl` keeps them. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { asset } from '../../assets.ts';
import { oneLine } from '../../failure.ts';
import { type CallProgram, randomCallProgram } from './call-programs.ts';
import { FREESTANDING, type Recorder } from './recorder.ts';

const OPTIONS = [
  ...['-g', '-gdwarf-4', '-w', '-O0', '-fno-pie', '-no-pie', '-fno-stack-protector'],
  ...['-fcf-protection=none', '-fno-stack-clash-protection', '-fno-ipa-stack-alignment'],
];

/** How a program is compiled: for which convention, with frame pointers or without. */
export const CONFIGURATIONS = {
  'amd64-fp': { arch: 'amd64', options: [] },
  'amd64-nofp': { arch: 'amd64', options: ['-fomit-frame-pointer'] },
  'i386-fp': { arch: 'i386', options: ['-m32'] },
  'i386-nofp': { arch: 'i386', options: ['-m32', '-fomit-frame-pointer'] },
} as const;

export type Configuration = keyof typeof CONFIGURATIONS;

const PATIENCE_MS = 120_000;

/** A record, or why there can be none of that program. */
export type RecordedStack = object | { readonly why: string };

/**
 * Compiles the program of a seed, runs it under gdb to its marked point, and answers the record.
 * @throws Error with gcc's or gdb's words when they cannot.
 */
export function recordCallStack(
  recorder: Recorder,
  gdb: string,
  seed: number,
  configuration: Configuration,
): RecordedStack {
  const program = randomCallProgram(seed);
  const { arch, options } = CONFIGURATIONS[configuration];
  const flags = [...OPTIONS, ...options];
  const source = recorder.path('calls.c');
  writeFileSync(source, program.source);
  const executable = recorder.compile('calls', source, flags);
  const record = underGdb(recorder, gdb, jobOf(program, executable, recorder.path('calls.json')));
  if ('why' in record) return record;
  const word = arch === 'amd64' ? 8 : 4;
  const id = `seed ${seed}@${configuration}`;
  const made = { id, program: `seed ${seed}`, config: configuration, arch, word };
  return { ...made, flags: flags.join(' '), ...record };
}

/** What the recorder inside gdb reads from its environment. */
interface Job {
  readonly executable: string;
  readonly output: string;
  readonly functions: readonly string[];
  readonly mark: string;
  readonly mark_at: 'entry' | 'body';
  readonly result: string | null;
  readonly reads: Readonly<Record<string, number>>;
  readonly variadic: Readonly<Record<string, readonly string[]>>;
}

const jobOf = (program: CallProgram, executable: string, output: string): Job => ({
  executable,
  output,
  functions: program.functions,
  mark: program.mark,
  mark_at: program.markAt,
  result: program.result,
  reads: Object.fromEntries(
    Object.entries(program.variadic).map(([name, { line }]) => [name, line]),
  ),
  variadic: Object.fromEntries(
    Object.entries(program.variadic).map(([name, { names }]) => [name, names]),
  ),
});

function underGdb(recorder: Recorder, gdb: string, job: Job): object {
  rmSync(job.output, { force: true });
  const argv = ['-q', '-nx', '-batch', '-x', asset('segments/call_stack.py')];
  const { stdout, stderr, error } = spawnSync(gdb, argv, {
    env: { PATH: process.env['PATH'], HOME: recorder.path('.'), JOB: JSON.stringify(job) },
    encoding: 'utf8',
    timeout: PATIENCE_MS,
  });
  if (error) throw error;
  try {
    return JSON.parse(readFileSync(job.output, 'utf8')) as object;
  } catch {
    throw new Error(`gdb does not come to the mark: ${oneLine(`${stdout}${stderr}`).slice(-900)}`);
  }
}

/** Why no 32-bit program can be recorded here; undefined if one was compiled and has run. */
export function why32BitDoesNotRun(recorder: Recorder): string | undefined {
  const source = recorder.path('narrow.c');
  writeFileSync(source, 'void _start(void) { asm("int $0x80" : : "a"(1), "b"(42)); }\n');
  try {
    const options = ['-m32', '-static', '-fno-pie', '-no-pie', ...FREESTANDING];
    // A file the kernel refuses (ENOEXEC) is handed to a shell by the C library: that ends with a status of its own.
    const { status } = spawnSync(recorder.compile('narrow', source, options), []);
    return status === 42
      ? undefined
      : `the kernel does not run 32-bit programs: one that ends with 42 ends with ${status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
