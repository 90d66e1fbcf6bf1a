/**
 * One full collection of the same graph, by CPython and by this package, in turns.
 *
 * node bench/collection.mjs [--shapes random,tree,list] [--python 3.12] [--objects 1000000] [--rounds 9] [--watched] [--mixed]
 *
 * With --watched a type with a finalizer exists in the heap, so that every death keeps its place in
 * CPython's order; without, nobody could tell, and garbage is freed in one piece. With --mixed the objects have
 * 2, 3, 4 and 5 slots by turns, the further ones empty, so that no page of the heap is regular.
 *
 * Each round builds the graph anew in both, then times one `collect()`; medians are compared. The
 * number of objects found must be the same.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CycleCollector } from '@memstrata/gengc';
import { instanceType, ObjectHeap } from '@memstrata/refcount';
import '../../../tooling/broken-pipe.mjs';
import { fates, graph, shapes } from './graphs.mjs';
import { findPython, talkTo } from './pythons.mjs';

const { values: options } = parseArgs({
  options: {
    shapes: { type: 'string', default: Object.keys(shapes).join() },
    python: { type: 'string', default: '3.12' },
    objects: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '9' },
    watched: { type: 'boolean', default: false },
    mixed: { type: 'boolean', default: false },
  },
});
const objects = Number(options.objects);
const rounds = Number(options.rounds);
const types = (options.mixed ? [2, 3, 4, 5] : [2]).map((slots) => instanceType('Node', slots));
const Finalized = instanceType('Finalized', 0, { finalize: () => undefined });

function build({ left, right, held }, count) {
  const heap = new ObjectHeap({ python: options.python, capacity: count });
  const collector = new CycleCollector(heap, { capacity: count });
  collector.enabled = false;
  if (options.watched) heap.decref(heap.create(Finalized));
  const nodes = Array.from({ length: count }, (_, index) =>
    heap.create(types[index % types.length]),
  );
  for (let index = 0; index < count; index++) {
    if (left[index] >= 0) heap.refer(nodes[index], 0, nodes[left[index]]);
    if (right[index] >= 0) heap.refer(nodes[index], 1, nodes[right[index]]);
  }
  for (let index = held; index < count; index++) heap.decref(nodes[index]);
  return collector;
}

function collectHere(edges, count) {
  const collector = build(edges, count);
  const start = performance.now();
  const { collected } = collector.collect();
  return { found: collected, seconds: (performance.now() - start) / 1000 };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

async function cell(python, folder, shape, fate) {
  const edges = graph(shape, fate, objects);
  const file = join(folder, 'graph.bin');
  writeFileSync(file, edges.left);
  writeFileSync(file, edges.right, { flag: 'a' });
  const [there, here] = [[], []];
  collectHere(edges, objects); // the compiler has seen a graph of this size
  for (let round = 0; round < rounds; round++) {
    const theirs = await python.ask({ file, objects, held: edges.held, kinds: types.length });
    const ours = collectHere(edges, objects);
    if (theirs.found !== ours.found)
      throw new Error(`found ${ours.found}, CPython ${theirs.found}`);
    there.push((theirs.seconds * 1e9) / objects);
    here.push((ours.seconds * 1e9) / objects);
  }
  return { shape, fate, there: median(there), here: median(here) };
}

const path = findPython(options.python);
if (!path) throw new Error(`no Python ${options.python} in pyenv or on the PATH`);
for (const shape of Object.keys(shapes))
  for (const fate of fates)
    for (let warm = 0; warm < 3; warm++) collectHere(graph(shape, fate, 20_000), 20_000);

const folder = mkdtempSync(join(tmpdir(), 'memstrata-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
const python = await talkTo(path, join(import.meta.dirname, 'collection.py'));
console.log(
  `full collection of ${objects} objects, ns per object, median of ${rounds} rounds in turns${options.watched ? ', deaths watched' : ''}${options.mixed ? ', of four sizes by turns' : ''}`,
);
console.log(
  `CPython ${python.version}, Node ${process.version}, ${cpus().length} × ${cpus()[0].model}, ${new Date().toISOString().slice(0, 10)}`,
);
const ratios = [];
for (const shape of options.shapes.split(','))
  for (const fate of fates) {
    const { there, here } = await cell(python, folder, shape, fate);
    ratios.push(here / there);
    console.log(
      `${shape.padEnd(7)} ${fate.padEnd(8)} CPython ${there.toFixed(0).padStart(4)}   here ${here.toFixed(0).padStart(4)}   ratio ${(here / there).toFixed(2)}`,
    );
  }
const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
console.log(`geometric mean of the ratios ${mean.toFixed(3)}`);
python.end();
