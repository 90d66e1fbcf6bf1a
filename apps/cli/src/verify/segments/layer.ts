/**
 * `verify segments`: records the kernel, the compiler and binutils of this machine anew, and holds what
 * they did against the models of the layer.
 */
import { release } from 'node:os';
import type { Session } from '../../session.ts';
import { findTool, isFound, type Tool } from '../../tools/tool.ts';
import { judge, printSuites, runSuites, type SuiteRun, type Suites } from '../suite-run.ts';
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

const DAY_MS = 86_400_000;

export async function verifySegments(session: Session, options: LayerOptions): Promise<void> {
  const { terminal } = session;
  const seed = options.seed ?? Math.floor(Date.now() / DAY_MS);
  const names = ['gcc', 'readelf', 'size', 'gdb'];
  const tools = await Promise.all(names.map((name) => findTool(name, terminal.environment)));
  const kept: Kept = new Map();
  const runs = await runAll(session, tools, seed, kept);
  const kernel = release();
  if (options.json) terminal.json({ kernel, seed, tools, suites: runs });
  else printSuites(session, 'segments', `kernel ${kernel}, seed ${seed}`, runs);
  if (options.record)
    for (const file of await keepRecords(kept, { seed, tools })) terminal.line(`recorded ${file}`);
  judge(session, runs);
}

async function runAll(
  session: Session,
  tools: readonly Tool[],
  seed: number,
  kept: Kept,
): Promise<SuiteRun[]> {
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
    return await runSuites(session, suitesOf(bench, gdb));
  } finally {
    recorder.close();
  }
}

/** The outcomes of each suite, or what is missing for it. */
function suitesOf(bench: Bench, gdb: string | null): Suites {
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
