/**
 * What counting alone decides: deaths, finalizers and callbacks in order, and the answers about
 * counts. Compared for programs in which no collection freed anything, on a heap without collector.
 */
import type { PythonVersion } from '../python-version.ts';
import { compareLines } from './compare-lines.ts';
import { RecordFormatError } from './errors.ts';
import type { Mismatch } from './mismatch.ts';
import { NoCollector } from './program-collector.ts';
import {
  countingModelOf,
  type Observations,
  type ProgramOp,
  readObservations,
  readProgram,
} from './record-format.ts';
import { runProgram } from './run-program.ts';

const COUNTED = /^[AZFLWB]/;
const ANSWERS: readonly string[] = ['refs', 'wcount', 'deref'];

/** Did no collection of the recorded run free anything, or run a finalizer or callback? */
export function countingAlone(observations: unknown): boolean {
  return readObservations(observations).obs.every((line) => {
    const events = line.split(' ').slice(1);
    const collections = events.filter((event) => event.startsWith('G'));
    if (collections.length === 0) return true;
    return collections.every((event) => event.endsWith(':0:0')) && !collectionActed(events);
  });
}

/**
 * In the line of an explicit collection (it has a result) every event is the collection's; in
 * another a finalizer is, if its object did not die in the same operation.
 */
function collectionActed(events: readonly string[]): boolean {
  if (events.some((event) => event.startsWith('R')))
    return events.some((event) => COUNTED.test(event));
  return events.some((event) => event.startsWith('F') && !events.includes(`A${event.slice(1)}`));
}

/**
 * Compares the events `A Z F L W B` and the results of `refs`, `wcount` and `deref`.
 *
 * @returns where model and record differ; empty means they agree
 * @throws RecordFormatError if a record is not of the oracle's format, or was not recorded on this
 * version, or if a collection of the run freed something
 */
export function compareCounts(
  program: unknown,
  observations: unknown,
  version: PythonVersion,
): readonly Mismatch[] {
  const { ops, ...rest } = readProgram(program);
  const record = readObservations(observations);
  if (!record.versions.some((interpreter) => countingModelOf(interpreter) === version))
    throw new RecordFormatError('versions', `is not a group with ${version}`);
  if (!countingAlone(record))
    throw new RecordFormatError('obs', 'is not a run in which no collection frees anything');
  const attach = (heap: { tracking: unknown }): NoCollector => {
    const none = new NoCollector();
    heap.tracking = none;
    return none;
  };
  const lines = runProgram({ ...rest, ops }, { python: version, attach });
  return compareLines(ops, decided(record, ops), decidedOf(lines, ops));
}

const decided = (record: Observations, ops: readonly ProgramOp[]): readonly string[] =>
  decidedOf(record.obs, ops);

/** What is left of each line: no counters of the collector, no lists. */
function decidedOf(lines: readonly string[], ops: readonly ProgramOp[]): readonly string[] {
  return lines.map((line, index) => {
    const answers = ANSWERS.includes(ops[index - 1]?.[0] ?? '');
    return line
      .split(' ')
      .slice(1)
      .filter((event) => COUNTED.test(event) || (answers && event.startsWith('R')))
      .join(' ');
  });
}
