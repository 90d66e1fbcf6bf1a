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

function takenDown(python, length) {
  const heap = new ObjectHeap({ python, capacity: length });
  const head = chain(heap, length);
  const before = heap.deallocationSteps;
  const start = process.cpuUsage();
  heap.decref(head);
  const { user, system } = process.cpuUsage(start);
  if (heap.isAlive(head)) throw new Error('the chain is still there');
  return { steps: heap.deallocationSteps - before, ns: (user + system) * 1000 };
}

/** One row for each version and length: steps for each object must not grow with the length. */
export function cascade() {
  console.log(
    '\n| chain | objects | steps | steps an object | ns an object |\n| --- | ---: | ---: | ---: | ---: |',
  );
  for (const python of ['3.12', '3.13', '3.15']) {
    // Each has rules of its own; code that has not met them is thrown away within a measurement.
    for (let warm = 0; warm < 6; warm++) takenDown(python, 1_000_000);
    for (const length of [100_000, 1_000_000, 10_000_000]) {
      const { steps, ns } = takenDown(python, length);
      console.log(
        `| ${python} | ${length} | ${steps} | ${(steps / length).toFixed(3)} | ${(ns / length).toFixed(1)} |`,
      );
    }
  }
}
