import { isQuestion } from '../observe.ts';
import type { ProcessStep } from '../program/process-steps.ts';
import type { Step } from '../program/program.ts';
import { questionName } from '../question-name.ts';
import { cStatement, isCStep } from './c.ts';
import { isProcessStep, processStatement } from './process-statement.ts';
import { isPythonStep, pythonStatement } from './python.ts';

/** The languages a program can be emitted in. */
export type SourceLanguage = 'c' | 'python';

/** The language a program's steps are written in; C when it has none. */
export const sourceLanguage = (program: readonly Step[]): SourceLanguage =>
  program.some(isPythonStep) ? 'python' : 'c';

/**
 * One step as the program's own line; a question as the expression it prints, one to the kernel in words.
 *
 * @example
 * ```ts
 * import { memory } from '@memstrata/scenarios';
 * import { statement } from '@memstrata/scenarios/source';
 *
 * console.log(statement(memory.malloc('a', 24))); // → a = malloc(24);
 * ```
 */
export function statement(step: Step): string {
  if (isPythonStep(step)) return pythonStatement(step);
  if (isCStep(step)) return cStatement(step);
  if (isProcessStep(step)) return processLine(step);
  return step satisfies never;
}

/** What the generated program wraps in pieces of its own is told as the call it is. */
function processLine(step: ProcessStep): string {
  if (isQuestion(step)) return `${questionName(step)}?`;
  if (step.op === 'sbrk') return `${step.into} = sbrk(${step.bytes});`;
  if (step.op === 'mmap') return `${step.into} = mmap(NULL, ${step.bytes}, …);`;
  if (step.op === 'thread') return `pthread_create(&thread, NULL, ${step.function}, NULL);`;
  return processStatement(step);
}
