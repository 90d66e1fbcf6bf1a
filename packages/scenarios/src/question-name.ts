import { coreQuestionName, type QuestionOp, type QuestionStep } from './observe.ts';
import type { ProcessOp, PythonOp, StepOf } from './program/program.ts';

type LayerQuestionOp = Extract<QuestionOp, ProcessOp | PythonOp>;

/** One name for each question about a process, built-in values, the collector and the memory of objects. */
const names: { readonly [O in LayerQuestionOp]: (step: StepOf<O>) => string } = {
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
  'ask-bytes-in-use': () => 'bytes in use',
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
  'ask-arenas': (step) => `tenths of the arenas of ${step.of}`,
  'ask-arena-count': () => 'arenas',
  'ask-size': (step) => `getsizeof ${step.of}`,
  'ask-mapping': (step) => `mapping of ${step.of}`,
  'ask-gc-count': () => 'get_count()[0]',
};

/** The question in words, as the generated programs print it: `usable size of a`, `segment of counter`. */
export const questionName = (step: QuestionStep): string =>
  Object.hasOwn(names, step.op)
    ? (names[step.op as LayerQuestionOp] as (step: QuestionStep) => string)(step)
    : coreQuestionName(step);
