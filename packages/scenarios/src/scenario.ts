import { RecordFormatError } from './errors.ts';
import type { Localized } from './language.ts';
import type { MachineOptions } from './machine/profile.ts';
import type { Step } from './program/program.ts';
import { validateProgram } from './program/validation.ts';

/** What the real tools confirm of a scenario, and what nobody claims. */
export interface Claims {
  /** One sentence for each statement that a recording confirms. */
  readonly confirmed: readonly Localized[];
  /** One sentence for each thing the model shows that the real tool does otherwise, or may do. */
  readonly notClaimed: readonly Localized[];
}

/** A question, the program that answers it, and the machine it runs on: plain data. */
export interface Scenario {
  /** Lower-case words joined by hyphens; unique in a library. */
  readonly id: string;
  readonly title: Localized;
  /** What the reader is asked before the first step. */
  readonly question: Localized;
  /** The answer, told after the last step. */
  readonly answer: Localized;
  readonly machine: MachineOptions;
  readonly program: readonly Step[];
  readonly claims: Claims;
}

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * Checks a scenario and answers with it, frozen through and through.
 *
 * @throws ProgramError naming step and operand; RecordFormatError when a field is missing or malformed.
 *
 * @example
 * ```ts
 * import { memory, ProgramError, scenario } from '@memstrata/scenarios';
 *
 * const text = { en: 'Free', zh: '释放' };
 * try {
 *   scenario({
 *     id: 'unbound', title: text, question: text, answer: text, machine: { heap: {} },
 *     program: [memory.free('a')], claims: { confirmed: [], notClaimed: [] },
 *   });
 * } catch (error) {
 *   if (error instanceof ProgramError) console.log(error.message); // → program[0].of: "a" is used before it is bound.
 * }
 * ```
 */
export function scenario(written: Scenario): Scenario {
  if (!ID.test(written.id)) throw new RecordFormatError('id', 'lower-case words joined by hyphens');
  for (const field of ['title', 'question', 'answer'] as const) requireText(field, written[field]);
  for (const list of ['confirmed', 'notClaimed'] as const)
    for (const [index, text] of written.claims[list].entries())
      requireText(`claims.${list}[${index}]`, text);
  validateProgram(written.program);
  return deepFreeze(written);
}

function requireText(field: string, text: Localized | undefined): void {
  if (!text?.en || !text.zh) throw new RecordFormatError(field, 'a text in English and in Chinese');
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}
