import { ExecError, exec } from '@memstrata/segments';
import { compareExec, execOptionsOf, type Interpreters } from '@memstrata/segments/conform';
import { codeOf, SuiteFormatError } from '../failure.ts';
import { imageUnderTest, interpretersFor } from './image-under-test.ts';
import { findRecorded } from './recorded-file.ts';
import { comparing, fieldOf, type Recorded, records } from './records.ts';
import {
  type Compared,
  type Mismatch,
  type Outcome,
  type Suite,
  type SuiteOptions,
  wholeUnit,
} from './suite.ts';

/** One unit is one run of a recorded program, if its file is here with the recorded content. */
export const execSuite: Suite = {
  files: 'exec.jsonl[.gz]…',
  unit: 'run',
  async *outcomes(files, options) {
    for (const file of files) yield* inFile(file, options);
  },
};

async function* inFile(file: string, options: SuiteOptions): AsyncGenerator<Outcome> {
  const interpreters = await interpretersFor(file, options.root);
  for await (const recorded of records(file, options.terminal)) {
    const path = fieldOf(recorded, 'path');
    const found = await findRecorded(path, fieldOf(recorded, 'sha256'), options.root);
    for (const [index, run] of runsOf(recorded).entries()) {
      const id = `${path} run ${index}`;
      if ('why' in found) yield { id, why: found.why };
      else yield compareRun(id, { ...recorded, record: run }, found.bytes, interpreters);
    }
  }
}

/** The record once for each of its runs, with that run alone. */
function runsOf({ place, record }: Recorded): Readonly<Record<string, unknown>>[] {
  const whole = record as Readonly<Record<string, unknown>>;
  const { runs } = whole;
  if (!Array.isArray(runs)) throw new SuiteFormatError(`${place}: expected a list "runs"`);
  return runs.map((run: unknown) => ({ ...whole, runs: [run] }));
}

/** Compares one run of a record that holds no other. */
export function compareRun(
  id: string,
  { place, record }: Recorded,
  bytes: Uint8Array,
  interpreters: Interpreters,
): Compared {
  const ending = recordedEnding(record);
  try {
    const image = imageUnderTest(bytes);
    if (ending !== undefined)
      exec(
        image,
        comparing(place, () => execOptionsOf(record, image, interpreters)),
      );
    else
      return wholeUnit(
        id,
        comparing(place, () => compareExec(record, image, interpreters)).map(inItsRun),
      );
    return wholeUnit(id, [differs(ending, 'a process')]);
  } catch (error) {
    const isRefused = error instanceof ExecError || codeOf(error)?.startsWith('ERR_ELF') === true;
    if (!isRefused) throw error;
    const actual = error instanceof ExecError ? endingOf(error) : 'ENOEXEC';
    return wholeUnit(id, actual === ending ? [] : [differs(ending ?? 'a process', actual)]);
  }
}

/** How an execve that fails ends: answered, or, when the old program is gone already, with SIGSEGV. */
const endingOf = ({ reason }: ExecError): string =>
  reason === 'ENOMEM' || reason === 'EINVAL' || reason === 'EFAULT' ? 'killed by 11' : reason;

const differs = (expected: string, actual: string): Mismatch => ({
  at: 'execve',
  expected,
  actual,
});

const inItsRun = (mismatch: Mismatch): Mismatch => ({
  ...mismatch,
  at: mismatch.at.replace(/^run 0 /, ''),
});

/** The kernel's refusal, or the signal it ended the program with, where that is what was recorded. */
function recordedEnding(record: unknown): string | undefined {
  const [run] = (record as { readonly runs: readonly unknown[] }).runs;
  if (typeof run !== 'object' || run === null) return undefined;
  if ('killed' in run) return `killed by ${String(run.killed)}`;
  return Object.values(run).find(
    (value): value is string => typeof value === 'string' && /^E[A-Z0-9]+$/.test(value),
  );
}
