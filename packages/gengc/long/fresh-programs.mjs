/**
 * Random programs that no record knows, run now on every CPython of this machine and on the model:
 * every line of every observation must be equal.
 *
 * npm run long -- gengc
 * node long/fresh-programs.mjs [--oracle FOLDER] [--operations 1000000] [--seed N]
 *
 * With FOLDER (or MEMSTRATA_ORACLE) the programs of another generator, `gen.py` there, are run in turn with ours.
 *
 * Leaves `fresh-programs.result.json` beside itself.
 */
import { execFileSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import {
  compareProgram,
  programThemes,
  RECORDER_SCRIPT,
  randomProgram,
} from '@memstrata/gengc/conform';
import { modelOf } from '@memstrata/refcount/conform';
import { findPython } from '../bench/pythons.mjs';

const VERSIONS = ['3.6', '3.7', '3.8', '3.9', '3.10', '3.11', '3.12', '3.13'];
const OPERATIONS = 1500;

const { values: options } = parseArgs({
  options: {
    oracle: { type: 'string', default: process.env.MEMSTRATA_ORACLE },
    operations: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Math.floor(Date.now() / 86_400_000)) },
  },
});
const wanted = Number(options.operations);
const seed = Number(options.seed);

const pythons = VERSIONS.map(findPython).filter((path) => path !== undefined);
if (pythons.length === 0) throw new Error('no CPython 3.6 to 3.13 in pyenv or on the PATH');
const folder = mkdtempSync(join(tmpdir(), 'memstrata-long-'));
const recorder = join(folder, 'recorder.py');
writeFileSync(recorder, RECORDER_SCRIPT);
const profiles = options.oracle === undefined ? [] : profilesOf(options.oracle);

const ask = (...words) =>
  execFileSync(pythons.at(-1), ['-I', '-B', ...words], { encoding: 'utf8', maxBuffer: 1 << 28 });

function profilesOf(oracle) {
  const list = 'import sys; sys.path.insert(0, sys.argv[1]); import gen; print(*gen.PROFILES)';
  return execFileSync(pythons.at(-1), ['-I', '-B', '-c', list, oracle], { encoding: 'utf8' })
    .trim()
    .split(' ');
}

const fromOracle = (profile, round) =>
  JSON.parse(ask(join(options.oracle, 'gen.py'), profile, String(round), '1', String(OPERATIONS)));

/** Programs of one seed, one of each theme, or of each profile of the oracle in every other round. */
function generate(round) {
  const file = join(folder, 'programs.jsonl');
  const programs =
    profiles.length > 0 && round % 2 === 1
      ? profiles.map((profile) => fromOracle(profile, round))
      : programThemes.map((theme) => randomProgram(theme, round, OPERATIONS));
  writeFileSync(file, programs.map((program) => `${JSON.stringify(program)}\n`).join(''));
  return { file, programs: new Map(programs.map((program) => [program.name, program])) };
}

/** What one interpreter printed, against the model; the lines compared, and the differences. */
async function compareOn(python, { file, programs }) {
  const out = join(folder, 'observations.jsonl');
  execFileSync(python, ['-I', '-S', '-B', '-X', 'utf8', recorder, file, out]);
  let lines = 0;
  const differences = [];
  for await (const line of createInterface({ input: createReadStream(out) })) {
    const record = JSON.parse(line);
    const { version } = record;
    const grouped = {
      ...record,
      versions: [version],
      base: { [version]: record.base },
      frozen: { [version]: record.frozen },
    };
    const model = modelOf(version);
    if (model === null) continue;
    const found = compareProgram(programs.get(record.name), grouped, model);
    lines += record.obs.length - 1;
    if (found.length > 0)
      differences.push({ program: record.name, version, lines: found.length, first: found[0] });
  }
  return { lines, differences };
}

let operations = 0;
let rounds = 0;
const versions = new Map();
const differences = [];
const start = performance.now();
try {
  for (; operations < wanted; rounds++) {
    const batch = generate(seed * 1000 + rounds);
    for (const python of pythons) {
      const compared = await compareOn(python, batch);
      operations += compared.lines;
      versions.set(python, (versions.get(python) ?? 0) + compared.lines);
      differences.push(...compared.differences);
    }
    process.stderr.write(`\r${operations} operations, ${differences.length} programs differ`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
process.stderr.write('\n');
const result = {
  programs: profiles.length > 0 ? 'ours, and those of another generator in turn' : 'ours',
  date: new Date().toISOString().slice(0, 10),
  machine: `${cpus().length} × ${cpus()[0].model}, Node ${process.version}`,
  seeds: [seed * 1000, seed * 1000 + rounds - 1],
  operations,
  interpreters: Object.fromEntries(
    [...versions].map(([python, lines]) => [
      execFileSync(python, ['-c', 'import sys; print("%d.%d.%d" % sys.version_info[:3])'], {
        encoding: 'utf8',
      }).trim(),
      lines,
    ]),
  ),
  differences,
  seconds: Math.round((performance.now() - start) / 1000),
};
writeFileSync(
  join(import.meta.dirname, 'fresh-programs.result.json'),
  `${JSON.stringify(result, null, 2)}\n`,
);
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
if (differences.length > 0) process.exitCode = 1;
