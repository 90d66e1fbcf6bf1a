/** What a conformance suite is to the command: files in, one outcome per unit out. Comparing is the packages' business. */
import type { Terminal } from '../terminal.ts';

export interface Mismatch {
  /** The place within the unit: a step, a line, an index, a field. */
  readonly at: string;
  readonly expected: string;
  readonly actual: string;
}

export interface Compared {
  readonly id: string;
  /** What the unit counts for; 1 unless the suite counts finer, such as addresses. */
  readonly total: number;
  readonly matched: number;
  readonly mismatches: readonly Mismatch[];
  /** The version of the recorded tool, where a suite has several. */
  readonly version?: string;
}

/** A unit that cannot be compared here, and why. */
export interface Skipped {
  readonly id: string;
  readonly why: string;
}

export type Outcome = Compared | Skipped;

export interface SuiteOptions {
  readonly root: string | undefined;
  readonly labels: string | undefined;
  readonly python: string | undefined;
  readonly counts: boolean;
  readonly terminal: Terminal;
}

export interface Suite {
  /** How the FILE… arguments look. */
  readonly files: string;
  /** What one unit is. */
  readonly unit: string;
  outcomes(files: readonly string[], options: SuiteOptions): AsyncIterable<Outcome>;
}

/** A unit that counts once: it matches when nothing differs. */
export const wholeUnit = (id: string, mismatches: readonly Mismatch[]): Compared => ({
  id,
  total: 1,
  matched: mismatches.length === 0 ? 1 : 0,
  mismatches,
});
