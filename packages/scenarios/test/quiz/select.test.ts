import { expect, test } from 'vitest';
import {
  misconceptionsOf,
  optionOrder,
  questionId,
  questionNames,
  questionPairs,
  questions,
  questionsFor,
  topicOf,
} from '../../src/quiz/index.ts';

test.each([
  ['m16', 'first', ['M16.1']],
  ['M16', 'again', ['M16.2']],
  ['bss-takes-no-file', 'first', ['M2.1']],
  ['bss-takes-no-file', 'again', ['M2.2']],
  ['malloc-promises', 'first', ['M1.1', 'M6.1']],
  ['nowhere', 'first', []],
] as const)('%s, %s, asks for %j', (name, form, ids) => {
  expect(questionsFor(name, form).map(questionId)).toEqual(ids);
});

test('a part of the course asks one question about each of its misconceptions', () => {
  const heap = questionPairs.filter(([{ misconception }]) => topicOf(misconception) === 'heap');
  expect(questionsFor('heap')).toEqual(heap.map(([first]) => first));
});

test('every name asks for something', () => {
  for (const name of questionNames) expect(questionsFor(name).length, name).toBeGreaterThan(0);
});

test('a scenario knows the misconceptions it is asked about', () => {
  expect(misconceptionsOf('malloc-promises')).toEqual(['M1', 'M6']);
  expect(misconceptionsOf('initial-stack')).toEqual([]);
});

test('the seed decides the order of the options, and every order is a permutation', () => {
  const orders = new Set<string>();
  for (const question of questions) {
    const order = optionOrder(question, 1);
    expect(order).toEqual(optionOrder(question, 1));
    expect([...order].sort()).toEqual(question.options.map((_, index) => index));
  }
  const [question] = questions;
  if (question)
    for (let seed = 0; seed < 100; seed++) orders.add(optionOrder(question, seed).join());
  expect(orders.size).toBe(6);
});
