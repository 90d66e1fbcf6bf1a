// Every mutant Stryker makes of a package's sources, each with a key that says what it changes and where.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { Instrumenter } from '@stryker-mutator/instrumenter';

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, isDebugEnabled: () => false };

/**
 * What a mutant changes and where, the same wherever its package lies: the file with the range (lines from 1,
 * columns from 0, as Stryker's `mutate` has it), the kind of change, the text that takes the place.
 */
export function keyOf(folder, { fileName, location, mutatorName, replacement }) {
  const file = relative(folder, fileName).replaceAll(sep, '/');
  const { start, end } = location;
  const range = `${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`;
  return `${file}:${range} ${mutatorName} ${replacement}`;
}

/** Where a mutant stands: its file and range. */
export const rangeOf = (key) => key.slice(0, key.indexOf(' '));

/** The keys of all mutants of the package in a folder. */
export async function mutantsOf(folder) {
  const files = readdirSync(join(folder, 'src'), { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, 'src', name))
    .map((name) => ({ name, mutate: true, content: readFileSync(name, 'utf8') }));
  const options = { plugins: null, excludedMutations: [], ignorers: [] };
  const { mutants } = await new Instrumenter(quiet).instrument(files, options);
  return [...new Set(mutants.map((mutant) => keyOf(folder, mutant)))];
}
