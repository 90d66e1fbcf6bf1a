export { type CorruptionComparison, compareCorruptions } from './compare-corruptions.ts';
export { compareLeaks, type LeakComparison } from './compare-leaks.ts';
export { compareMalloc, type MallocComparison } from './compare-malloc.ts';
export type { Mismatch } from './mismatch.ts';
export { RecordFormatError } from './record-format-error.ts';
