export { type CompareProgramOptions, compareProgram } from './compare-program.ts';
export { compareSnapshot } from './compare-snapshot.ts';
export { RecordFormatError } from './errors.ts';
export type { Mismatch } from './mismatch.ts';
