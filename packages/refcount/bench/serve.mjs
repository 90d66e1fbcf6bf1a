/** One way of counting as a process: reads lines "WORK MILLISECONDS", answers nanoseconds of CPU time per operation. */
import { createInterface } from 'node:readline';
import { HELD, works } from './works.mjs';

const peer = works[process.argv[2]]();

/** Calls what it is given. As it has seen many, the engine does not compile what is measured into what measures. */
const call = (work) => work();
for (let i = 0; i < 10_000; i++) for (const other of [() => 0, () => 1, () => 2]) call(other);

function cpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
}

for await (const line of createInterface({ input: process.stdin })) {
  const [work, milliseconds] = line.split(' ');
  if (!(work in peer)) {
    process.stdout.write('-1\n');
    continue;
  }
  const start = cpu();
  let [now, rounds] = [start, 0];
  while (now - start < milliseconds * 1e6 || rounds === 0) {
    for (let i = 0; i < 16; i++) call(peer[work]);
    rounds += 16;
    now = cpu();
  }
  process.stdout.write(`${((now - start) / (rounds * HELD)).toFixed(4)}\n`);
}
