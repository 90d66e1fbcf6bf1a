import type { Step } from '../program/program.ts';
import { cStatement } from './c.ts';

/**
 * One step as the program's own line; a question as the expression it prints.
 *
 * @example
 * ```ts
 * import { memory } from '@memstrata/scenarios';
 * import { statement } from '@memstrata/scenarios/source';
 *
 * console.log(statement(memory.malloc('a', 24))); // → a = malloc(24);
 * ```
 */
export const statement = (step: Step): string => cStatement(step);
