import type { Step } from '../program/program.ts';
import { heapToC, isCStep } from './c.ts';
import type { CStep } from './c-step.ts';
import { namedInC } from './naming.ts';
import { processToC } from './process-c.ts';
import { isProcessStep } from './process-statement.ts';
import { SourceError } from './source-error.ts';

const DEFAULT_STACK_LIMIT = 8_388_608;

/**
 * The whole program as one C file, which prints what the program asks. A program that begins with exec
 * has its own functions and variables; one without has file-wide variables that hold on to memory until
 * the end as the model's do. A name that C has another use for gets an underscore: `link` is `link_`.
 *
 * @param stackLimit - what a process sets as its RLIMIT_STACK, in bytes; null for none. @defaultValue 8 MiB
 * @throws SourceError when a step is not one of a C program.
 *
 * @example
 * ```ts
 * import { memory } from '@memstrata/scenarios';
 * import { toC } from '@memstrata/scenarios/source';
 *
 * const lines = toC([memory.malloc('a', 24), memory.usableSize('a')]).split('\n');
 * console.log(lines[8]); // →     a = malloc(24);
 * console.log(lines[9]); // →     printf("usable size of a = %zu\n", malloc_usable_size(a));
 * ```
 */
export function toC(
  program: readonly Step[],
  stackLimit: number | null = DEFAULT_STACK_LIMIT,
): string {
  const steps = program.map((step, index): CStep => {
    if (isCStep(step) || isProcessStep(step)) return namedInC(step);
    throw new SourceError('C', index, step.op);
  });
  const [first] = steps;
  return first?.op === 'exec'
    ? processToC(first, steps, stackLimit)
    : heapToC(steps.filter(isCStep));
}
