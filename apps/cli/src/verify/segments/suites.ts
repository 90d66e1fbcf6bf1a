/** The suites of the segments layer on live truth: each records, compares, and keeps what it recorded. */
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type ExecutableImage, imageOf } from '@memstrata/segments';
import {
  compareElf,
  compareFrames,
  compareMaps,
  compareObserve,
  compareRandomised,
  compareVmops,
  type Interpreters,
} from '@memstrata/segments/conform';
import { readElf } from '@memstrata/segments/elf';
import { labelMappings, parseSmaps } from '@memstrata/segments/proc';
import { compareRun } from '../../conform/exec-suite.ts';
import { imageUnderTest } from '../../conform/image-under-test.ts';
import { type Outcome, wholeUnit } from '../../conform/suite.ts';
import type { Environment } from '../../environment.ts';
import { tryRandomAccess } from '../../random-access.ts';
import { findOnPath } from '../../tools/executables.ts';
import {
  CONFIGURATIONS,
  type Configuration,
  recordCallStack,
  why32BitDoesNotRun,
} from './call-stacks.ts';
import { type Binutils, recordElf } from './elf-readings.ts';
import {
  buildNarrow,
  buildProgram,
  type RecordedProgram,
  randomConditions,
  randomStrings,
  recordExec,
} from './exec-runs.ts';
import { recordFaulting } from './faulting-programs.ts';
import { contradictions, recordKnownProcess, recordWaiting, WAITING } from './live-processes.ts';
import { recordMappingSteps, sharesZeroPage } from './mapping-steps.ts';
import { Random } from './random.ts';
import { recordRandomised } from './randomised-starts.ts';
import type { Recorder } from './recorder.ts';
import { recordStringLimit, STRING_CASES } from './string-limit.ts';

/** What the suites record with, and where they leave it. */
export interface Bench {
  readonly recorder: Recorder;
  readonly binutils: Binutils | null;
  readonly seed: number;
  readonly environment: Environment;
  /** Keeps a record under the name of its file. */
  readonly keep: (file: string, record: unknown) => void;
}

const SYSTEM_FILES = 20;
const BUILT_FILES = 20;
const RUNS_PER_FILE = 3;
/** Larger programs are kept by their headers alone. */
const MOST_KEPT_BYTES = 100_000;
const SEQUENCES = 60;
const STEPS = 40;
const FAULTING = 80;
const CALLING = 24;

/** Folders whose files are looked at; those that are missing are passed over. */
const PROGRAM_FOLDERS = ['/usr/bin', '/usr/sbin'];
const LIBRARY_FOLDERS = ['/usr/lib/x86_64-linux-gnu', '/usr/lib64'];

/** Files whose identity changes when they are started lose the conditions they were started under. */
const SET_ID = 0o6000;

function isPlainElf(path: string): boolean {
  const { mode, size } = statSync(path, { throwIfNoEntry: false }) ?? {};
  if (mode === undefined || size === undefined || (mode & 0o170000) !== 0o100000) return false;
  if ((mode & SET_ID) !== 0) return false;
  return tryRandomAccess(path, (file) => readElf(file)) !== undefined;
}

/** So many ELF files of the machine, chosen by chance. */
function someFiles(random: Random, folders: readonly string[], count: number): string[] {
  const names = folders.flatMap((folder) => {
    if (!statSync(folder, { throwIfNoEntry: false })) return [];
    return readdirSync(folder).map((name) => join(folder, name));
  });
  const chosen = new Set<string>();
  for (let tries = 0; chosen.size < count && tries < 50 * count; tries += 1) {
    const name = names[random.below(names.length)];
    if (name !== undefined && isPlainElf(name)) chosen.add(realpathSync(name));
  }
  return [...chosen];
}

export async function* elfOutcomes(bench: Bench, binutils: Binutils): AsyncGenerator<Outcome> {
  const random = new Random(bench.seed);
  const libraries = someFiles(random, LIBRARY_FOLDERS, SYSTEM_FILES);
  for (const path of [...someFiles(random, PROGRAM_FOLDERS, SYSTEM_FILES), ...libraries]) {
    const record = await recordElf(path, binutils);
    if (record) yield wholeUnit(path, compareElf(record, readFileSync(path)));
  }
}

export async function* execOutcomes(bench: Bench): AsyncGenerator<Outcome> {
  const { recorder, seed } = bench;
  const random = new Random(seed);
  const built = Array.from({ length: BUILT_FILES }, (_, at) => buildProgram(recorder, seed + at));
  for (const file of [...someFiles(random, PROGRAM_FOLDERS, SYSTEM_FILES), ...built]) {
    const conditions = Array.from({ length: RUNS_PER_FILE }, () => randomConditions(random));
    const program = recordExec(recorder, file, conditions, randomStrings(random));
    yield* execRuns(bench, file, program, built.includes(file));
  }
  const steps = recorder.path('steps');
  for (const each of STRING_CASES)
    for (const program of recordStringLimit(recorder, steps, each))
      yield* execRuns(bench, steps, program, false);
}

/** Keeps and compares the runs of one program, its file too where that is our own and small. */
async function* execRuns(
  bench: Bench,
  file: string,
  { record, bytes }: RecordedProgram,
  isOwn: boolean,
): AsyncGenerator<Outcome> {
  const isKept = isOwn && bytes.length <= MOST_KEPT_BYTES;
  const content = isKept ? { file: Buffer.from(bytes).toString('base64') } : {};
  bench.keep('exec.jsonl', { ...record, ...content });
  const interpreters = interpretersOf(bytes);
  await keepHeaders(bench, [file, ...Object.keys(interpreters)]);
  for (const [index, run] of (record['runs'] as readonly unknown[]).entries()) {
    const id = `${file} run ${index}`;
    yield compareRun(id, { place: id, record: { ...record, runs: [run] } }, bytes, interpreters);
  }
}

/** The headers of a program and its loader, so that its runs can be compared where the files are not. */
async function keepHeaders({ binutils, keep }: Bench, files: readonly string[]): Promise<void> {
  if (binutils === null) return;
  for (const file of files)
    keep('elf.jsonl', { ...(await recordElf(file, binutils)), real_path: realpathSync(file) });
}

function interpretersOf(bytes: Uint8Array): Interpreters {
  const { interpreter } = readElf(bytes);
  if (interpreter === null) return {};
  const image = tryRandomAccess(interpreter, (file): ExecutableImage => {
    const name = realpathSync(interpreter);
    return imageOf(readElf(file), { name, size: file.size, hugeAligned: true });
  });
  return image ? { [interpreter]: image } : {};
}

/** A program for fixed addresses, one for any, and one of 32 bits, whose ranges are the narrowest. */
export async function* randomisedOutcomes(bench: Bench): AsyncGenerator<Outcome> {
  const { recorder, environment } = bench;
  const narrow = why32BitDoesNotRun(recorder);
  if (narrow !== undefined) yield { id: 'a program of 32 bits', why: narrow };
  const cat = findOnPath('cat', environment);
  const small = narrow === undefined ? [buildNarrow(recorder)] : [];
  for (const file of [recorder.path('steps'), ...(cat ? [cat] : []), ...small])
    for (const stack of [8 * MIB, 300 * MIB]) {
      const { record, bytes } = recordRandomised(recorder, file, stack);
      bench.keep('randomised.jsonl', record);
      const interpreters = interpretersOf(bytes);
      await keepHeaders(bench, [realpathSync(file), ...Object.keys(interpreters)]);
      const found = compareRandomised(record, imageUnderTest(bytes), interpreters);
      yield wholeUnit(`${file} under a stack limit of ${stack / MIB} MiB`, found);
    }
}

const MIB = 2 ** 20;

export async function* mappingOutcomes({ recorder, seed, keep }: Bench): AsyncGenerator<Outcome> {
  const zeroPage = sharesZeroPage(recorder);
  for (let sequence = 0; sequence < SEQUENCES; sequence += 1) {
    const random = recordMappingSteps(recorder, seed * SEQUENCES + sequence, STEPS);
    const record = { ...random, zeroPage };
    keep('vmops.jsonl', record);
    yield wholeUnit(`sequence ${sequence}`, compareVmops(record));
  }
}

export async function* observeOutcomes(bench: Bench): AsyncGenerator<Outcome> {
  const { recorder, seed, keep } = bench;
  const path = recorder.path('steps');
  const bytes = readFileSync(path);
  await keepHeaders(bench, [path]);
  for (let program = 0; program < FAULTING; program += 1) {
    const record = recordFaulting(recorder, seed * FAULTING + program);
    keep('observe.jsonl', record);
    yield wholeUnit(`program ${program}`, compareObserve(record, imageUnderTest(bytes), {}));
  }
}

export async function* frameOutcomes(bench: Bench, gdb: string): AsyncGenerator<Outcome> {
  const narrow = why32BitDoesNotRun(bench.recorder);
  if (narrow !== undefined) yield { id: 'i386', why: narrow };
  const runnable = (Object.keys(CONFIGURATIONS) as Configuration[]).filter(
    (name) => CONFIGURATIONS[name].arch === 'amd64' || narrow === undefined,
  );
  for (let program = 0; program < CALLING; program += 1)
    for (const configuration of runnable) {
      const id = `program ${program}, ${configuration}`;
      const seed = bench.seed * CALLING + program;
      const record = recordCallStack(bench.recorder, gdb, seed, configuration);
      if ('why' in record) yield { id, why: `${record.why}` };
      else {
        bench.keep('frames.jsonl', record);
        yield wholeUnit(id, compareFrames(record));
      }
    }
}

const headersOf = (path: string) => tryRandomAccess(path, readElf);

export async function* mapsOutcomes(bench: Bench): AsyncGenerator<Outcome> {
  const process = await recordKnownProcess(bench.recorder);
  const { sample } = process;
  const threads = sample.threads.length;
  const labels = labelMappings(parseSmaps(sample.smaps), { threads, images: headersOf });
  const wrong = contradictions(process, labels);
  yield wholeUnit('a process that knows its memory', [...compareMaps(sample), ...wrong]);
  for (const [name, argv] of Object.entries(WAITING)) {
    const path = findOnPath(name, bench.environment);
    const other = path === undefined ? null : await recordWaiting(path, argv);
    if (path === undefined) yield { id: name, why: `${name} is missing` };
    else if (!other) yield { id: name, why: 'its map keeps changing' };
    else {
      bench.keep(`maps-${other.name}.json`, other);
      yield wholeUnit(name, compareMaps(other, { images: headersOf }));
    }
  }
}
