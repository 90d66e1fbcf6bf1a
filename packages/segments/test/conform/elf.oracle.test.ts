import { expect, test } from 'vitest';
import { compareElf, RecordFormatError } from '../../src/conform/index.ts';
import { fixture, recordedLines } from '../recorded.ts';

interface ElfRecord {
  readonly path: string;
  readonly sections: { size: number }[];
  readonly phdrs: { vaddr: number }[];
  readonly section_to_segment: string[][];
  readonly berkeley: { text: number };
  readonly sysv: [string, number, number][];
  entry: number;
}

const records = (await recordedLines('fixtures-elf.jsonl.gz')) as ElfRecord[];
const fileOf = (record: ElfRecord): Promise<Uint8Array> =>
  fixture(record.path.slice(record.path.lastIndexOf('/') + 1));

test('39 files are recorded', () => {
  expect(records.length).toBe(39);
});

for (const record of records)
  test(`agrees with readelf and size about ${record.path}`, async () => {
    expect(compareElf(record, await fileOf(record))).toEqual([]);
  });

const spoilers: Record<string, (record: ElfRecord) => void> = {
  'a header field': (record) => {
    record.entry += 1;
  },
  'a section': (record) => {
    record.sections[1]!.size += 1;
  },
  'a program header': (record) => {
    record.phdrs[0]!.vaddr += 1;
  },
  'a section of a segment': (record) => {
    record.section_to_segment[1]!.pop();
  },
  'a size total': (record) => {
    record.berkeley.text += 1;
  },
  'a size of one section': (record) => {
    record.sysv[0]![1] += 1;
  },
};

for (const [what, spoil] of Object.entries(spoilers))
  test(`notices ${what} that differs in a record`, async () => {
    const bytes = await fileOf(records[0]!);
    const spoiled = structuredClone(records[0]!);
    spoil(spoiled);
    expect(compareElf(spoiled, bytes)).toHaveLength(1);
  });

test('reports a file that cannot be read as a mismatch', async () => {
  const bytes = (await fileOf(records[0]!)).slice(0, 40);
  expect(compareElf(records[0], bytes).map(({ at }) => at)).toEqual(['bytes', 'file']);
});

test('rejects a record of another format, naming the field', async () => {
  const bytes = await fileOf(records[0]!);
  expect(() => compareElf({ ...records[0], sections: 'none' }, bytes)).toThrow(RecordFormatError);
  expect(() => compareElf({ ...records[0], sections: 'none' }, bytes)).toThrow(
    'record field sections: expected a list',
  );
});
