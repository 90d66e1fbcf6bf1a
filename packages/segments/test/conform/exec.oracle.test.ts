import { describe, expect, test } from 'vitest';
import {
  compareExec,
  imageFromRecord,
  interpretersFromRecord,
  RecordFormatError,
} from '../../src/conform/index.ts';
import { readElf } from '../../src/elf/index.ts';
import { type ExecutableImage, imageOf } from '../../src/index.ts';
import { fixture, recordedLines, recordedText } from '../recorded.ts';

interface Recorded {
  readonly path: string;
  readonly name: string;
  readonly runs: {
    maps: string[][];
    mm: { start_brk: string; end_code: string };
    auxv: string[][];
    rsp: string;
    stack_hex?: string;
  }[];
}

const interpreters = interpretersFromRecord(JSON.parse(await recordedText('interpreters.json')));
const installed = (await recordedLines('exec.jsonl.gz')) as Recorded[];
const fixtures = (await recordedLines('fixtures-exec.jsonl.gz')) as Recorded[];
const headers = new Map(
  ((await recordedLines('elf.jsonl.gz')) as { path: string }[]).map((record) => [
    record.path,
    record,
  ]),
);

const runsOf = (records: readonly Recorded[]): number =>
  records.reduce((sum, { runs }) => sum + runs.length, 0);

const imageOfFixture = async (name: string): Promise<ExecutableImage> => {
  const bytes = await fixture(name);
  const file = { name: 'FILE', size: bytes.length, hugeAligned: true };
  return imageOf(readElf(bytes), file);
};

test('288 runs of installed programs and 256 of the fixtures are recorded', () => {
  expect([runsOf(installed), runsOf(fixtures)]).toEqual([288, 256]);
});

for (const record of installed)
  test(`the runs of ${record.path} agree with the kernel, by its recorded headers`, () => {
    const image = imageFromRecord(headers.get(record.path));
    expect(compareExec(record, image, interpreters)).toEqual([]);
  });

for (const record of fixtures)
  test(`the runs of ${record.path} agree with the kernel, read from the file`, async () => {
    const image = await imageOfFixture(record.name);
    expect(compareExec(record, image, interpreters)).toEqual([]);
  });

describe('one spoiled value is noticed', () => {
  const spoilers: Record<string, (run: Recorded['runs'][number]) => void> = {
    maps: (run) => {
      run.maps[0]![2] = 'rwxp';
    },
    start_brk: (run) => {
      run.mm.start_brk = '1000';
    },
    end_code: (run) => {
      run.mm.end_code = '1000';
    },
    auxv: (run) => {
      run.auxv[1]![1] = '1001';
    },
    rsp: (run) => {
      run.rsp = '7fffffffee18';
    },
    stack: (run) => {
      run.stack_hex = run.stack_hex!.replace(/^01/, '02');
    },
  };
  for (const [fact, spoil] of Object.entries(spoilers))
    test(fact, async () => {
      const record = structuredClone(fixtures[0]!);
      spoil(record.runs[0]!);
      const mismatches = compareExec(record, await imageOfFixture(record.name), interpreters);
      expect(mismatches.map(({ at }) => at)).toEqual([`run 0 ${fact}`]);
    });
});

test('a record of another format is refused', async () => {
  const image = await imageOfFixture('empty');
  expect(() => compareExec({}, image, {})).toThrow(RecordFormatError);
  expect(() => imageFromRecord({ bytes: 1, class: 'ELF64', etype: 'DYN', entry: 'x' })).toThrow(
    /entry/,
  );
});
