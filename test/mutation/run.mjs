// Changes the models in a copy of the tree, a drawn mutant after the other, and asks whether a test notices.
//
//   npm run mutation -- [PACKAGE…] [--sample N] [--seed S]     N mutants of each package (300), drawn by S (1)
//
// A package's run leaves `results/<package>.json`; `result.md` is made of all that are there.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeCopy } from '../deletions/scratch-copy.mjs';
import { mutantsOf } from './mutants.mjs';
import { readResults, resultPage, scoreRow, tally } from './result-page.mjs';
import { draw } from './sample.mjs';
import { tryMutants } from './trial.mjs';

const PACKAGES = ['segments', 'allocator', 'refcount', 'gengc'];
const root = join(import.meta.dirname, '..', '..');
const workers = Math.min(availableParallelism(), 2);
const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();

/** The tools whose version can change a score, and the machine, which can end a trial too early. */
function circumstances() {
  const versionOf = (name, from) => createRequire(from)(`${name}/package.json`).version;
  const stryker = versionOf('@stryker-mutator/core', import.meta.url);
  const vitest = versionOf('vitest', join(root, 'package.json'));
  const [{ model = 'unknown processor' } = {}] = cpus();
  return {
    commit: `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', 'packages') === '' ? '' : ' with changes'}`,
    versions: `StrykerJS ${stryker}, vitest ${vitest}, Node ${process.versions.node}`,
    machine: `${cpus().length} × ${model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
  };
}

function asked() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      sample: { type: 'string', default: '300' },
      seed: { type: 'string', default: '1' },
    },
  });
  const unknown = positionals.find((name) => !PACKAGES.includes(name));
  if (unknown) throw new Error(`No package "${unknown}". Packages: ${PACKAGES.join(', ')}.`);
  const size = Number(values.sample);
  if (!Number.isInteger(size) || size < 1)
    throw new Error(`--sample is a number of mutants from 1, not "${values.sample}".`);
  return { names: positionals.length > 0 ? positionals : PACKAGES, size, seed: values.seed };
}

/** Each package in a fresh copy: Stryker leaves its mutants in the sources it was given. */
async function tryPackage(name, sample) {
  const started = new Date();
  const about = circumstances();
  const copy = makeCopy(root);
  const end = () => copy.remove();
  process.once('exit', end);
  const keys = await mutantsOf(join(copy.folder, 'packages', name));
  const tried = await tryMutants(copy.folder, name, draw(keys, sample), workers);
  process.chdir(root);
  process.off('exit', end);
  end();
  const minutes = Math.round((Date.now() - started) / 60_000);
  return {
    name,
    started,
    minutes,
    ...about,
    seed: sample.seed,
    mutants: keys.length,
    ...tally(tried),
  };
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));
/** What was asked for, or a word on what may be. */
function askedOrEnd() {
  try {
    return asked();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    return process.exit(2);
  }
}

const { names, ...sample } = askedOrEnd();
for (const name of names) {
  const result = await tryPackage(name, sample);
  const file = join(import.meta.dirname, 'results', `${name}.json`);
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  process.stdout.write(`${scoreRow(result)}\n`);
  writeFileSync(join(import.meta.dirname, 'result.md'), resultPage(readResults(PACKAGES)));
}
