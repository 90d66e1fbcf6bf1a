/**
 * One policy on one trace, in a process of its own. For each line on stdin (a window in CPU
 * milliseconds) prints the best replay of that window. The heap stays warm between replays.
 *
 *   node serve.mjs POLICY TRACE [util|write|three|three-one-loop|detached]
 *
 * With `three`, two heaps of other policies live beside it and replay the trace before each window, each through a
 * loop of its own, as parts of a program would; with `three-one-loop` all go through the same loop, whose calls see
 * three classes then. They do not replay within a window: that would time the processor's caches.
 * With `detached`, the program has detached a buffer, any buffer, before it starts.
 */
import { createInterface } from 'node:readline';
import { insideWasm, loadTrace, utilisation, WrittenHeap } from './operations.mjs';
import { policies } from './policies.mjs';

const [policy, name, mode] = process.argv.slice(2);
const WARM_UP_MS = 150;
const BESIDE = ['slab', 'tlsf', 'buddy'];

const trace = loadTrace(name);
const heap = await policies[policy]();
if (mode === 'util') {
  console.log(utilisation(trace, heap));
  process.exit(0);
}

/** @param loop - heaps of one loop share what the engine learns of it. */
async function onHeap(one, loop) {
  const { replay, drain } = await import(`./operations.mjs?loop=${loop}`);
  const blocks = new Int32Array(trace.ids);
  const used = mode === 'write' ? new WrittenHeap(one) : one;
  return () => {
    const took = replay(trace, used, blocks);
    drain(trace, one, blocks);
    return took;
  };
}

async function twoOthers() {
  const others = BESIDE.filter((each) => each !== policy).slice(0, 2);
  const loopOf = (index) => (mode === 'three' ? index + 1 : 0);
  return Promise.all(others.map((each, index) => onHeap(policies[each](), loopOf(index))));
}

if (mode === 'detached') structuredClone(null, { transfer: [new ArrayBuffer(8)] });
const beside = mode?.startsWith('three') ? await twoOthers() : [];
const inside = policy.endsWith('in-wasm');
const once = inside ? insideWasm(trace, heap, mode === 'write') : await onHeap(heap, 0);

const window = (limit) => {
  for (const other of beside) for (let replays = 0; replays < 3; replays++) other();
  once();
  let [best, total] = [Number.POSITIVE_INFINITY, 0];
  while (total < limit) {
    const took = once();
    total += took;
    best = Math.min(best, took);
  }
  return best;
};
window(WARM_UP_MS);
for await (const line of createInterface({ input: process.stdin }))
  console.log(window(Number(line)));
