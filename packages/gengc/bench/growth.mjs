/**
 * Growth from 10⁴ to 10⁷ objects of two references: objects and references touched by a full
 * collection, counted; the clock; bytes an object of heap and collector together.
 *
 * node bench/growth.mjs [objects …]
 */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { CycleCollector } from '@memstrata/gengc';
import { instanceType, ObjectHeap } from '@memstrata/refcount';
import '../../../tooling/broken-pipe.mjs';

const Node = instanceType('Node', 2);

/** A ring linked both ways, held once; built without a list of its own. */
function measure(objects) {
  const heap = new ObjectHeap({ python: '3.12', capacity: objects });
  const collector = new CycleCollector(heap, { capacity: objects });
  collector.enabled = false;
  const first = heap.create(Node);
  let last = first;
  for (let count = 1; count < objects; count++) {
    const node = heap.create(Node);
    heap.refer(last, 1, node);
    heap.refer(node, 0, last);
    heap.decref(node);
    last = node;
  }
  heap.refer(last, 1, first);
  heap.refer(first, 0, last);
  const start = performance.now();
  collector.collect();
  const live = performance.now() - start;
  const { objects: visited, references } = collector.work;
  heap.decref(first);
  const again = performance.now();
  const { collected } = collector.collect();
  const garbage = performance.now() - again;
  if (collected !== objects) throw new Error(`collected ${collected} of ${objects}`);
  const { rss } = process.memoryUsage();
  const ns = (milliseconds) => ((milliseconds * 1e6) / objects).toFixed(1).padStart(6);
  console.log(
    `${String(objects).padStart(9)} objects: touched ${(visited / objects).toFixed(2)} objects and ${(references / objects).toFixed(2)} references each, ` +
      `live ${ns(live)} ns, garbage ${ns(garbage)} ns; ${((heap.columns.bytes + collector.bytes) / objects).toFixed(1)} bytes each, ` +
      `peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB (now ${(rss / 2 ** 20).toFixed(0)})`,
  );
}

const [, , ...sizes] = process.argv;
if (sizes.length === 1) measure(Number(sizes[0]));
else {
  console.log(
    `full collections of a ring; Node ${process.version}, ${cpus().length} × ${cpus()[0].model}, ${new Date().toISOString().slice(0, 10)}`,
  );
  for (const size of sizes.length > 0 ? sizes : ['10000', '100000', '1000000', '10000000'])
    process.stdout.write(execFileSync(process.execPath, [import.meta.filename, size]));
}
