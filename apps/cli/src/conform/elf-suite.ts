import { compareElf } from '@memstrata/segments/conform';
import { findRecorded } from './recorded-file.ts';
import { comparing, fieldOf, records } from './records.ts';
import { type Outcome, type Suite, type SuiteOptions, wholeUnit } from './suite.ts';

/** One unit is one ELF file, if it is here with the recorded content. */
export const elfSuite: Suite = {
  files: 'elf.jsonl[.gz]…',
  unit: 'ELF file',
  async *outcomes(files, options) {
    for (const file of files) yield* inFile(file, options);
  },
};

async function* inFile(file: string, options: SuiteOptions): AsyncGenerator<Outcome> {
  for await (const recorded of records(file, options.terminal)) {
    const id = fieldOf(recorded, 'path');
    const found = await findRecorded(id, fieldOf(recorded, 'sha256'), options.root);
    if ('why' in found) yield { id, why: found.why };
    else
      yield wholeUnit(
        id,
        comparing(recorded.place, () => compareElf(recorded.record, found.bytes)),
      );
  }
}
