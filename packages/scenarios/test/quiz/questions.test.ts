import { describe, expect, test } from 'vitest';
import type { Language } from '../../src/index.ts';
import {
  answerText,
  type Judgement,
  judge,
  missingQuestions,
  neededQuestions,
  optionText,
  type Question,
  questionId,
  questionPairs,
  questions,
} from '../../src/quiz/index.ts';

const languages: readonly Language[] = ['en', 'zh'];
const judged = new Map<Question, Judgement>(questions.map((asked) => [asked, judge(asked)]));
const judgementOf = (question: Question): Judgement => {
  const judgement = judged.get(question);
  if (!judgement) throw new Error(`${questionId(question)} is not judged`);
  return judgement;
};

test('every misconception has its two questions', () => {
  expect(missingQuestions(questions)).toEqual([]);
  expect(questions).toHaveLength(neededQuestions.length);
  expect(neededQuestions).toHaveLength(98);
});

test('the questions stand in order, each once', () => {
  const ids = questions.map(questionId);
  expect(ids).toEqual(neededQuestions.filter((id) => ids.includes(id)));
});

describe.each(questions.map((question) => [questionId(question), question] as const))(
  '%s',
  (_id, question) => {
    const { options } = question;
    const judgement = judgementOf(question);

    test('exactly one option holds, and it is not the misconception', () => {
      const right = judgement.options.filter(({ holds }) => holds);
      expect(right.map(({ option }) => option.claims)).toHaveLength(1);
      expect(right[0]?.option.believed).toBeUndefined();
      expect(options.filter(({ believed }) => believed)).toHaveLength(1);
    });

    test('has three or four options, no two alike', () => {
      expect([3, 4]).toContain(options.length);
      expect(new Set(options.map(({ claims }) => JSON.stringify(claims))).size).toBe(
        options.length,
      );
      for (const language of languages)
        expect(new Set(options.map((option) => optionText(option, language))).size).toBe(
          options.length,
        );
    });

    test('is decided by what is read, and not before it is asked', () => {
      expect(judgement.reads).toBeGreaterThan(0);
      const { about, before } = question;
      if (!('program' in about)) return expect(before).toBe(0);
      expect(about.program[before]).toBeDefined();
      for (const { index } of judgement.moments) expect(index).toBeLessThan(judgement.replayLength);
      const shown = judgement.moment;
      if (shown) expect(about.program.indexOf(shown.step)).toBeGreaterThanOrEqual(before);
    });

    test.each(languages)('reads in %s without gaps', (language) => {
      const told = options.flatMap((option) => [
        optionText(option, language),
        answerText(option, judgement, language),
      ]);
      for (const text of told) expect(text).not.toContain('{}');
      for (const text of [question.text[language], ...told])
        expect(text).not.toMatch(/NaN| {2}|^\s|\s$|^$/);
      if (language === 'zh') expect(question.text.zh).toMatch(/[一-鿿]/);
    });
  },
);

test.each(questionPairs.map((pair) => [pair[0].misconception, pair] as const))(
  'the two questions about %s are parallel: another text, and another program or another thing to read in it',
  (_id, [first, again]) => {
    expect(again.misconception).toBe(first.misconception);
    for (const language of languages) expect(again.text[language]).not.toBe(first.text[language]);
    const askedBy = ({ about, measure }: Question): string => `${about.id} ${measure}`;
    expect(askedBy(again)).not.toBe(askedBy(first));
  },
);
