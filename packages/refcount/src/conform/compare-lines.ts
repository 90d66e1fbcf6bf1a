import type { Mismatch } from './mismatch.ts';
import type { ProgramOp } from './record-format.ts';

/** The lines in which two logs of one program differ, each named by its operation. */
export function compareLines(
  ops: readonly ProgramOp[],
  expected: readonly string[],
  actual: readonly string[],
): readonly Mismatch[] {
  const mismatches: Mismatch[] = [];
  for (let index = 0; index < Math.max(expected.length, actual.length); index++) {
    if (expected[index] === actual[index]) continue;
    mismatches.push({
      at:
        index === 0
          ? 'before the first operation'
          : `operation ${index}: ${JSON.stringify(ops[index - 1])}`,
      expected: expected[index] ?? '(no line)',
      actual: actual[index] ?? '(no line)',
    });
  }
  return mismatches;
}
