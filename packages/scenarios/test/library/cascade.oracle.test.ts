import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { library } from '../../src/library/index.ts';
import { readMeasured } from '../../src/quiz/measured.ts';

/** What `long/cascade.mjs` has counted on the model. */
interface Counted {
  readonly chains: readonly {
    readonly python: string;
    readonly objects: number;
    readonly deallocated: number;
    readonly steps: number;
  }[];
}

const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

const { chains } = read('long/cascade.result.json') as Counted;
const { runs } = readMeasured(read('measured/one-del-of-ten-million.json'));

const answerOf = (version: string, question: string): unknown =>
  runs
    .find((run) => run.version.startsWith(`Python ${version}.`))
    ?.answers.find(({ name }) => name === question)?.value;

describe.each(chains)(
  'a chain of $objects on $python',
  ({ python, objects, deallocated, steps }) => {
    test('dies in one statement, in the model as in the interpreter', () => {
      expect(deallocated).toBe(objects);
      expect(answerOf(python, `objects freed by one del, chain of ${objects}`)).toBe(deallocated);
    });

    test('takes as many steps an object as any other', () => {
      expect(steps / objects).toBeCloseTo(3.04, 1);
    });
  },
);

test('the scenario tells of the longest chain that was counted', () => {
  expect(Math.max(...chains.map(({ objects }) => objects))).toBe(10_000_000);
  for (const run of runs) {
    const question = 'milliseconds of that del, chain of 10000000';
    const pause = run.answers.find(({ name }) => name === question)?.value;
    expect(pause).toBeGreaterThan(1500);
    expect(pause).toBeLessThan(2500);
  }
  const { answer, claims } = library['spread-or-one-pause'];
  for (const { en, zh } of [answer, claims.confirmed[1] as { en: string; zh: string }])
    for (const [text, seconds] of [
      [en, 'two seconds'],
      [zh, '两秒'],
    ] as const) {
      expect(text).toContain(seconds);
      expect(text).toContain('10,000,000');
    }
});
