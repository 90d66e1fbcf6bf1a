/**
 * Contestants measured in turns: in each round every one runs once, so that a slow moment of the machine
 * meets all of them. What counts is the processor's time, not the clock's, so that other people's programs
 * take no part. Printed is the median over rounds, with the fastest and the slowest beside it.
 */
import { cpus, release } from 'node:os';

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/**
 * @param contestants name → function that does the work once
 * @param before what is done before each turn and does not count
 * @param figure turns the milliseconds of processor time of one turn into the number shown
 */
export function inTurns(contestants, { rounds, figure, before = () => {} }) {
  const names = Object.keys(contestants);
  for (const name of names) {
    before();
    contestants[name](); // compiled before it counts
  }
  const figures = new Map(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      before();
      const start = process.cpuUsage();
      contestants[name]();
      const { user, system } = process.cpuUsage(start);
      figures.get(name).push(figure((user + system) / 1000));
    }
  return names.map((name) => {
    const all = figures.get(name);
    return { name, median: median(all), least: Math.min(...all), most: Math.max(...all) };
  });
}

/** Prints the rows under a title. */
export function print(title, unit, rows, digits = 2) {
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log(`\n${title}`);
  for (const { name, median, least, most } of rows) {
    const [middle, low, high] = [median, least, most].map((value) => value.toFixed(digits));
    console.log(`  ${name.padEnd(width)}  ${middle.padStart(9)} ${unit}  (${low} to ${high})`);
  }
}

export const provenance = () =>
  `${cpus()[0].model}, ${cpus().length} cores, Linux ${release()}, Node ${process.versions.node}, ` +
  new Date().toISOString().slice(0, 10);
