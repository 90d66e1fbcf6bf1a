export { compareCounts, countingAlone } from './compare-counts.ts';
export { compareLines } from './compare-lines.ts';
export { RecordFormatError } from './errors.ts';
export type { Mismatch } from './mismatch.ts';
export { NoCollector, type ProgramCollector } from './program-collector.ts';
export type { RunOptions } from './program-run.ts';
export {
  countingModelOf,
  interpreterOf,
  modelOf,
  type Observations,
  type Program,
  type ProgramOp,
  readObservations,
  readProgram,
} from './record-format.ts';
export { runProgram } from './run-program.ts';
