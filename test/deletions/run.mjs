// Takes one rule after the other out of the models and asks whether a test notices. Every trial happens in
// a copy of the tree, which is removed in the end: the checkout is only read.
//
//   node test/deletions/run.mjs [NAME…]     the deletions of these names; without names all of them
//
// A run over all of them rewrites `result.md`, after each deletion: a run that is ended leaves what it has found.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { deletionLists, without } from './deletions.mjs';
import { resultPage } from './result-page.mjs';
import { makeCopy } from './scratch-copy.mjs';
import { endAll, runTests } from './trial.mjs';

const root = join(import.meta.dirname, '..', '..');
const words = process.argv.slice(2);
const started = new Date();
const copies = [];

const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
const say = (text) => process.stdout.write(`${text}\n`);

/** Tries one deletion: the file with the rule taken out, the tests, the file as it was. */
async function attempt(copy, { list, deletion }) {
  const path = join(copy.folder, deletion.file);
  const whole = readFileSync(path, 'utf8');
  writeFileSync(path, await without(whole, deletion));
  try {
    const outcome = await runTests(copy, list);
    return { list, ...deletion, ...outcome };
  } finally {
    writeFileSync(path, whole);
  }
}

/** Without a deletion everything must pass, or a failure would mean nothing: how many tests do. */
async function requireSound(copy, list) {
  const { by, passed, seconds } = await runTests(copy, list);
  if (by) throw new Error(`${list}: fails with nothing deleted: ${by}`);
  say(`${list}: all ${passed} tests pass with nothing deleted (${seconds} s)`);
  return passed;
}

async function work(copy, queue, { results, sound }, writePage) {
  for (let next = queue.shift(); next; next = queue.shift()) {
    if (!next.deletion) {
      sound[next.list] = await requireSound(copy, next.list);
      continue;
    }
    const result = await attempt(copy, next);
    results.push(result);
    writePage();
    const { list, name, kind, by, seconds } = result;
    say(`${list} ${name}: ${by ? `${kind}: ${by}` : 'SURVIVED'} (${seconds} s)`);
  }
}

/** One of each list after the other, so that a run that is ended has asked about every package. */
function inTurn(chosen) {
  const place = new Map();
  const seen = {};
  for (const entry of chosen) {
    seen[entry.list] = (seen[entry.list] ?? 0) + 1;
    place.set(entry, seen[entry.list]);
  }
  return chosen.toSorted((a, b) => place.get(a) - place.get(b));
}

async function main() {
  const lists = deletionLists();
  const chosen = Object.entries(lists).flatMap(([list, deletions]) =>
    deletions
      .filter(({ name }) => words.length === 0 || words.includes(name))
      .map((deletion) => ({ list, deletion })),
  );
  const commit = git('rev-parse', '--short', 'HEAD');
  const isClean = git('status', '--porcelain') === '';
  for (let count = 0; count < Math.min(availableParallelism(), 2); count++)
    copies.push(makeCopy(root));
  const whole = words.length > 0 ? [] : Object.keys(lists).map((list) => ({ list }));
  const results = [];
  const sound = {};
  const writePage = () => {
    if (words.length > 0) return;
    const inOrder = chosen.flatMap(({ deletion }) =>
      results.filter(({ name }) => name === deletion.name),
    );
    const about = { started, ended: new Date(), commit, isClean, sound, listed: chosen.length };
    writeFileSync(join(import.meta.dirname, 'result.md'), resultPage(inOrder, about));
  };
  const queue = [...whole, ...inTurn(chosen)];
  await Promise.all(copies.map((copy) => work(copy, queue, { results, sound }, writePage)));
  say(`${results.filter(({ by }) => by).length} of ${results.length} noticed`);
}

process.on('exit', () => {
  endAll();
  for (const copy of copies) copy.remove();
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));
await main();
