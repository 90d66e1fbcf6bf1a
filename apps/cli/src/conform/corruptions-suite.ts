import { basename } from 'node:path';
import { compareCorruptions } from '@memstrata/allocator/conform';
import { comparing, wholeText } from './records.ts';
import type { Suite } from './suite.ts';

/** One unit is one program that damages its heap. */
export const corruptionsSuite: Suite = {
  files: 'corruptions.txt[.gz]…',
  unit: 'program',
  async *outcomes(files) {
    for (const file of files) {
      const text = await wholeText(file);
      const found = comparing(file, () => compareCorruptions([text]));
      yield {
        id: basename(file),
        total: found.compared,
        matched: found.equal,
        mismatches: found.mismatches,
      };
    }
  },
};
