/** How many bytes of arguments the kernel still takes: both sides of that border, found by asking it. */
import { type RecordedProgram, recordExec } from './exec-runs.ts';
import type { Recorder } from './recorder.ts';

/** Arguments of so many bytes each under a stack limit. */
export interface StringCase {
  readonly stack: number;
  readonly each: number;
}

const KIB = 1024;

/** Few long strings, whose pointers weigh nothing, and many short ones, on both sides of where a quarter is 128 KiB. */
export const STRING_CASES: readonly StringCase[] = [
  { stack: 256 * KIB, each: 50_000 },
  { stack: 256 * KIB, each: 100 },
  { stack: 1024 * KIB, each: 100_000 },
  { stack: 1024 * KIB, each: 200 },
];

/** Whole strings of `each` bytes with their ends, and one for what is left. */
function argumentsOf(bytes: number, each: number): string[] {
  const whole = Array<string>(Math.floor(bytes / each)).fill('x'.repeat(each - 1));
  const rest = bytes % each;
  return rest === 0 ? whole : [...whole, 'x'.repeat(rest - 1)];
}

const isRefused = ({ record }: RecordedProgram): boolean =>
  (record['runs'] as readonly object[]).some((run) => 'refused' in run);

/** The most bytes that were taken, and the fewest that were not. */
export function recordStringLimit(
  recorder: Recorder,
  file: string,
  { stack, each }: StringCase,
): readonly [taken: RecordedProgram, refused: RecordedProgram] {
  const withBytes = (bytes: number): RecordedProgram =>
    recordExec(recorder, file, [{ stack }], { args: argumentsOf(bytes, each), env: {} });
  let [taken, refused] = [0, stack];
  while (refused - taken > 1) {
    const between = Math.floor((taken + refused) / 2);
    if (isRefused(withBytes(between))) refused = between;
    else taken = between;
  }
  return [withBytes(taken), withBytes(refused)];
}
