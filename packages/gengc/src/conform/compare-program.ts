/** A program of the collector oracle, run on the model, against what a real interpreter printed. */
import type { PythonVersion } from '@memstrata/refcount';
import {
  compareLines,
  interpreterOf,
  type Observations,
  readObservations,
  readProgram,
  runProgram,
} from '@memstrata/refcount/conform';
import { CycleCollector } from '../cycle-collector.ts';
import { RecordFormatError } from './errors.ts';
import type { Mismatch } from './mismatch.ts';

export interface CompareProgramOptions {
  /** Which of the recorded interpreters, if several patch releases stand for the version. */
  readonly interpreter?: string;
}

/**
 * Compares every line: counts, deaths, finalizers, callbacks, collections, results and lists.
 *
 * @returns where model and record differ; empty means they agree
 * @throws RecordFormatError if a record is not of the oracle's format, belongs to another program,
 * or was not recorded on this version
 */
export function compareProgram(
  program: unknown,
  observations: unknown,
  version: PythonVersion,
  options: CompareProgramOptions = {},
): readonly Mismatch[] {
  const { parsed, record } = read(program, observations);
  const interpreter = options.interpreter ?? interpreterOf(record, version);
  if (interpreter === null || !record.versions.includes(interpreter))
    throw new RecordFormatError('versions', `is not a group with Python ${interpreter ?? version}`);
  const lines = runProgram(parsed, {
    python: version,
    attach: (heap) => new CycleCollector(heap, { capacity: parsed.nids }),
    base: record.base[interpreter] ?? 0,
    frozen: record.frozen[interpreter] ?? 1,
  });
  return compareLines(parsed.ops, record.obs, lines);
}

function read(
  program: unknown,
  observations: unknown,
): { parsed: ReturnType<typeof readProgram>; record: Observations } {
  const parsed = readProgram(program);
  const record = readObservations(observations);
  if (record.name !== parsed.name)
    throw new RecordFormatError('name', `is not the name of the program, ${parsed.name}`);
  return { parsed, record };
}
