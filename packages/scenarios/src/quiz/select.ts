/** Which questions a name asks for, and in which order their options are read out. */
import { library } from '../library/index.ts';
import { type MisconceptionId, topicOf } from './misconceptions.ts';
import { type Form, type Pair, type Question, questionId } from './question.ts';
import { questionPairs } from './questions/questions.ts';

/** What questions can be asked for by: `M16`, a part of the course, or a scenario that is asked about. */
export const questionNames: readonly string[] = [
  ...new Set([
    ...questionPairs.map(([{ misconception }]) => misconception),
    ...questionPairs.map(([{ misconception }]) => topicOf(misconception)),
    ...questionPairs.flat().flatMap(({ about }) => (about.id in library ? [about.id] : [])),
  ]),
];

/**
 * The questions a name asks for, in the order of the course; none for an unknown name.
 *
 * @param form - the first question about a misconception, or the one for asking again. For a scenario the
 * first is the question about it, whichever form that is, and the other one comes again.
 *
 * @example
 * ```ts
 * import { questionId, questionsFor } from '@memstrata/scenarios/quiz';
 *
 * console.log(questionsFor('M16').map(questionId), questionsFor('M16', 'again').map(questionId)); // → [ 'M16.1' ] [ 'M16.2' ]
 * console.log(questionsFor('bss-takes-no-file').map(questionId)); // → [ 'M2.1' ]
 * ```
 */
export function questionsFor(name: string, form: Form = 'first'): readonly Question[] {
  const key = name.toLowerCase();
  return questionPairs.flatMap((pair) => {
    const { misconception } = pair[0];
    if (misconception.toLowerCase() === key || topicOf(misconception) === key)
      return [ofForm(pair, form)];
    return pair.some(({ about }) => about.id === key) ? aboutScenario(pair, key, form) : [];
  });
}

const ofForm = ([first, again]: Pair, form: Form): Question => (form === 'first' ? first : again);

/** Those of a pair that are about the scenario; asking again, those that are not, or the second of two. */
function aboutScenario(pair: Pair, id: string, form: Form): readonly Question[] {
  const about = pair.filter((question) => question.about.id === id);
  if (about.length === pair.length) return [ofForm(pair, form)];
  return form === 'first' ? about : pair.filter((question) => !about.includes(question));
}

/** The misconceptions a scenario is asked about. */
export const misconceptionsOf = (scenario: string): readonly MisconceptionId[] =>
  questionPairs.flatMap((pair) =>
    pair.some(({ about }) => about.id === scenario) ? [pair[0].misconception] : [],
  );

/**
 * The indexes of a question's options in an order that the seed decides, the same for the same seed
 * whatever else is asked.
 *
 * @param seed - a whole number.
 *
 * @example
 * ```ts
 * import { optionOrder, questions } from '@memstrata/scenarios/quiz';
 *
 * console.log([...optionOrder(questions[0], 7)].sort()); // → [ 0, 1, 2 ]
 * ```
 */
export function optionOrder(question: Question, seed: number): readonly number[] {
  const random = randomNumbers(hashOf(`${questionId(question)} ${seed}`));
  const order = question.options.map((_, index) => index);
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const [a, b] = [order[last] ?? 0, order[other] ?? 0];
    order[last] = b;
    order[other] = a;
  }
  return order;
}

/** FNV-1a over the characters, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}

/** Marsaglia's xorshift over 32 bits, as numbers from 0 up to 1. */
function randomNumbers(seed: number): () => number {
  let state = seed || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
