import { compareProgram } from '@memstrata/gengc/conform';
import {
  compareCounts,
  countingAlone,
  countingModelOf,
  modelOf,
  readObservations,
} from '@memstrata/refcount/conform';
import { SuiteFormatError } from '../failure.ts';
import { comparing, fieldOf, type Recorded, records } from './records.ts';
import { type Outcome, type Suite, type SuiteOptions, wholeUnit } from './suite.ts';

/** One unit is one program on one recorded version: every observation line, or what counting alone decides. */
export const gcSuite: Suite = {
  files: 'PROGRAMS[.gz] OBSERVATIONS[.gz]',
  unit: 'program and version',
  async *outcomes(files, options) {
    const programs = new Map<string, unknown>();
    const observations: string[] = [];
    for (const file of files)
      if (!(await collectPrograms(file, programs, options))) observations.push(file);
    if (observations.length === 0 || programs.size === 0)
      throw new SuiteFormatError(`${files.join(', ')}: expected programs and their observations`);
    for (const file of observations)
      for await (const recorded of records(file, options.terminal))
        yield* onEachVersion(recorded, programs, options);
  },
};

/** Keeps the programs of a file by name; false when its first record is one of observations. */
async function collectPrograms(
  file: string,
  programs: Map<string, unknown>,
  { terminal }: SuiteOptions,
): Promise<boolean> {
  for await (const recorded of records(file, terminal)) {
    if (hasObservations(recorded.record)) return false;
    programs.set(fieldOf(recorded, 'name'), recorded.record);
  }
  return true;
}

const hasObservations = (record: unknown): boolean =>
  typeof record === 'object' && record !== null && 'obs' in record;

function* onEachVersion(
  recorded: Recorded,
  programs: ReadonlyMap<string, unknown>,
  { python, counts }: SuiteOptions,
): Generator<Outcome> {
  const { place, record } = recorded;
  const name = fieldOf(recorded, 'name');
  const { versions } = comparing(place, () => readObservations(record));
  const program = programs.get(name);
  for (const version of versions.filter((version) => isOf(version, python))) {
    const id = `${name} on ${version}`;
    const model = counts ? countingModelOf(version) : modelOf(version);
    if (program === undefined) yield { id, why: 'program not among the files' };
    else if (model === null) yield { id, why: 'version not modelled' };
    else if (counts && !countingAlone(record)) yield { id, why: 'a collection frees something' };
    else {
      const mismatches = comparing(place, () =>
        counts
          ? compareCounts(program, record, model)
          : compareProgram(program, record, model, { interpreter: version }),
      );
      yield { ...wholeUnit(id, mismatches), version };
    }
  }
}

/** `3.11` stands for `3.11.7`, not for `3.1`. */
const isOf = (version: string, prefix: string | undefined): boolean =>
  prefix === undefined ||
  version === prefix ||
  (version.startsWith(prefix) && /^[.a-z]/.test(version.slice(prefix.length)));
