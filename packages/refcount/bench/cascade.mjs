/** Takes down chains of objects, each held by the one before, and counts the work. */
import { instanceType, ObjectHeap } from '../dist/index.js';

const Node = instanceType('Node', 1);

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

/** One row for each version and length: steps for each object must not grow with the length. */
export function cascade() {
  console.log(
    '\n| chain | objects | steps | steps an object | ns an object |\n| --- | ---: | ---: | ---: | ---: |',
  );
  for (const python of ['3.12', '3.13', '3.15'])
    for (const length of [100_000, 1_000_000, 10_000_000]) {
      const heap = new ObjectHeap({ python, capacity: length });
      const head = chain(heap, length);
      const before = heap.deallocationSteps;
      const start = process.cpuUsage();
      heap.decref(head);
      const { user, system } = process.cpuUsage(start);
      const steps = heap.deallocationSteps - before;
      if (heap.isAlive(head)) throw new Error('the chain is still there');
      console.log(
        `| ${python} | ${length} | ${steps} | ${(steps / length).toFixed(3)} | ${(((user + system) * 1000) / length).toFixed(1)} |`,
      );
    }
}
