import type { Localized } from './language.ts';
import type { Step, StepOf } from './program/program.ts';

/** What a tool can print as an answer; a text is a word such as `rodata` or `SEGV_ACCERR`. */
/** What a tool can print as an answer; a text is words or numbers in a row, such as `a b` or `700 10 10`. */
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

/** One name for each question; the generated programs print it before the answer. */
const names: { readonly [O in QuestionOp]: (step: StepOf<O>) => string } = {
  'ask-usable-size': (step) => `usable size of ${step.of}`,
  'ask-distance': (step) => `distance ${step.from} to ${step.to}`,
  collect: () => 'collect()',
  'ask-count': (step) => `count of ${step.of}`,
  'ask-count-at': (step) => `count at ${step.place}`,
  'ask-place': (step) => `${step.of} lies at ${step.among.join(' or ')}`,
  'ask-segment': (step) => `segment of ${step.of}`,
  'ask-target-segment': (step) => `segment where ${step.through} leads`,
  'ask-file-bytes': (step) => `bytes of ${step.of} in the file`,
  'ask-value': (step) => `value of ${step.of}`,
  'ask-byte': (step) => `${step.through}[${step.offset}]`,
  'ask-null': (step) => `${step.of} is NULL`,
  'ask-same-place': (step) => `${step.of} lies where ${step.as} leads`,
  'ask-below': (step) => `${step.of} lies below where ${step.than} leads`,
  'ask-resident': (step) => `pages with memory among ${step.bytes} bytes from ${step.through}`,
  'ask-access': (step) =>
    `${step.intent === 'write' ? 'store to' : 'load from'} ${step.through}[${step.offset}]`,
  'ask-frame-offset': (step) => `${step.of} above the frame pointer`,
  'ask-stack-word': (step) => `word ${step.index} of the stack`,
  'ask-page-size': () => 'AT_PAGESZ',
  'ask-stack-alignment': () => 'stack pointer modulo 16',
  'ask-stack-limit': () => 'RLIMIT_STACK',
  'ask-heap-bytes': () => 'bytes of heap',
  'ask-room': (step) => `at least ${step.gibibytes} GiB between heap and stack`,
  'ask-same-steps': (step) => `${step.function} takes as many instructions as ${step.as}`,
  'ask-thread-stack': () => 'bytes of the stack of this thread',
  'ask-mappings': () => 'mappings after the end',
  'ask-gain': (step) => `count of ${step.of} since ${step.since}`,
  'ask-refcount': (step) =>
    step.where === 'module'
      ? `getrefcount of ${step.of}`
      : `getrefcount of ${step.of} in a function`,
  'ask-same': (step) => `${step.of} is ${step.as}`,
  'ask-alive': (step) => `${step.of} answers an object`,
  'ask-told': () => 'told',
  'ask-collect': (step) => `collect(${step.generation})`,
  'ask-collect-by-phase': () => 'collect()',
  'ask-enabled': () => 'isenabled()',
  'ask-threshold': () => 'get_threshold()',
  'ask-collections': () => 'collections of each generation',
  'ask-tracked': (step) => `${step.of} is tracked`,
  'ask-generation': (step) => `generation of ${step.of}`,
};

/** Whether the step has an answer that is printed. */
export const isQuestion = (step: Step): step is QuestionStep => Object.hasOwn(names, step.op);

/** The question in words, e.g. `usable size of a`. */
export const questionName = (step: QuestionStep): string =>
  (names[step.op] as (step: QuestionStep) => string)(step);

/** The observation a question becomes once it is answered. */
export function observation(step: QuestionStep, value: Answer): Observation {
  const name = questionName(step);
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
