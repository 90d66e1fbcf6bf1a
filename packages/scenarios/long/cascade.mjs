/**
 * Chains of 2,000 to 10,000,000 objects, each held by the one before, let go by one statement: how many die in
 * it, and in how many steps. Leaves what it counted beside itself; the interpreters' own counts are in
 * ../measured/one-del-of-ten-million.json.
 *
 *   node long/cascade.mjs
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { instanceType, ObjectHeap } from '@memstrata/refcount';

const Node = instanceType('Node', 1);
const VERSIONS = ['3.8', '3.12', '3.13'];
const LENGTHS = [2_000, 100_000, 10_000_000];

function chain(heap, length) {
  let head = heap.create(Node);
  for (let count = 1; count < length; count++) {
    const next = heap.create(Node);
    heap.refer(next, 0, head);
    heap.decref(head);
    head = next;
  }
  return head;
}

function count(python, length) {
  const heap = new ObjectHeap({ python, capacity: length });
  const head = chain(heap, length);
  const before = heap.deallocationSteps;
  let deallocated = 0;
  heap.onEvent = ({ type }) => {
    if (type === 'deallocated') deallocated++;
  };
  heap.decref(head);
  const steps = heap.deallocationSteps - before;
  console.log(`${python}: ${length} objects, ${deallocated} die in one statement, ${steps} steps`);
  return { python, objects: length, deallocated, steps };
}

const result = {
  date: new Date().toISOString().slice(0, 10),
  machine: `${cpus().length} × ${cpus()[0].model}, Node ${process.version}`,
  chains: VERSIONS.flatMap((python) => LENGTHS.map((length) => count(python, length))),
};
const file = new URL('cascade.result.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
