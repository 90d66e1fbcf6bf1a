/**
 * `verify segments`: records the kernel, the compiler and binutils of this machine anew, and holds what
 * they did against the models of the layer.
 */
import { release } from 'node:os';
import { count } from '@memstrata/scenarios/view';
import type { Outcome } from '../../conform/suite.ts';
import { exitCodeOf, printVerdict, type Verdict, verdictOf } from '../../conform/verdict.ts';
import { EXIT_FAILED, oneLine } from '../../failure.ts';
import type { Session } from '../../session.ts';
import { findTool, isFound, type Tool } from '../../tools/tool.ts';
import { type Kept, keepRecords } from './fresh-records.ts';
import { Recorder } from './recorder.ts';
import {
  type Bench,
  elfOutcomes,
  execOutcomes,
  frameOutcomes,
  mappingOutcomes,
  mapsOutcomes,
  observeOutcomes,
  randomisedOutcomes,
} from './suites.ts';

/** How a run of the layer is asked for. */
export interface LayerOptions {
  readonly record?: boolean;
  readonly json?: boolean;
  /** Which random programs and files. @defaultValue the day, so that every day's are others */
  readonly seed?: number;
}

/** A suite that ran, or why it did not. */
type Ran = Verdict | { readonly suite: string; readonly why: string };

const DAY_MS = 86_400_000;

export async function verifySegments(session: Session, options: LayerOptions): Promise<void> {
  const { terminal } = session;
  const seed = options.seed ?? Math.floor(Date.now() / DAY_MS);
  const names = ['gcc', 'readelf', 'size', 'gdb'];
  const tools = await Promise.all(names.map((name) => findTool(name, terminal.environment)));
  const kept: Kept = new Map();
  const ran = await runAll(session, tools, seed, kept);
  const suites = ran.filter((each) => 'matched' in each);
  if (options.json) terminal.json({ kernel: release(), seed, tools, suites: ran });
  else {
    for (const each of ran)
      if ('why' in each) terminal.line(`${each.suite}: not run, ${each.why}`);
      else printVerdict(each, terminal);
    const agreed = suites.filter((verdict) => exitCodeOf(verdict) === 0).length;
    terminal.line();
    terminal.line(
      `verify segments: ${agreed} of ${count(suites.length, 'suite')} agree ` +
        `(kernel ${release()}, seed ${seed})`,
    );
  }
  if (options.record)
    for (const file of await keepRecords(kept, { seed, tools })) terminal.line(`recorded ${file}`);
  if (suites.length === 0 || suites.some((verdict) => exitCodeOf(verdict) !== 0))
    session.exitCode = EXIT_FAILED;
}

async function runAll(
  session: Session,
  tools: readonly Tool[],
  seed: number,
  kept: Kept,
): Promise<Ran[]> {
  const pathOf = (name: string): string | null =>
    tools.filter(isFound).find((tool) => tool.name === name)?.path ?? null;
  const [gcc, readelf, size] = [pathOf('gcc'), pathOf('readelf'), pathOf('size')];
  const gdb = pathOf('gdb');
  const here = `${process.platform} ${process.arch}`;
  if (here !== 'linux x64') return [{ suite: 'segments', why: `${here} is not Linux on x86-64` }];
  if (gcc === null) return [{ suite: 'segments', why: 'gcc is missing' }];
  const recorder = new Recorder(gcc);
  try {
    const bench: Bench = {
      recorder,
      binutils: readelf !== null && size !== null ? { readelf, size } : null,
      seed,
      environment: session.terminal.environment,
      keep: (file, record) => kept.set(file, [...(kept.get(file) ?? []), record]),
    };
    const ran: Ran[] = [];
    for (const [suite, outcomes] of Object.entries(suitesOf(bench, gdb))) {
      session.terminal.progress(`${suite}: recording`);
      ran.push(await runOne(suite, outcomes));
    }
    session.terminal.clearProgress();
    return ran;
  } finally {
    recorder.close();
  }
}

/** The outcomes of each suite, or what is missing for it. */
function suitesOf(
  bench: Bench,
  gdb: string | null,
): Readonly<Record<string, AsyncIterable<Outcome> | string>> {
  return {
    elf: bench.binutils ? elfOutcomes(bench, bench.binutils) : 'readelf or size is missing',
    exec: execOutcomes(bench),
    randomised: randomisedOutcomes(bench),
    vmops: mappingOutcomes(bench),
    observe: observeOutcomes(bench),
    maps: mapsOutcomes(bench),
    frames: gdb === null ? 'gdb is missing' : frameOutcomes(bench, gdb),
  };
}

/** A recorder that cannot do its work here is a reason, not an error: the other suites still run. */
async function runOne(suite: string, outcomes: AsyncIterable<Outcome> | string): Promise<Ran> {
  if (typeof outcomes === 'string') return { suite, why: outcomes };
  try {
    return await verdictOf(suite, outcomes);
  } catch (error) {
    return { suite, why: oneLine(error instanceof Error ? error.message : String(error)) };
  }
}
