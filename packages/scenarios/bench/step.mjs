// What a step costs among a million events, in both directions, and what the log and its keyframes keep.
import { arch, cpus, platform } from 'node:os';
import { memory, replay } from '@memstrata/scenarios';
import '../../../tooling/broken-pipe.mjs';

const HOLES = 1000;
const STEPS = 1000;
const GOAL = 100;

/** Holes too small for a request that comes again and again: each time all of them are examined. */
const names = Array.from({ length: 2 * HOLES }, (_, index) => `v${index}`);
const program = [
  ...names.map((name) => memory.malloc(name, 24)),
  ...names.filter((_, index) => index % 2 === 0).map((name) => memory.free(name)),
  ...Array.from({ length: 1000 }, () => [memory.malloc('w', 100), memory.free('w')]).flat(),
];
const text = { en: 'x', zh: 'x' };
const heap = { bytes: 131_072 };
const claims = { confirmed: [], notClaimed: [] };
const scenario = {
  id: 'x',
  title: text,
  question: text,
  answer: text,
  machine: { heap },
  program,
  claims,
};

const used = () => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

/** Median and longest of so many steps from the middle, one after the other. */
function measure(moments, way) {
  const times = [];
  for (let step = 0; step < STEPS; step++) {
    const start = performance.now();
    moments.at((moments.length >> 1) + way * step);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { median: times[STEPS >> 1], longest: times.at(-1) };
}

const before = used();
const moments = replay(scenario);
const kept = (used() - before) / 2 ** 20;
const date = new Date().toISOString().slice(0, 10);
console.log(`node ${process.version}, ${platform()} ${arch()}, ${cpus()[0]?.model}, ${date}`);
console.log(
  `${moments.eventCount} events in ${moments.length} moments, ${kept.toFixed(0)} MiB kept`,
);
for (const [name, way] of [
  ['forwards', 1],
  ['backwards', -1],
]) {
  const { median, longest } = measure(moments, way);
  const verdict = longest <= GOAL ? 'holds' : 'falls short';
  console.log(
    `a step ${name}: median ${median.toFixed(3)} ms, longest ${longest.toFixed(1)} ms; at most ${GOAL} ms: ${verdict}`,
  );
}
