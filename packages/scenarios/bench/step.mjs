// What a step costs among a hundred thousand events and among a million, in both directions, and what the
// log and its keyframes keep.
import { arch, cpus, platform } from 'node:os';
import { memory, replay } from '@memstrata/scenarios';
import '../../../tooling/broken-pipe.mjs';

const HOLES = 1000;
/** Turns of the program, and the longest a step may then take, in milliseconds. */
const SIZES = [
  { turns: 100, goal: 16 },
  { turns: 1000, goal: 100 },
];

/** Holes too small for a request that comes again and again: each time all of them are examined. */
const names = Array.from({ length: 2 * HOLES }, (_, index) => `v${index}`);
const programOf = (turns) => [
  ...names.map((name) => memory.malloc(name, 24)),
  ...names.filter((_, index) => index % 2 === 0).map((name) => memory.free(name)),
  ...Array.from({ length: turns }, () => [memory.malloc('w', 100), memory.free('w')]).flat(),
];
const text = { en: 'x', zh: 'x' };
const about = { id: 'x', title: text, question: text, answer: text };
const claims = { confirmed: [], notClaimed: [] };
const scenarioOf = (turns) => ({
  ...about,
  machine: { heap: { bytes: 131_072 } },
  program: programOf(turns),
  claims,
});

const used = () => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

/** Times of one step after the other from the middle of the second half of the replay: there every step is like the next. */
function times(moments, turns, way) {
  const middle = moments.length - turns;
  const took = [];
  for (let step = 0; step < turns; step++) {
    const start = performance.now();
    moments.at(middle + way * step);
    took.push(performance.now() - start);
  }
  return took.sort((a, b) => a - b);
}

function measure({ turns, goal }) {
  const before = used();
  const moments = replay(scenarioOf(turns));
  const kept = (used() - before) / 2 ** 20;
  console.log(
    `${moments.eventCount} events in ${moments.length} moments, ${kept.toFixed(0)} MiB kept`,
  );
  for (const [name, way] of [
    ['forwards', 1],
    ['backwards', -1],
  ]) {
    const took = times(moments, turns, way);
    const [least, median, longest] = [took[0], took[took.length >> 1], took.at(-1)];
    const verdict = longest <= goal ? 'holds' : 'falls short';
    console.log(
      `a step ${name}: ${least.toFixed(3)} ms at least, median ${median.toFixed(3)}, longest ${longest.toFixed(1)}; at most ${goal}: ${verdict}`,
    );
  }
}

const date = new Date().toISOString().slice(0, 10);
console.log(`node ${process.version}, ${platform()} ${arch()}, ${cpus()[0]?.model}, ${date}`);
SIZES.forEach(measure);
