import { checkedScenario } from './checked-scenario.ts';
import type { Localized } from './language.ts';
import { requireGlibcHeap } from './machine/process/glibc-heap.ts';
import type { MachineOptions } from './machine/profile.ts';
import { requireMachineOptions } from './machine-options.ts';
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

/**
 * Checks a scenario and answers with it, frozen through and through.
 *
 * @throws ProgramError naming step and operand; MachineError naming an option; RecordFormatError when a field is
 * missing or malformed.
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
export const scenario = (written: Scenario): Scenario =>
  checkedScenario(written, (program) => {
    requireMachineOptions(written.machine);
    validateProgram(program);
    const { heap } = written.machine;
    if (heap?.policy === 'glibc') requireGlibcHeap(heap, program[0]?.op === 'exec');
  });
