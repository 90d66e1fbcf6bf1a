/**
 * Speed of the fast policies as a ratio to native glibc taken in the same round, and peak utilisation.
 *
 *   npm run bench -- [--rounds N] [--policies a,b] [--write] [TRACE …]
 *
 * Every policy and glibc are long-lived processes; in a round glibc runs before and after each policy,
 * in windows of 40 ms of CPU time, and the ratio is policy / mean of the two. Printed: the median over
 * rounds. Payloads are not touched (the malloc lab's rule) unless --write is given.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { loadTrace, packed } from './operations.mjs';
import { policies } from './policies.mjs';

const WINDOW_MS = 40;
/** The eight programs the figures are about; the rest of the corpus can be named. */
const PROGRAMS = [
  'cc1',
  'cxx-aligned',
  'git-log',
  'node',
  'perl',
  'py-cycles',
  'py-json',
  'sqlite',
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    policies: { type: 'string', default: 'slab,tlsf' },
    write: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const names = values.policies.split(',');
const unknown = names.filter((name) => !(name in policies));
if (unknown.length > 0) {
  console.error(
    `unknown policy ${unknown.join(', ')}; there are ${Object.keys(policies).join(', ')}`,
  );
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'memstrata-bench-'));
const native = buildNative();

function buildNative() {
  const program = join(folder, 'native-replay');
  const source = join(import.meta.dirname, 'native-replay.c');
  try {
    execFileSync('gcc', ['-O2', '-fno-builtin', '-Wno-array-bounds', '-o', program, source]);
    return program;
  } catch (error) {
    const reason = error.code === 'ENOENT' ? 'there is no gcc on the PATH' : 'gcc failed';
    console.log(
      `ratios to native glibc are skipped: ${reason}. Install gcc and libc6-dev to have them.`,
    );
    return null;
  }
}

/** A process that answers one number to each line. */
function server(command, args) {
  const env = { ...process.env, ...(values.write ? { WRITE: '1' } : {}) };
  const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask() {
      child.stdin.write(`${WINDOW_MS}\n`);
      return Number((await answers.next()).value);
    },
    end: () => child.stdin.end(),
  };
}

const serve = (...args) => [process.execPath, [join(import.meta.dirname, 'serve.mjs'), ...args]];
const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
const mean = (list) => list.reduce((sum, x) => sum + x, 0) / list.length;
const geomean = (list) => Math.exp(mean(list.map(Math.log)));

async function ratiosOf(trace, operations) {
  const glibc = native ? server(native, [operations]) : null;
  const servers = names.map((name) =>
    server(...serve(name, trace, ...(values.write ? ['write'] : []))),
  );
  const ratios = names.map(() => []);
  let before = glibc ? await glibc.ask() : 0;
  for (let round = 0; round < rounds; round++)
    for (const [i, policy] of servers.entries()) {
      const took = await policy.ask();
      const after = glibc ? await glibc.ask() : 0;
      ratios[i].push((before + after) / 2 / took);
      before = after;
    }
  for (const one of [...servers, ...(glibc ? [glibc] : [])]) one.end();
  return ratios.map(median);
}

const utilisationOf = (policy, trace) =>
  Number(execFileSync(...serve(policy, trace, 'util'), { encoding: 'utf8' }));

function nativeUtilisation(operations) {
  if (!native) return Number.NaN;
  const [live, heap] = execFileSync(native, [operations, 'util'], { encoding: 'utf8' }).split(' ');
  return live / heap;
}

const percent = (x) => (Number.isNaN(x) ? '–' : (100 * x).toFixed(1));
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);

async function main() {
  const traces = positionals.length > 0 ? positionals : PROGRAMS;
  const [speeds, used, nativeUsed] = [[], [], []];
  console.log(
    `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${rounds} rounds`,
  );
  row(
    'trace',
    ...names.map((name) => `${name} × glibc`),
    'glibc %',
    ...names.map((name) => `${name} %`),
  );
  row('---', ...names.map(() => '---:'), '---:', ...names.map(() => '---:'));
  for (const trace of traces) {
    const operations = join(folder, 'operations');
    writeFileSync(operations, packed(loadTrace(trace)));
    const speed = await ratiosOf(trace, operations);
    const shares = names.map((name) => utilisationOf(name, trace));
    const nativeShare = nativeUtilisation(operations);
    speeds.push(speed);
    used.push(shares);
    nativeUsed.push(nativeShare);
    row(trace, ...speed.map((x) => x.toFixed(2)), percent(nativeShare), ...shares.map(percent));
  }
  const column = (table, i) => table.map((line) => line[i]);
  const means = names.map((_, i) => percent(mean(column(used, i))));
  const geomeans = names.map((_, i) => geomean(column(speeds, i)).toFixed(2));
  row('geometric mean, mean', ...geomeans, percent(mean(nativeUsed)), ...means);
}

await main().finally(() => rmSync(folder, { recursive: true }));
