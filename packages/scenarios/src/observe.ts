import type { Localized } from './language.ts';
import type { ProcessOp, PythonOp, Step, StepOf } from './program/program.ts';

/** What a tool can print as an answer; a text is words or numbers in a row, such as `rodata` or `700 10 10`. */
export type Answer = number | boolean | string;

/** A named fact that a real compiler's or interpreter's run can confirm. */
export interface Observation {
  /** The question in the words both the program and the model print. */
  readonly name: string;
  readonly value: Answer;
  /** Present when the real answer may differ, with the reason. */
  readonly notClaimed?: Localized;
}

/** Operations whose answer is printed. */
export type QuestionOp = Extract<Step['op'], `ask-${string}` | 'collect'>;

/** A step that asks. */
export type QuestionStep = StepOf<QuestionOp>;

/** Questions that need no layer. */
type CoreQuestionOp = Exclude<QuestionOp, ProcessOp | PythonOp>;

/** One name for each question; the generated programs print it before the answer. */
const names: { readonly [O in CoreQuestionOp]: (step: StepOf<O>) => string } = {
  'ask-usable-size': (step) => `usable size of ${step.of}`,
  'ask-distance': (step) => `distance ${step.from} to ${step.to}`,
  collect: () => 'collect()',
  'ask-count': (step) => `count of ${step.of}`,
  'ask-count-at': (step) => `count at ${step.place}`,
  'ask-place': (step) => `${step.of} lies at ${step.among.join(' or ')}`,
};

/** Whether the step has an answer that is printed. */
export const isQuestion = (step: Step): step is QuestionStep => /^(ask-|collect$)/.test(step.op);

/** A question that needs no layer in words, e.g. `usable size of a`; the others are named by the process. */
export const coreQuestionName = (step: QuestionStep): string =>
  Object.hasOwn(names, step.op)
    ? (names[step.op as CoreQuestionOp] as (step: QuestionStep) => string)(step)
    : step.op;

/** The observation a question becomes once it is answered. */
export function observation(step: QuestionStep, value: Answer, name: string): Observation {
  return step.notClaimed ? { name, value, notClaimed: step.notClaimed } : { name, value };
}

/**
 * Every fact the moments observed, in the order of the program.
 *
 * @example
 * ```ts
 * import { observe, replay } from '@memstrata/scenarios';
 * import { library } from '@memstrata/scenarios/library';
 *
 * const [first] = observe(replay(library['malloc-split']));
 * console.log(first?.name, first?.value); // → usable size of a 24
 * ```
 */
export function observe(
  moments: Iterable<{
    readonly observation: Observation | null;
    readonly fault: { readonly observed: readonly Observation[] } | null;
  }>,
): readonly Observation[] {
  const found: Observation[] = [];
  for (const { observation, fault } of moments) {
    if (observation) found.push(observation);
    if (fault) found.push(...fault.observed);
  }
  return found;
}
