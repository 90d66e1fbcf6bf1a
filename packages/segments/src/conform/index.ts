/** Recorded truth held against the model: one function a suite, an empty answer where they agree. */
export { compareElf } from './elf.ts';
export { compareExec, execOptionsOf, type Interpreters } from './exec.ts';
export { compareFrames } from './frames.ts';
export { imageFromRecord, interpretersFromRecord } from './image-record.ts';
export { type CompareMapsOptions, compareMaps } from './maps.ts';
export { compareObserve } from './observe.ts';
export { compareRandomised } from './randomised.ts';
export { type Mismatch, RecordFormatError } from './record.ts';
export { compareVmops } from './vmops.ts';
