/**
 * Allocate and drop one tracked object with the collector on, by CPython and by this package, in turns.
 *
 * node bench/allocation.mjs [--python 3.12] [--rounds 9] [--one-loop] [--two-heaps]
 *
 * What is timed is a function that is called again and so compiled whole. With --one-loop it is called once a round
 * for all objects, and its loop is compiled while it runs: the engine then inlines more in one process than in another.
 * With --two-heaps it is called with one heap and another by turns: compiled code cannot know then which one it is.
 */
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CycleCollector } from '@memstrata/gengc';
import { instanceType, ObjectHeap } from '@memstrata/refcount';
import '../../../tooling/broken-pipe.mjs';
import { findPython, talkTo } from './pythons.mjs';

const { values: options } = parseArgs({
  options: {
    python: { type: 'string', default: '3.12' },
    rounds: { type: 'string', default: '9' },
    'one-loop': { type: 'boolean', default: false },
    'two-heaps': { type: 'boolean', default: false },
  },
});
const COUNT = 1_000_000;
const Node = instanceType('Node', 2);
const collected = () => {
  const heap = new ObjectHeap({ python: options.python });
  return { heap, collector: new CycleCollector(heap) };
};
const { heap, collector } = collected();

const CALLS = options['one-loop'] ? 1 : 10;

function allocateAndDrop() {
  for (let count = 0; count < COUNT / CALLS; count++) {
    heap.decref(heap.create(Node));
    if (collector.scheduled) heap.safePoint();
  }
}

const two = [collected(), collected()];

/** The same loop on a heap that is an argument: written out, since in one function with the other neither would stay what it is. */
function allocateAndDropOn({ heap, collector }) {
  for (let count = 0; count < COUNT / CALLS; count++) {
    heap.decref(heap.create(Node));
    if (collector.scheduled) heap.safePoint();
  }
}

let turn = 0;
const byTurns = () => {
  turn = 1 - turn;
  allocateAndDropOn(two[turn]);
};
const once = options['two-heaps'] ? byTurns : allocateAndDrop;

function run() {
  const start = performance.now();
  for (let call = 0; call < CALLS; call++) once();
  return ((performance.now() - start) * 1e6) / COUNT;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const path = findPython(options.python);
if (!path) throw new Error(`no Python ${options.python} in pyenv or on the PATH`);
const python = await talkTo(path, join(import.meta.dirname, 'allocation.py'));
const [there, here] = [[], []];
run();
for (let round = 0; round < Number(options.rounds); round++) {
  there.push(await python.ask(COUNT));
  here.push(run());
}
python.end();
console.log(
  `allocate and drop, ns, median of ${options.rounds} rounds in turns: CPython ${python.version} ${median(there).toFixed(1)}, here ${median(here).toFixed(1)}, ratio ${(median(here) / median(there)).toFixed(2)}; Node ${process.version}, ${cpus().length} × ${cpus()[0].model}, ${new Date().toISOString().slice(0, 10)}`,
);
