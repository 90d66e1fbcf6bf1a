/** Which option is right: the one whose claim the measured value keeps. */
import type { Language } from '../language.ts';
import type { Moment } from '../machine/moment.ts';
import type { Answer } from '../observe.ts';
import { answer, decimal } from '../view/format.ts';
import type { Claim, Option, Question } from './question.ts';
import { Seen } from './seen.ts';

/** An option beside what was measured. */
export interface JudgedOption {
  readonly option: Option;
  readonly holds: boolean;
}

/** A question with its measured value. */
export interface Judgement {
  readonly question: Question;
  readonly measured: Answer;
  /** In the order of the question. */
  readonly options: readonly JudgedOption[];
  /** The moment that decides; null for a program that was measured. */
  readonly moment: Moment | null;
  /** From the step before which it is asked up to the moment that decides. */
  readonly moments: readonly Moment[];
  /** How many moments the whole replay has; 0 for a program that was measured. */
  readonly replayLength: number;
  /** How many things of the replay or the records the measure has read. */
  readonly reads: number;
}

/**
 * Performs the question's program and holds each option against it.
 *
 * @throws Error when the question looks for something its program does not show.
 *
 * @example
 * ```ts
 * import { judge, optionText, questions } from '@memstrata/scenarios/quiz';
 *
 * const question = questions.find(({ misconception }) => misconception === 'M2');
 * const { measured, options } = judge(question);
 * const right = options.find(({ holds }) => holds);
 * console.log(measured, optionText(right.option, 'en')); // → 0 0 bytes
 * ```
 */
export function judge(question: Question): Judgement {
  const seen = new Seen(question.about);
  const measured = question.measure(seen);
  const options = question.options.map((option) => ({
    option,
    holds: keeps(option.claims, measured),
  }));
  return Object.freeze({
    question,
    measured,
    options,
    moment: seen.decisive,
    moments: seen.upToDecisive(question.before),
    replayLength: seen.replayLength,
    reads: seen.reads,
  });
}

/** Whether a measured value is what an option claims. */
export function keeps(claim: Claim, measured: Answer): boolean {
  if (typeof claim !== 'object') return claim === measured;
  const { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = claim;
  return typeof measured === 'number' && atLeast <= measured && measured <= atMost;
}

/** What an option says, with the number it claims. */
export const optionText = ({ says, claims }: Option, language: Language): string =>
  filled(says[language], typeof claims === 'object' ? '' : claims);

/** The answer to an option, with the number that was measured. */
export const answerText = (
  { because }: Option,
  { measured }: Judgement,
  language: Language,
): string => filled(because[language], measured);

const filled = (text: string, value: Answer): string =>
  text.replaceAll('{}', typeof value === 'number' ? decimal(value) : answer(value));
