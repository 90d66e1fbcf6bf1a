export { type CompareProgramOptions, compareProgram } from './compare-program.ts';
export { compareSnapshot } from './compare-snapshot.ts';
export { RecordFormatError } from './errors.ts';
export { HEAP_PROGRAM } from './heap-program.ts';
export type { Mismatch } from './mismatch.ts';
export {
  type ProgramTheme,
  programThemes,
  type RandomProgram,
  randomProgram,
} from './random-program.ts';
export { RECORDER_SCRIPT } from './recorder-script.ts';
