/** What a scenario from a file must be made of before its program is looked at: a file may hold anything. */
import { RecordFormatError } from './errors.ts';
import { textProblem } from './language.ts';

/** Throws RecordFormatError naming the first field that is missing or malformed. */
export function requireFields(written: unknown): void {
  const fields = recordOf('scenario', written);
  const { id, claims } = fields;
  if (typeof id !== 'string')
    throw new RecordFormatError('id', 'lower-case words joined by hyphens');
  for (const field of ['title', 'question', 'answer']) requireText(field, fields[field]);
  const told = recordOf('claims', claims);
  for (const list of ['confirmed', 'notClaimed']) {
    const texts = told[list];
    if (!Array.isArray(texts)) throw new RecordFormatError(`claims.${list}`, 'a list of texts');
    for (const [index, text] of texts.entries()) requireText(`claims.${list}[${index}]`, text);
  }
}

function requireText(field: string, text: unknown): void {
  const expected = textProblem(text);
  if (expected) throw new RecordFormatError(field, expected);
}

function recordOf(field: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Readonly<Record<string, unknown>>;
  throw new RecordFormatError(field, 'an object');
}
