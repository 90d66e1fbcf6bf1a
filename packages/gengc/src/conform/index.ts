export { compareSnapshot } from './compare-snapshot.ts';
export { RecordFormatError } from './errors.ts';
export type { Mismatch } from './mismatch.ts';
