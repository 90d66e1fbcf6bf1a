/** What `memstrata verify segments --record` wrote last: other seeds, other files, other processes. */
import { expect, test } from 'vitest';
import {
  compareExec,
  compareFrames,
  compareMaps,
  compareObserve,
  compareRandomised,
  compareVmops,
  execOptionsOf,
  imageFromRecord,
} from '../../src/conform/index.ts';
import { readElf } from '../../src/elf/index.ts';
import { type ExecutableImage, exec, imageOf } from '../../src/index.ts';
import { recordedLines } from '../recorded.ts';

interface Program {
  readonly path: string;
  readonly real_path: string;
  readonly interp: string | null;
}

interface Runs {
  readonly path: string;
  /** All of a small program of our own, in base 64. */
  readonly file?: string;
  readonly runs: readonly { readonly maps?: unknown; readonly refused?: string }[];
}

interface Tail {
  readonly tail?: string;
}

interface Observed {
  readonly id: string;
  readonly binary: { readonly file: string };
}

const programs = new Map(
  ((await recordedLines('fresh/elf.jsonl.gz')) as Program[]).map((record) => [record.path, record]),
);

const loadersOf = (program: Program | undefined): Record<string, ExecutableImage> => {
  const loader = program?.interp ? programs.get(program.interp) : undefined;
  return loader ? { [loader.path]: imageFromRecord(loader, loader.real_path) } : {};
};

function imageOfFile(base64: string): ExecutableImage {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return imageOf(readElf(bytes), { name: 'FILE', size: bytes.length, bytes, hugeAligned: true });
}

test('sequences of system calls, step by step', async () => {
  const sequences = (await recordedLines('fresh/vmops.jsonl.gz')) as { readonly id: string }[];
  expect(sequences.length).toBeGreaterThan(20);
  for (const record of sequences) expect(compareVmops(record), record.id).toEqual([]);
});

test('sequences under a kernel whose reads of anonymous memory get a page of their own', async () => {
  const sequences = (await recordedLines('vmops-own-page.jsonl.gz')) as { readonly id: string }[];
  const differs = (record: object): boolean => compareVmops(record).length > 0;
  expect(sequences.filter((record) => differs({ ...record, zeroPage: false }))).toEqual([]);
  // Some of them tell the two kinds of kernel apart.
  expect(sequences.some((record) => differs({ ...record, zeroPage: true }))).toBe(true);
});

test('processes at their first instruction, by their recorded headers', async () => {
  const records = (await recordedLines('fresh/exec.jsonl.gz')) as Runs[];
  expect(records.length).toBeGreaterThan(20);
  for (const record of records) {
    const program = programs.get(record.path);
    const loaders = loadersOf(program);
    // A refusal has nothing to compare but itself.
    const runs = record.runs.filter(({ maps }) => maps !== undefined);
    const image = record.file === undefined ? imageFromRecord(program) : imageOfFile(record.file);
    expect(compareExec({ ...record, runs }, image, loaders), record.path).toEqual([]);
  }
});

test('a byte behind the initialised data that is another is noticed', async () => {
  const records = (await recordedLines('fresh/exec.jsonl.gz')) as (Runs & { runs: Tail[] })[];
  const own = records.flatMap(({ file, ...record }) =>
    file !== undefined && record.runs[0]?.tail ? [{ ...record, image: imageOfFile(file) }] : [],
  );
  expect(own.length).toBeGreaterThan(3);
  for (const { image, ...record } of own) {
    const [{ tail = '', ...run } = {}] = record.runs;
    const spoiled = `${tail.startsWith('5') ? '4' : '5'}${tail.slice(1)}`;
    const found = compareExec(
      { ...record, runs: [{ ...run, tail: spoiled }] },
      image,
      loadersOf(programs.get(record.path)),
    );
    expect(
      found.map(({ at }) => at),
      record.path,
    ).toEqual(['run 0 tail']);
  }
});

test('starts under randomisation spread as far as those of the kernel', async () => {
  const records = (await recordedLines('fresh/randomised.jsonl.gz')) as Runs[];
  expect(records.length).toBeGreaterThan(3);
  for (const record of records) {
    const program = programs.get(record.path);
    const found = compareRandomised(record, imageFromRecord(program), loadersOf(program));
    expect(found, record.path).toEqual([]);
  }
});

test('what the kernel refused to execute is refused, for the same reason', async () => {
  const records = (await recordedLines('fresh/exec.jsonl.gz')) as Runs[];
  const refused = records.flatMap((record) =>
    record.runs.flatMap((run) => (run.refused ? [{ ...record, runs: [run] }] : [])),
  );
  expect(refused.length).toBeGreaterThan(0);
  for (const record of refused) {
    const program = programs.get(record.path);
    const image = imageFromRecord(program);
    const options = execOptionsOf(record, image, loadersOf(program));
    expect(() => exec(image, options), record.path).toThrow(record.runs[0]?.refused);
  }
});

test('programs that map, break, fault and overflow', async () => {
  const records = (await recordedLines('fresh/observe.jsonl.gz')) as Observed[];
  expect(records.length).toBeGreaterThan(20);
  for (const record of records) {
    const image = imageFromRecord(programs.get(record.binary.file));
    expect(compareObserve(record, image, {}), record.id).toEqual([]);
  }
});

test('stacks of programs of random shape, as gdb found them', async () => {
  const records = (await recordedLines('fresh/frames.jsonl.gz')) as { readonly id: string }[];
  expect(records.length).toBeGreaterThan(20);
  for (const record of records) expect(compareFrames(record), record.id).toEqual([]);
});

test.each(['bash', 'cat', 'node', 'perl'])('the maps of %s', async (name) => {
  const [sample] = await recordedLines(`fresh/maps-${name}.json.gz`);
  expect(compareMaps(sample)).toEqual([]);
});
