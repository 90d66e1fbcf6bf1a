/**
 * Speed of the fast policies as a ratio to native glibc taken in the same round, beside peers; peak
 * utilisation; the price of the checks in `free`, of two other heaps in the process, and of a detached buffer.
 *
 *   npm run bench -- [--rounds N] [--policies a,b] [--peers a,b] [--only a,b] [TRACE …]
 *
 * --only: speed (payloads untouched, the malloc lab's rule), written (every payload written),
 * utilisation, checks, heaps, detached. Peers: dlmalloc-wasm and dlmalloc-in-wasm (wasi-libc), mimalloc, as-tlsf,
 * thi.ng; --peers none leaves them out, and who cannot be had says what to install.
 *
 * Everybody is a long-lived process; in a round the baseline runs before and after each, in windows of
 * 40 ms of CPU time, and the ratio is to the mean of the two. Printed: the median over rounds.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import '../../../tooling/broken-pipe.mjs';
import { loadTrace, packed } from './operations.mjs';
import { missing } from './peers/build.mjs';
import { policies } from './policies.mjs';
import { buildNative, contestant, geomean, mean, ratios, serve } from './servers.mjs';

/** The eight programs the figures are about; the rest of the corpus can be named. */
const PROGRAMS = [
  ...['cc1', 'cxx-aligned', 'git-log', 'node'],
  ...['perl', 'py-cycles', 'py-json', 'sqlite'],
];
const SECTIONS = ['speed', 'written', 'utilisation', 'checks', 'heaps', 'detached'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    policies: { type: 'string', default: 'slab,tlsf,slab-tight' },
    peers: { type: 'string', default: Object.keys(missing).join(',') },
    only: { type: 'string', default: SECTIONS.join(',') },
  },
});
const rounds = Number(values.rounds);
const traces = positionals.length > 0 ? positionals : PROGRAMS;

/** The names of one option, or the end when one is unknown. */
function listed(option, known) {
  const names = values[option].split(',');
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return names;
  console.error(`unknown ${option} ${unknown.join(', ')}; there are ${known.join(', ')}`);
  process.exit(2);
}

const sections = listed('only', SECTIONS);
const names = listed('policies', Object.keys(policies));
const asked = values.peers === 'none' ? [] : listed('peers', Object.keys(missing));

const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
const percent = (x) => (Number.isNaN(x) ? '–' : (100 * x).toFixed(1));
const ratio = (x) => (Number.isNaN(x) ? '–' : x.toPrecision(3));

/** A table of one line a trace and a last line of what `sum` makes of each column. */
async function table(title, heads, cellsOf, [label, sum], show) {
  console.log(`\n${title}\n`);
  row('trace', ...heads);
  row('---', ...heads.map(() => '---:'));
  const lines = [];
  for (const trace of traces) {
    const cells = await cellsOf(trace);
    lines.push(cells);
    row(trace, ...cells.map(show));
  }
  row(label, ...heads.map((_, i) => show(sum(lines.map((line) => line[i])))));
}

const GEOMETRIC = ['geometric mean', geomean];

async function main(folder) {
  const native = buildNative(folder);
  const operations = join(folder, 'operations');
  const said = asked.map((peer) => [peer, missing[peer]()]);
  for (const [peer, reason] of said) if (reason) console.log(`${peer} is left out: ${reason}`);
  const peers = said.filter(([, reason]) => reason === null).map(([peer]) => peer);
  const about = (trace, mode) => ({ native, trace, operations, mode });

  /** Everybody's ratio to glibc. */
  const toGlibc = (mode, who) => (trace) => {
    writeFileSync(operations, packed(loadTrace(trace)));
    const open = (name) => contestant(name, about(trace, mode));
    return ratios(open('glibc'), who.map(open), rounds);
  };
  const all = [...names, ...peers];
  const times = all.map((name) => `${name} × glibc`);
  if (native && sections.includes('speed'))
    await table('Speed, payloads untouched', times, toGlibc('', all), GEOMETRIC, ratio);
  if (native && sections.includes('written'))
    await table('Speed, every payload written', times, toGlibc('write', all), GEOMETRIC, ratio);
  if (sections.includes('utilisation'))
    await utilisations(native, operations, [...names, ...peers]);
  if (sections.includes('checks'))
    await against(
      'Speed of tlsf with the checks in free, to tlsf without',
      ['tlsf'],
      'tlsf-unchecked',
      '',
    );
  if (sections.includes('heaps')) {
    const beside = 'Speed beside two heaps of other policies, to alone';
    await against(`${beside}, each in a loop of its own`, ['tlsf', 'slab'], null, 'three');
    await against(`${beside}, all in one loop`, ['tlsf', 'slab'], null, 'three-one-loop');
  }
  if (sections.includes('detached'))
    await against(
      'Speed in a program that has detached a buffer, to one that has not',
      ['tlsf', 'slab'],
      null,
      'detached',
    );
}

/** A policy's ratio to another, or to itself in another mode. */
const against = (title, policy, baseline, mode) =>
  table(
    title,
    policy,
    async (trace) => {
      const cells = [];
      for (const name of policy) {
        const alone = contestant(baseline ?? name, { trace });
        cells.push(...(await ratios(alone, [contestant(name, { trace, mode })], rounds)));
      }
      return cells;
    },
    GEOMETRIC,
    ratio,
  );

function nativeUtilisation(native, operations, trace) {
  if (!native) return Number.NaN;
  writeFileSync(operations, packed(loadTrace(trace)));
  const [live, heap] = execFileSync(native, [operations, 'util'], { encoding: 'utf8' }).split(' ');
  return live / heap;
}

/** A native library's heap is not seen; who does not finish has none. */
function utilisationOf(name, trace) {
  if (name === 'mimalloc') return Number.NaN;
  const options = { encoding: 'utf8', timeout: 10_000, stdio: ['ignore', 'pipe', 'ignore'] };
  try {
    return Number(execFileSync(...serve(name, trace, 'util'), options));
  } catch {
    return Number.NaN;
  }
}

const utilisations = (native, operations, who) =>
  table(
    'Peak utilisation, tables beside the heap counted',
    ['glibc %', ...who.map((name) => `${name} %`)],
    (trace) => [
      nativeUtilisation(native, operations, trace),
      ...who.map((name) => utilisationOf(name, trace)),
    ],
    ['mean', mean],
    percent,
  );

console.log(
  `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${rounds} rounds`,
);
const folder = mkdtempSync(join(tmpdir(), 'memstrata-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
await main(folder);
