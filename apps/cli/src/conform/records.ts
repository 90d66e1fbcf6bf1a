/** Recorded truth from disk: JSON lines or whole JSON files, each record with the place it came from. */
import { basename } from 'node:path';
import { asInputError, codeOf, InputError, oneLine, SuiteFormatError } from '../failure.ts';
import { lineBatches, readJson, readText, sizeOf } from '../file-input.ts';
import { Progress } from '../progress.ts';
import type { Terminal } from '../terminal.ts';

export interface Recorded {
  /** `FILE:LINE`, for messages. */
  readonly place: string;
  readonly record: unknown;
}

/** The records of a JSON-lines file, one by one, with a progress bar of the bytes read. */
export async function* records(file: string, terminal: Terminal): AsyncGenerator<Recorded> {
  const size = await sizeOf(file);
  const progress = new Progress(terminal, basename(file));
  let line = 0;
  try {
    for await (const batch of lineBatches(file, (read) => progress.update(read, size)))
      for (const text of batch) {
        line += 1;
        if (text.trim() !== '') yield parsed(`${file}:${line}`, text);
      }
  } catch (error) {
    throw notOfTheFormat(file, error);
  } finally {
    progress.end();
  }
}

function parsed(place: string, text: string): Recorded {
  try {
    return { place, record: JSON.parse(text) as unknown };
  } catch {
    throw new SuiteFormatError(`${place}: expected one JSON object on the line`);
  }
}

/** A whole JSON file as one record. */
export async function wholeRecord(file: string): Promise<unknown> {
  try {
    return await readJson(file);
  } catch (error) {
    throw error instanceof InputError && error.cause instanceof SyntaxError
      ? new SuiteFormatError(`${file}: expected JSON: ${oneLine(error.cause.message)}`)
      : notOfTheFormat(file, error);
  }
}

/** A whole file as text. */
export async function wholeText(file: string): Promise<string> {
  try {
    return await readText(file);
  } catch (error) {
    throw notOfTheFormat(file, error);
  }
}

/** Runs a comparison; a record that is not of the suite's format becomes a wrong-usage error with its place. */
export function comparing<T>(place: string, compare: () => T): T {
  try {
    return compare();
  } catch (error) {
    if (codeOf(error) === 'ERR_RECORD_FORMAT' && error instanceof Error)
      throw new SuiteFormatError(`${place}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** Damaged or truncated compression is a matter of format; a missing file is not. */
function notOfTheFormat(file: string, error: unknown): Error {
  const failure = asInputError(file, error);
  const code = codeOf(failure.cause);
  return code?.startsWith('Z_') ? new SuiteFormatError(failure.message) : failure;
}

/** The text of a record's field, for naming a unit; the place where it has none. */
export function fieldOf(recorded: Recorded, name: string): string {
  const { record } = recorded;
  if (typeof record === 'object' && record !== null && !Array.isArray(record)) {
    const value = (record as Readonly<Record<string, unknown>>)[name];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  throw new SuiteFormatError(`${recorded.place}: expected an object with "${name}"`);
}
