import { compareObserve, type Interpreters } from '@memstrata/segments/conform';
import { codeOf, SuiteFormatError } from '../failure.ts';
import { imageUnderTest, interpretersFor } from './image-under-test.ts';
import { findRecorded } from './recorded-file.ts';
import { comparing, fieldOf, type Recorded, wholeRecord } from './records.ts';
import { type Outcome, type Suite, type SuiteOptions, wholeUnit } from './suite.ts';

/** One unit is one run of a program that reports, faults or meets a limit, if its binary is here. */
export const observeSuite: Suite = {
  files: 'observe.json[.gz]…',
  unit: 'run',
  async *outcomes(files, options) {
    for (const file of files) yield* inFile(file, options);
  },
};

async function* inFile(file: string, options: SuiteOptions): AsyncGenerator<Outcome> {
  const all = await wholeRecord(file);
  if (!Array.isArray(all)) throw new SuiteFormatError(`${file}: expected a list of records`);
  const interpreters = await interpretersFor(file, options.root);
  for (const [index, record] of all.entries()) {
    options.terminal.progress(`run ${index + 1} of ${all.length}`);
    yield await outcomeOf({ place: `${file}[${index}]`, record }, index, interpreters, options);
  }
  options.terminal.clearProgress();
}

async function outcomeOf(
  recorded: Recorded,
  index: number,
  interpreters: Interpreters,
  { root }: SuiteOptions,
): Promise<Outcome> {
  const { place, record } = recorded;
  const id = `${index} ${commandOf(recorded)}`;
  const why = partOf(recorded, 'skip').record;
  if (typeof why === 'string') return { id, why };
  const binary = partOf(recorded, 'binary');
  const found = await findRecorded(fieldOf(binary, 'file'), fieldOf(binary, 'sha256'), root);
  if ('why' in found) return { id, why: found.why };
  try {
    const image = imageUnderTest(found.bytes);
    return wholeUnit(
      id,
      comparing(place, () => compareObserve(record, image, interpreters)),
    );
  } catch (error) {
    // What the kernel ran and we refuse is a difference, not a broken record.
    const code = codeOf(error);
    if (!(error instanceof Error && /^ERR_(ELF|EXEC)/.test(code ?? ''))) throw error;
    return wholeUnit(id, [{ at: 'execve', expected: 'a process', actual: error.message }]);
  }
}

/** The program and its arguments, as a shell would have them. */
function commandOf(recorded: Recorded): string {
  const args = partOf(recorded, 'args').record;
  const words = Array.isArray(args) ? args.map(String) : [];
  return [fieldOf(recorded, 'program'), ...words].join(' ');
}

function partOf({ place, record }: Recorded, name: string): Recorded {
  const isTable = typeof record === 'object' && record !== null;
  return { place, record: isTable ? Reflect.get(record, name) : undefined };
}
