/**
 * What counting costs, as a ratio to plain C in the same run.
 *
 *   npm run bench -- [--rounds N]
 *
 * Every peer is a process of its own, a new one for each table: what an engine learns of one work it does not
 * know of the next. In a round C runs before and after each of them, in windows of 40 ms of CPU time, and the
 * ratio is peer / mean of the two. Printed: the median over rounds, with the lowest and the highest. Afterwards
 * a chain is taken down at three lengths, its work counted.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import '../../../tooling/broken-pipe.mjs';
import { cascade } from './cascade.mjs';
import { works } from './works.mjs';

const WINDOW_MS = 40;
/** Windows before the first that counts: by then an engine has compiled what serves the windows, too. */
const WARM = 12;
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '9' } } });
const rounds = Number(values.rounds);
const folder = mkdtempSync(join(tmpdir(), 'memstrata-bench-'));

/** Compiles one of the native peers; null where its compiler is missing. */
function built(compiler, flags, source) {
  const program = join(folder, source.replace('.', '-'));
  try {
    execFileSync(compiler, [...flags, '-o', program, join(import.meta.dirname, source)]);
    return program;
  } catch (error) {
    const reason =
      error.code === 'ENOENT'
        ? `no ${compiler} on the PATH`
        : `${compiler} failed: ${error.message}`;
    console.log(`${source} is left out: ${reason}`);
    return null;
  }
}

/** A process that answers one number to each line. */
function server(name, command, args) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    name,
    /** A peer answers −1 to what it has no way to do. */
    async can(work) {
      return (await this.ask(work, 0)) >= 0;
    },
    async ask(work, milliseconds = WINDOW_MS) {
      child.stdin.write(`${work} ${milliseconds}\n`);
      return Number((await answers.next()).value);
    },
    end: () => child.stdin.end(),
  };
}

const versionOf = (command) =>
  execFileSync(command, ['--version'], { encoding: 'utf8' }).split('\n')[0];

const programs = {
  c: built('gcc', ['-O2'], 'native.c'),
  rust: built('rustc', ['-O'], 'native.rs'),
};

function peers() {
  const serve = join(import.meta.dirname, 'serve.mjs');
  const found = Object.keys(works).map((name) => server(name, process.execPath, [serve, name]));
  const { c, rust } = programs;
  if (rust) found.push(server(`Rust Rc (${versionOf('rustc')})`, rust, []));
  return { c: c && server(`C (${versionOf('gcc')})`, c, []), found };
}

/** Nanoseconds and ratios of one peer, one of each for every round. */
async function measured(work, peer, c) {
  const [took, ratios] = [[], []];
  for (let warm = 0; warm < WARM; warm++) await peer.ask(work);
  let before = c ? await c.ask(work) : Number.NaN;
  for (let round = 0; round < rounds; round++) {
    const own = await peer.ask(work);
    const after = c ? await c.ask(work) : Number.NaN;
    took.push(own);
    ratios.push(own / ((before + after) / 2));
    before = after;
  }
  return { took, ratios };
}

const sorted = (list) => list.toSorted((a, b) => a - b);
const median = (list) => sorted(list)[list.length >> 1];
const fixed = (x) => (Number.isNaN(x) ? '–' : x.toFixed(2));

async function table(work, title) {
  const { c, found } = peers();
  console.log(`\n| ${title} | ns | × C | lowest … highest |\n| --- | ---: | ---: | ---: |`);
  for (const peer of c ? [...found, c] : found) {
    if (!(await peer.can(work))) continue;
    const { took, ratios } = await measured(work, peer, c);
    const range = sorted(ratios);
    console.log(
      `| ${peer.name} | ${fixed(median(took))} | ${fixed(median(ratios))} | ${fixed(range[0])} … ${fixed(range.at(-1))} |`,
    );
  }
  for (const peer of c ? [...found, c] : found) peer.end();
}

async function main() {
  const today = new Date().toISOString().slice(0, 10);
  console.log(
    `${today}, Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${rounds} rounds`,
  );
  await table('borrow', 'incref + decref: each taken, then given back');
  await table('rebind', 'incref + decref: x = next');
  await table('replace', 'allocate + free');
  cascade();
}

process.on('exit', () => rmSync(folder, { recursive: true }));
await main();
