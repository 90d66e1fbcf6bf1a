import { coreQuestionName, type QuestionOp, type QuestionStep } from './observe.ts';
import type { ProcessOp, StepOf } from './program/program.ts';

type ProcessQuestionOp = Extract<QuestionOp, ProcessOp>;

/** One name for each question about a process. */
const names: { readonly [O in ProcessQuestionOp]: (step: StepOf<O>) => string } = {
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
};

/** The question in words, as the generated programs print it: `usable size of a`, `segment of counter`. */
export const questionName = (step: QuestionStep): string =>
  Object.hasOwn(names, step.op)
    ? (names[step.op as ProcessQuestionOp] as (step: QuestionStep) => string)(step)
    : coreQuestionName(step);
