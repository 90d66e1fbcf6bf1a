import { ExecError } from '@memstrata/segments';
import { compareExec, type Interpreters } from '@memstrata/segments/conform';
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

function compareRun(
  id: string,
  { place, record }: Recorded,
  bytes: Uint8Array,
  interpreters: Interpreters,
): Compared {
  const refusal = recordedRefusal(record);
  try {
    const image = imageUnderTest(bytes);
    const mismatches = comparing(place, () => compareExec(record, image, interpreters));
    return wholeUnit(id, refusal ? [differs(refusal, 'a process')] : mismatches.map(inItsRun));
  } catch (error) {
    if (refusal && error instanceof SuiteFormatError)
      return wholeUnit(id, [differs(refusal, 'a process')]);
    if (!(error instanceof ExecError) && codeOf(error)?.startsWith('ERR_ELF') !== true) throw error;
    const actual = error instanceof ExecError ? error.reason : 'ENOEXEC';
    return wholeUnit(id, actual === refusal ? [] : [differs(refusal ?? 'a process', actual)]);
  }
}

const differs = (expected: string, actual: string): Mismatch => ({
  at: 'execve',
  expected,
  actual,
});

const inItsRun = (mismatch: Mismatch): Mismatch => ({
  ...mismatch,
  at: mismatch.at.replace(/^run 0 /, ''),
});

/** The kernel's refusal, where that is what was recorded. */
function recordedRefusal(record: unknown): string | undefined {
  const [run] = (record as { readonly runs: readonly unknown[] }).runs;
  const values = typeof run === 'object' && run !== null ? Object.values(run) : [];
  return values.find((value): value is string => value === 'ENOEXEC');
}
