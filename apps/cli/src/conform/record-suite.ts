import { comparing, fieldOf, records } from './records.ts';
import { type Mismatch, type Suite, wholeUnit } from './suite.ts';

/** A suite whose units are the lines of JSON-lines files and need nothing else. */
export function recordSuite(
  files: string,
  unit: string,
  compare: (record: unknown) => readonly Mismatch[],
): Suite {
  return {
    files,
    unit,
    async *outcomes(names, { terminal }) {
      for (const name of names)
        for await (const recorded of records(name, terminal)) {
          const id = fieldOf(recorded, 'id');
          yield wholeUnit(
            id,
            comparing(recorded.place, () => compare(recorded.record)),
          );
        }
    },
  };
}
