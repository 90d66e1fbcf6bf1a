import { describe, expect, test } from 'vitest';
import { compareMaps, RecordFormatError } from '../../src/conform/index.ts';
import { PT } from '../../src/elf/index.ts';
import { type MappedImage, parseSmaps, smapsTotals } from '../../src/proc/index.ts';
import { recordedText } from '../recorded.ts';

const NAMES = ['bash', 'cat-noaslr', 'node', 'perl', 'python3', 'threads'];

interface Sample {
  maps: string;
  smaps: string;
  readonly smaps_rollup: string;
  readonly status_vm: string[];
  readonly threads: string[];
}

type Row = [offset: number, virtualAddress: number, fileSize: number, memorySize: number];

const labels = JSON.parse(await recordedText('maps-labels.json')) as Record<
  string,
  { kind: string }[]
>;
const segments = JSON.parse(await recordedText('maps-images.json')) as Record<string, Row[]>;
const samples = new Map<string, Sample>();
for (const name of NAMES)
  samples.set(name, JSON.parse(await recordedText(`maps/${name}.json.gz`)) as Sample);

function images(path: string): MappedImage | undefined {
  const rows = segments[path];
  return (
    rows && {
      programHeaders: rows.map(([offset, virtualAddress, fileSize, memorySize]) => ({
        type: PT.LOAD,
        offset,
        virtualAddress,
        fileSize,
        memorySize,
      })),
    }
  );
}

const sampleOf = (name: string): Sample => samples.get(name)!;
const labelsOf = (name: string): { kind: string }[] => labels[`${name}.json.gz`]!;

for (const name of NAMES)
  test(`agrees with the kernel and with gdb about ${name}`, () => {
    expect(compareMaps(sampleOf(name), { labels: labelsOf(name), images })).toEqual([]);
  });

for (const name of NAMES)
  test(`without ELF headers nothing of ${name} is named wrongly, only bss is missed`, () => {
    const mismatches = compareMaps(sampleOf(name), { labels: labelsOf(name) });
    const bss = labelsOf(name).filter(({ kind }) => kind === 'bss');
    expect(mismatches.length).toBe(bss.length);
    for (const { expected, actual } of mismatches) {
      expect(expected).toMatch(/^bss of /);
      expect(actual).toBe('anonymous');
    }
  });

for (const name of NAMES)
  test(`the figures of ${name} sum up to its smaps_rollup`, () => {
    const totals = smapsTotals(parseSmaps(sampleOf(name).smaps));
    const [rollup] = parseSmaps(sampleOf(name).smaps_rollup);
    const lost = parseSmaps(sampleOf(name).smaps).length;
    for (const [index, field] of rollup!.fields.entries()) {
      const total = totals.get(field.name);
      // Only the rollup splits Pss by origin.
      if (total === undefined) {
        expect(field.name).toMatch(/^Pss_(Anon|File|Shmem)$/);
        continue;
      }
      const difference = rollup!.values[index]! - total;
      expect(difference, field.name).toBeGreaterThanOrEqual(0);
      expect(difference, field.name).toBeLessThanOrEqual(field.name.startsWith('Pss') ? lost : 0);
    }
  });

describe('a spoiled sample', () => {
  const spoil = (change: (sample: Sample) => void): string[] => {
    const sample = structuredClone(sampleOf('threads'));
    change(sample);
    return compareMaps(sample, { labels: labelsOf('threads'), images }).map(({ at }) => at);
  };

  test('with another total is noticed', () => {
    expect(
      spoil((sample) => {
        sample.status_vm[1] = 'VmSize:\t  292600 kB';
      }),
    ).toEqual(['VmSize']);
  });

  test('with a space too many is noticed', () => {
    expect(
      spoil((sample) => {
        sample.maps = sample.maps.replace(' [heap]', '  [heap]');
      }),
    ).toEqual(['maps line 6']);
  });

  test('with a thread less has no certain thread stacks', () => {
    expect(spoil((sample) => sample.threads.pop()).length).toBe(8);
  });

  test('with a broken line says which', () => {
    const sample = structuredClone(sampleOf('threads'));
    sample.maps = sample.maps.replace('r-xp', 'r-x?');
    const [mismatch] = compareMaps(sample);
    expect(mismatch?.actual).toMatch(/^line 2, column 27: expected permissions such as rw-p/);
  });

  test('without a field is not a sample', () => {
    expect(() => compareMaps({ maps: '' })).toThrow(RecordFormatError);
  });
});
