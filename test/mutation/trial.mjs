// Stryker's run over the drawn mutants of one package, in a copy of the tree.
import { writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';
import { wasDrawn } from './drawn-plugins.mjs';
import { rangeOf } from './mutants.mjs';

/** The options of Stryker, the same for every package. Seconds are of a machine that does nothing else. */
const options = (copy, drawn, concurrency) => ({
  plugins: [
    fileURLToPath(import.meta.resolve('@stryker-mutator/vitest-runner')),
    join(import.meta.dirname, 'drawn-plugins.mjs'),
  ],
  testRunner: 'vitest',
  vitest: { configFile: join(copy, 'test', 'mutation', 'vitest.mutation.ts'), related: false },
  checkers: ['drawn'],
  coverageAnalysis: 'perTest',
  // Nothing else is prepared for mutants, so that the tests stay quick; the checker rejects what lies within.
  mutate: drawn.map(rangeOf),
  // The copy is removed in the end: it may be changed in place, and its relative paths hold.
  inPlace: true,
  disableTypeChecks: false,
  tsconfigFile: 'none.json',
  concurrency,
  dryRunTimeoutMinutes: 30,
  timeoutMS: 60_000,
  timeoutFactor: 3,
  reporters: ['drawn'],
  logLevel: 'error',
  fileLogLevel: 'off',
  allowConsoleColors: false,
});

/** A mutant as a result keeps it. */
const brief = (folder, { fileName, location, mutatorName, replacement, status }) => ({
  where: `${relative(folder, fileName).replaceAll(sep, '/')}:${location.start.line}`,
  kind: mutatorName,
  replacement: replacement.replaceAll(/\s+/g, ' ').slice(0, 60),
  status,
});

/** What became of each drawn mutant, in Stryker's words: `Killed`, `Survived`, `Timeout`, `NoCoverage`. */
export async function tryMutants(copy, name, drawn, concurrency) {
  const folder = join(copy, 'packages', name);
  const list = join(copy, 'drawn.json');
  writeFileSync(list, JSON.stringify(drawn));
  process.env.MEMSTRATA_DRAWN = list;
  process.chdir(folder);
  const results = await new Stryker(options(copy, drawn, concurrency)).runMutationTest();
  const tried = results.filter(wasDrawn);
  if (tried.length !== drawn.length)
    throw new Error(`${name}: ${drawn.length} mutants were drawn and ${tried.length} tried`);
  return tried
    .toSorted(
      (a, b) =>
        a.fileName.localeCompare(b.fileName) || a.location.start.line - b.location.start.line,
    )
    .map((mutant) => brief(folder, mutant));
}
