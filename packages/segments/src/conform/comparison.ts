import type { Mismatch } from './record.ts';

/** What can be compared and shown as it is. */
export type Comparable = string | number | boolean | null;

/** Gathers the differences between one record and the model's answer. */
export class Comparison {
  readonly mismatches: Mismatch[] = [];

  /** Notes a difference unless both are the same value. */
  equal(at: string, expected: Comparable, actual: Comparable): void {
    if (expected !== actual)
      this.mismatches.push({ at, expected: `${expected}`, actual: `${actual}` });
  }
}
