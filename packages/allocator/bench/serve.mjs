/**
 * One policy on one trace, in a process of its own. For each line on stdin (a window in CPU
 * milliseconds) prints the best replay of that window. The heap stays warm between replays.
 *
 *   node serve.mjs POLICY TRACE [util|write|three]
 *
 * With `three`, two heaps of other policies live beside it and replay the trace in turn with it, through
 * the same loop; only the named one is timed.
 */
import { createInterface } from 'node:readline';
import { drain, insideWasm, loadTrace, replay, utilisation } from './operations.mjs';
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

function onHeap(one) {
  const blocks = new Int32Array(trace.ids);
  return () => {
    const took = replay(trace, one, blocks, mode === 'write');
    drain(trace, one, blocks);
    return took;
  };
}

const others = mode === 'three' ? BESIDE.filter((each) => each !== policy).slice(0, 2) : [];
const beside = others.map((each) => onHeap(policies[each]()));
const inside = policy.endsWith('in-wasm');
const once = inside ? insideWasm(trace, heap, mode === 'write') : onHeap(heap);

const window = (limit) => {
  let [best, total] = [Number.POSITIVE_INFINITY, 0];
  while (total < limit) {
    for (const other of beside) other();
    const took = once();
    total += took;
    best = Math.min(best, took);
  }
  return best;
};
window(WARM_UP_MS);
for await (const line of createInterface({ input: process.stdin }))
  console.log(window(Number(line)));
