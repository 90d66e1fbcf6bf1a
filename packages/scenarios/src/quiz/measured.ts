/** Programs whose answer no model of ours decides: run on the real system, and recorded with provenance. */
import { RecordFormatError } from '../errors.ts';
import { type RecordedRun, readRecording } from '../recording.ts';

/** A program and what it printed; its lines are `question = answer`. */
export interface MeasuredProgram {
  readonly id: string;
  readonly language: 'c' | 'python';
  readonly source: string;
  readonly runs: readonly RecordedRun[];
}

/**
 * A measured program from parsed JSON.
 *
 * @throws RecordFormatError naming the first field that is missing or malformed.
 */
export function readMeasured(json: unknown): MeasuredProgram {
  const { scenario: id, runs } = readRecording(json);
  const { language, source } = json as Record<string, unknown>;
  if (language !== 'c' && language !== 'python')
    throw new RecordFormatError('language', 'c or python');
  if (!Array.isArray(source) || !source.every((line) => typeof line === 'string'))
    throw new RecordFormatError('source', 'a list of lines');
  return Object.freeze({ id, language, source: source.join('\n'), runs });
}
