import { basename } from 'node:path';
import { comparing, wholeText } from './records.ts';
import type { Mismatch, Suite } from './suite.ts';

/** What comparing a whole text found. */
interface Found {
  readonly compared: number;
  readonly equal: number;
  readonly mismatches: readonly Mismatch[];
}

/** A suite whose files are texts that are compared as a whole; `unit` is what they are counted in. */
export const textSuite = (
  files: string,
  unit: string,
  compare: (text: Iterable<string>) => Found,
): Suite => ({
  files,
  unit,
  async *outcomes(paths) {
    for (const path of paths) {
      const text = await wholeText(path);
      const { compared, equal, mismatches } = comparing(path, () => compare([text]));
      yield { id: basename(path), total: compared, matched: equal, mismatches };
    }
  },
});
