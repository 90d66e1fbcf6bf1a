/**
 * One policy on one trace, in a process of its own. For each line on stdin (a window in CPU
 * milliseconds) prints the best replay of that window. The heap stays warm between replays.
 *
 *   node serve.mjs POLICY TRACE [util|write|three]
 */
import { createInterface } from 'node:readline';
import { drain, loadTrace, replay, utilisation } from './operations.mjs';
import { policies } from './policies.mjs';

const [policy, name, mode] = process.argv.slice(2);
const WARM_UP_MS = 150;

const trace = loadTrace(name);
const heap = await policies[policy]();
if (mode === 'util') {
  console.log(utilisation(trace, heap));
  process.exit(0);
}
const blocks = new Int32Array(trace.ids);
const bytes = mode === 'write' ? new Uint8Array(heap.memory.buffer) : undefined;
const window = (limit) => {
  let [best, total] = [Number.POSITIVE_INFINITY, 0];
  while (total < limit) {
    const took = replay(trace, heap, blocks, bytes);
    drain(trace, heap, blocks);
    total += took;
    best = Math.min(best, took);
  }
  return best;
};
window(WARM_UP_MS);
for await (const line of createInterface({ input: process.stdin }))
  console.log(window(Number(line)));
