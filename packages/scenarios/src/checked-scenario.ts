import { RecordFormatError } from './errors.ts';
import type { Localized } from './language.ts';
import type { Step } from './program/program.ts';
import type { Scenario } from './scenario.ts';

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * Checks a scenario's texts, and its program with `validate`; answers with it, frozen through and through.
 *
 * @param validate - the main entry's `validateProgram`, where programs are written; nothing by default, for
 * programs that were validated when they were written.
 * @throws RecordFormatError when a field is missing or malformed; what `validate` throws.
 */
export function checkedScenario(
  written: Scenario,
  validate: (program: readonly Step[]) => void = () => {},
): Scenario {
  if (!ID.test(written.id)) throw new RecordFormatError('id', 'lower-case words joined by hyphens');
  for (const field of ['title', 'question', 'answer'] as const) requireText(field, written[field]);
  for (const list of ['confirmed', 'notClaimed'] as const)
    for (const [index, text] of written.claims[list].entries())
      requireText(`claims.${list}[${index}]`, text);
  validate(written.program);
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
