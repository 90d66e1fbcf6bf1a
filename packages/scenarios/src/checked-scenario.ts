import { RecordFormatError } from './errors.ts';
import { isRecord } from './json-value.ts';
import { textProblem } from './language.ts';
import type { Step } from './program/program.ts';
import type { Scenario } from './scenario.ts';

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * Checks a scenario's texts, and its program with `validate`; answers with it, frozen through and through.
 *
 * @param written - from a file it may be anything
 * @param validate - the main entry's `validateProgram`, where programs are written; nothing by default, for
 * programs that were validated when they were written.
 * @throws RecordFormatError when a field is missing or malformed; what `validate` throws.
 */
export function checkedScenario(
  written: Scenario,
  validate: (program: readonly Step[]) => void = () => {},
): Scenario {
  const { id, claims, ...fields } = recordOf('scenario', written);
  if (typeof id !== 'string' || !ID.test(id))
    throw new RecordFormatError('id', 'lower-case words joined by hyphens');
  for (const field of ['title', 'question', 'answer']) requireText(field, fields[field]);
  const told = recordOf('claims', claims);
  for (const list of ['confirmed', 'notClaimed']) {
    const texts = told[list];
    if (!Array.isArray(texts)) throw new RecordFormatError(`claims.${list}`, 'a list of texts');
    for (const [index, text] of texts.entries()) requireText(`claims.${list}[${index}]`, text);
  }
  validate(written.program);
  return deepFreeze(written);
}

function requireText(field: string, text: unknown): void {
  const expected = textProblem(text);
  if (expected) throw new RecordFormatError(field, expected);
}

function recordOf(field: string, value: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw new RecordFormatError(field, 'an object');
  return value;
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}
