import { basename } from 'node:path';
import { compareLeaks } from '@memstrata/allocator/conform';
import { comparing, wholeText } from './records.ts';
import type { Suite } from './suite.ts';

/** One unit is one block and its class. */
export const leaksSuite: Suite = {
  files: 'leak-graphs.txt[.gz]…',
  unit: 'block',
  async *outcomes(files) {
    for (const file of files) {
      const text = await wholeText(file);
      const found = comparing(file, () => compareLeaks([text]));
      yield {
        id: basename(file),
        total: found.compared,
        matched: found.equal,
        mismatches: found.mismatches,
      };
    }
  },
};
