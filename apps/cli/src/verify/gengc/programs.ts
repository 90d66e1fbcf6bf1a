/** Programs performed now on the interpreters of this machine, against the model and against the record. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compareProgram, programThemes, randomProgram } from '@memstrata/gengc/conform';
import { compareLines, modelOf, type Program } from '@memstrata/refcount/conform';
import { type Mismatch, type Outcome, wholeUnit } from '../../conform/suite.ts';
import { InputError } from '../../failure.ts';
import { type FoundTool, runTool } from '../../tools/tool.ts';
import type { Observed, Programs } from './recorder.ts';
import type { StoredRecords } from './stored-records.ts';

const OPERATIONS = 600;
const PATIENCE_MS = 300_000;

const byName = (programs: readonly { readonly name: string }[]): Programs =>
  new Map(programs.map((program) => [program.name, program]));

/** One program of each theme that no record knows. */
export const randomPrograms = (seed: number): Programs =>
  byName(programThemes.map((theme) => randomProgram(theme, seed, OPERATIONS)));

/** Prints the names of the generator's profiles, one a line. */
const LIST_PROFILES =
  'import sys; sys.path.insert(0, sys.argv[1]); import gen; print(*gen.PROFILES, sep="\\n")';

/** @throws InputError if the folder holds no `gen.py`. */
export function requireGenerator(folder: string): void {
  const generator = join(folder, 'gen.py');
  if (!existsSync(generator))
    throw new InputError(`${generator}: no such file; --oracle takes the folder of gen.py`);
}

/** One program of each profile of another generator, `gen.py` of that folder. */
export async function programsOf(
  folder: string,
  python: FoundTool,
  seed: number,
): Promise<Programs> {
  const run = async (...words: string[]): Promise<string> =>
    (await runTool(python, ['-I', '-B', ...words], { timeoutMs: PATIENCE_MS })).stdout;
  const profiles = (await run('-c', LIST_PROFILES, folder)).trim().split('\n');
  const texts: string[] = [];
  for (const profile of profiles)
    texts.push(await run(join(folder, 'gen.py'), profile, String(seed), '1', String(OPERATIONS)));
  const programs = texts.map((text) => JSON.parse(text) as { readonly name: string });
  // A program of that seed may be on record, written longer or shorter.
  return byName(programs.map((program) => ({ ...program, name: `oracle ${program.name}` })));
}

/** Every line now against the model of that version. */
export function againstModel(observed: Observed, programs: Programs): Outcome {
  const { name, version, base, frozen, obs } = observed;
  const id = `${name} on ${version}`;
  const model = modelOf(version);
  if (model === null) return { id, why: 'version not modelled' };
  if (obs.length === 0) return { id, why: 'watching disturbed it' };
  const group = {
    name,
    versions: [version],
    base: { [version]: base },
    frozen: { [version]: frozen },
    obs,
  };
  return { ...wholeUnit(id, compareProgram(programs.get(name), group, model)), version };
}

/** Every line now against what the same interpreter did when it was recorded; nothing for programs that are not kept. */
export function againstRecord(
  observed: Observed,
  programs: Programs,
  stored: StoredRecords,
): readonly Outcome[] {
  const { name, version, obs } = observed;
  if (!stored.programs.has(name)) return [];
  const id = `${name} on ${version}`;
  const record = stored.recordOf(observed);
  if (record === undefined) return [{ id, why: 'not recorded' }];
  if (obs.length === 0) return [{ id, why: 'watching disturbed it' }];
  const { ops } = programs.get(name) as Program;
  const mismatches: readonly Mismatch[] = compareLines(ops, record.obs, obs);
  return [{ ...wholeUnit(id, mismatches), version }];
}
