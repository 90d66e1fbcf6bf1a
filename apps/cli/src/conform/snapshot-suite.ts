import { basename } from 'node:path';
import { compareSnapshot } from '@memstrata/gengc/conform';
import { codeOf, InputError, SuiteFormatError } from '../failure.ts';
import { readSnapshotFile } from '../snapshot-file.ts';
import { comparing } from './records.ts';
import { type Suite, wholeUnit } from './suite.ts';

/** One unit is one heap: its garbage, object for object. */
export const snapshotSuite: Suite = {
  files: 'NAME.jsonl[.gz]…',
  unit: 'heap',
  async *outcomes(files, { terminal }) {
    for (const file of files) {
      const heap = await readSnapshotFile(file, terminal).catch((error: unknown) => {
        throw isOfTheFormat(error) ? error : new SuiteFormatError((error as Error).message);
      });
      yield wholeUnit(
        basename(file),
        comparing(file, () => compareSnapshot(heap)),
      );
    }
  },
};

/** True for failures that are no matter of the format, such as a missing file. */
function isOfTheFormat(error: unknown): boolean {
  const code = error instanceof InputError ? codeOf(error.cause) : undefined;
  return code === undefined || !/^ERR_SNAPSHOT|^ERR_DANGLING|^Z_/.test(code);
}
