import { expect, test } from 'vitest';
import {
  compareObserve,
  interpretersFromRecord,
  RecordFormatError,
} from '../../src/conform/index.ts';
import { readElf } from '../../src/elf/index.ts';
import { type ExecutableImage, imageOf } from '../../src/index.ts';
import { fixture, recordedText } from '../recorded.ts';
import { leavesOf, spoiledAt } from './spoil.ts';

interface Recorded {
  readonly program: string;
  readonly args: readonly string[];
  readonly expect: unknown;
}

const records = JSON.parse(await recordedText('observe.json.gz')) as Recorded[];
const interpreters = interpretersFromRecord(JSON.parse(await recordedText('interpreters.json')));

const imageFor = async ({ program }: Recorded): Promise<ExecutableImage> => {
  const bytes = await fixture(program);
  return imageOf(readElf(bytes), { name: program, size: bytes.length });
};

test('66 runs are recorded', () => {
  expect(records).toHaveLength(66);
});

for (const [index, record] of records.entries())
  test(`run ${index}, ${record.program} ${record.args.join(' ')}, went as predicted`, async () => {
    expect(compareObserve(record, await imageFor(record), interpreters)).toEqual([]);
  });

test('one spoiled value is noticed, in every record that runs quickly', async () => {
  const quick = records.filter(({ args }) => !/^(rec|max)/.test(args[0] ?? ''));
  for (const [index, record] of quick.entries()) {
    const leaves = leavesOf(record.expect).filter((path) => path.at(-1) !== 'step');
    const path = leaves[(index * 7) % leaves.length]!;
    const spoiled = spoiledAt(record, ['expect', ...path]);
    const mismatches = compareObserve(spoiled, await imageFor(record), interpreters);
    // A name that no line may have is kept by another name, too.
    if (path[0] !== 'absent') expect(mismatches, path.join('.')).not.toEqual([]);
  }
});

test('a record of another format is refused', async () => {
  const image = await imageFor(records[0]!);
  expect(() => compareObserve({}, image, interpreters)).toThrow(RecordFormatError);
  expect(() => compareObserve({ ...records[0]!, expect: {} }, image, interpreters)).toThrow(
    'record field expect: expected something to compare',
  );
});
