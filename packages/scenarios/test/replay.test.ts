import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  EVENTS_PER_KEYFRAME,
  layers,
  Machine,
  type Moment,
  memory,
  process,
  replay,
  type Scenario,
  type Step,
} from '../src/index.ts';
import { library } from '../src/library/index.ts';
import { momentsOf } from './performed.ts';

const text = { en: 'x', zh: 'x' };
const claims = { confirmed: [], notClaimed: [] };
const scenarioOf = (program: readonly Step[], bytes: number): Scenario => ({
  id: 'long',
  title: text,
  question: text,
  answer: text,
  machine: { heap: { bytes } },
  program,
  claims,
});

/** A churn over `live` variables: sizes and turns from a small generator, the same every time. */
function churn(steps: number, live: number): Step[] {
  const program: Step[] = [];
  const held = new Set<string>();
  let seed = 1;
  while (program.length < steps) {
    seed = (seed * 48271) % 2147483647;
    const name = `v${seed % live}`;
    program.push(held.has(name) ? memory.free(name) : memory.malloc(name, seed % 200));
    if (!held.delete(name)) held.add(name);
  }
  return program;
}

/** As `toEqual`, which is asked only to say how they differ: it takes ten times as long to say that they do not. */
function expectSame(made: readonly Moment[], wanted: readonly Moment[]): void {
  if (isDeepStrictEqual(made, wanted)) return;
  expect(made).toEqual(wanted);
  expect.unreachable('the moments differ in what toEqual overlooks');
}

describe.each(Object.values(library))('$id', (scenario) => {
  test('every moment is what performing from the start makes, in any order', () => {
    const moments = momentsOf(scenario);
    const machine = new Machine(scenario.machine, layers);
    const performed = scenario.program.flatMap((step) =>
      machine.stopped ? [] : machine.performParts(step),
    );
    const backwards = performed.map((_, index) => moments.at(performed.length - 1 - index));
    expectSame(backwards.reverse(), performed);
    expectSame([...moments], performed);
  });
});

test('a moment cannot be altered', () => {
  const moment = replay(library['malloc-split']).at(0);
  expect(Object.isFrozen(moment)).toBe(true);
  expect(Object.isFrozen(moment.state)).toBe(true);
  expect(Object.isFrozen(moment.events)).toBe(true);
});

test('there is no moment before the first or behind the last', () => {
  const moments = replay(library['malloc-split']);
  expect(() => moments.at(-1)).toThrow(RangeError);
  expect(() => moments.at(moments.length)).toThrow(RangeError);
});

test('overrides replace the machine of the scenario', () => {
  const moments = replay(library['malloc-split'], { heap: { bytes: 1024 } });
  expect(moments.at(0).state.chunks.at(-1)?.size).toBe(976);
});

/** Fifty holes too small for a request that comes again and again: each time all of them are examined. */
function search(times: number): Step[] {
  const names = Array.from({ length: 100 }, (_, index) => `v${index}`);
  return [
    ...names.map((name) => memory.malloc(name, 24)),
    ...names.filter((_, index) => index % 2 === 0).map((name) => memory.free(name)),
    ...Array.from({ length: times }, () => [memory.malloc('w', 100), memory.free('w')]).flat(),
  ];
}

test('a step among 100,000 events takes at most 16 ms, forwards and backwards', () => {
  const moments = replay(scenarioOf(search(1900), 8192));
  expect(moments.eventCount).toBeGreaterThan(100_000);
  const times: number[] = [];
  const visit = (index: number): void => {
    const start = performance.now();
    moments.at(index);
    times.push(performance.now() - start);
  };
  for (let index = 3700; index < 3800; index++) visit(index);
  for (let index = 3800; index > 3700; index--) visit(index);
  const median = times.toSorted((a, b) => a - b)[times.length >> 1];
  expect(median).toBeLessThan(16);
}, 120_000);

/** Calls in a process, each touching a page of its own, until there are 100,000 events. */
function calls(times: number): Step[] {
  return [
    process.exec({
      variables: [{ name: 'area', type: 'pointer' }],
      functions: [
        {
          name: 'work',
          parameters: [{ name: 'n', type: 'int' }],
          variables: [{ name: 'twice', type: 'int' }],
          result: 'int',
        },
        { name: 'main', variables: [{ name: 'sum', type: 'int' }] },
      ],
    }),
    process.call('main'),
    ...Array.from({ length: times }, (_, index) => [
      process.call('work', [index], 'sum'),
      process.add('twice', ['n', 'n']),
      process.return('twice'),
      process.mmap('area', 4096),
      process.store('area', 0, 1),
      process.munmap('area', 4096),
    ]).flat(),
  ];
}

test('a step of a process among 100,000 events takes at most 16 ms, forwards and backwards', () => {
  const moments = replay(scenarioOf(calls(9200), 512));
  expect(moments.eventCount).toBeGreaterThan(100_000);
  const middle = moments.length >> 1;
  const times: number[] = [];
  for (const way of [1, -1])
    for (let index = 0; index < 100; index++) {
      const start = performance.now();
      moments.at(middle + way * index);
      times.push(performance.now() - start);
    }
  expect(times.toSorted((a, b) => a - b)[times.length >> 1]).toBeLessThan(16);
}, 120_000);

test('far from the start, a moment equals the one performed', () => {
  const program = churn(600, 12);
  const moments = replay(scenarioOf(program, 8192));
  const machine = new Machine({ heap: { bytes: 8192 } });
  for (const [index, step] of program.entries()) {
    const performed = machine.perform(step);
    if (index % 97 === 0) expect(moments.at(index)).toEqual(performed);
  }
  expect(moments.eventCount).toBeGreaterThan(10 * EVENTS_PER_KEYFRAME);
});
