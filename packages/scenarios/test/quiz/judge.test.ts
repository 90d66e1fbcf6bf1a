import { describe, expect, test } from 'vitest';
import type { MachineOptions } from '../../src/index.ts';
import {
  judge,
  keeps,
  optionText,
  type Question,
  questionId,
  questions,
  readMeasured,
  Seen,
} from '../../src/quiz/index.ts';

const byId = (id: string): Question => {
  const found = questions.find((question) => questionId(question) === id);
  if (!found) throw new Error(`there is no question ${id}`);
  return found;
};

/** The same question about the same program on another machine. */
const on = (question: Question, machine: MachineOptions): Question => ({
  ...question,
  about: { ...question.about, machine } as Question['about'],
});

const rightOf = (question: Question): readonly string[] =>
  judge(question)
    .options.filter(({ holds }) => holds)
    .map(({ option }) => optionText(option, 'en'));

describe('the right option follows what happens', () => {
  test('another limit of the stack makes another option right', () => {
    const asked = byId('M5.2');
    const limited = (stackLimit: number) => on(asked, { process: { stackLimit } });
    expect(rightOf(asked)).toEqual(['2,097,152: as much as the limit']);
    expect(rightOf(limited(8_388_608))).toEqual(['8,388,608: always 8 MiB']);
    expect(rightOf(limited(1_048_576))).toEqual(['1,048,576: half of it']);
  });

  test('a heap that can hold everything makes what is believed right', () => {
    const asked = byId('M15.1');
    const [right] = judge(on(asked, { heap: { bytes: 1024 } })).options.filter(
      ({ holds }) => holds,
    );
    expect(right?.option.believed).toBe(true);
  });

  test('a program that is cut short leaves the question without an answer', () => {
    const asked = byId('M25.2');
    const about = { ...asked.about, program: [] } as Question['about'];
    expect(() => judge({ ...asked, about })).toThrow(/still-in-a-list: no answer/);
  });
});

test.each([
  [7, 7, true],
  [7, 8, false],
  ['bss', 'bss', true],
  [{ atLeast: 2, atMost: 3 }, 2, true],
  [{ atLeast: 2, atMost: 3 }, 3, true],
  [{ atLeast: 2, atMost: 3 }, 4, false],
  [{ atMost: 3 }, -1, true],
  [{ atLeast: 2 }, 'two', false],
  [true, 'true', false],
] as const)('the claim %j about %j holds: %j', (claim, measured, holds) => {
  expect(keeps(claim, measured)).toBe(holds);
});

test('what is shown begins where the question is asked and ends at the moment that decides', () => {
  for (const question of questions) {
    const { moment, moments } = judge(question);
    if (!moment || !('program' in question.about)) continue;
    expect(moments.at(-1), questionId(question)).toEqual(moment);
    const first = question.about.program.indexOf(moments[0]?.step ?? moment.step);
    expect(first, questionId(question)).toBe(question.before);
  }
});

test('looking for what a program does not show names the program', () => {
  const seen = new Seen(byId('M16.1').about);
  expect(() => seen.answer('weather')).toThrow('smallest-request: no answer 0 to "weather"');
  expect(() => seen.moment(99)).toThrow('there is no step 99');
  expect(() => seen.event(0, 'faulted')).toThrow('step 0 announces no faulted');
  expect(() => seen.recorded('weather', 'gcc')).toThrow('gcc recorded no "weather"');
  expect(seen.reads).toBe(0);
});

test.each([
  ['without a language', { source: [] }, 'language'],
  ['without a source', { language: 'c', source: 'int' }, 'source'],
  ['without runs', { language: 'c', source: [], runs: {} }, 'runs'],
])('a measured program %s is refused', (_, part, field) => {
  expect(() => readMeasured({ scenario: 'x', runs: [], ...part })).toThrow(`${field}: expected`);
});
