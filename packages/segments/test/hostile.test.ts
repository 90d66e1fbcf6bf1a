import { describe, expect, test } from 'vitest';
import { type ByteSource, ElfError, parseElf, parseSync } from '../src/elf/index.ts';
import { MapsError, parseMaps, parseSmaps } from '../src/proc/index.ts';
import { fixture, recordedText } from './recorded.ts';

/** Numbers from 0 to `below`, the same ones for the same seed (mulberry32). */
function randomSource(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Some bits flipped, most of them in the headers, and every fourth time the end cut off. */
function spoiled(bytes: Uint8Array, random: (below: number) => number): Uint8Array {
  const end = random(4) === 0 ? random(bytes.length + 1) : bytes.length;
  const copy = bytes.slice(0, end);
  for (let flips = random(8); flips > 0 && end > 0; flips--) {
    const tables =
      random(2) === 0 ? random(Math.min(end, 1024)) : end - 1 - random(Math.min(end, 3000));
    copy[tables] = copy[tables]! ^ (1 << random(8));
  }
  return copy;
}

const outcome = (
  read: () => unknown,
  expected: new (...details: never[]) => Error,
): 'read' | 'refused' => {
  try {
    read();
    return 'read';
  } catch (error) {
    if (!(error instanceof expected)) throw error;
    return 'refused';
  }
};

const CASES = 10_000;
const PATIENCE = 120_000;

describe(`${CASES} spoiled ELF files`, () => {
  test(
    'are read or refused with an ElfError, from no more bytes than a few times their size',
    async () => {
      const files = await Promise.all(
        ['libshared.so', 'bss_pie', 'shared.o', 'bss_m32'].map(fixture),
      );
      const random = randomSource(1);
      const outcomes = { read: 0, refused: 0 };
      for (let index = 0; index < CASES; index++) {
        const bytes = spoiled(files[index % files.length]!, random);
        let bytesRead = 0;
        const source: ByteSource = {
          size: bytes.length,
          read(offset, length) {
            if (offset < 0 || offset + length > bytes.length)
              throw new RangeError('beyond the file');
            bytesRead += length;
            return bytes.subarray(offset, offset + length);
          },
        };
        const result = outcome(() => {
          const elf = parseSync(parseElf, source);
          if (elf.sections.length * 40 > bytes.length) throw new RangeError('too many sections');
          if (elf.programHeaders.length * 32 > bytes.length)
            throw new RangeError('too many segments');
        }, ElfError);
        outcomes[result]++;
        if (bytesRead > 5 * bytes.length) throw new RangeError(`${bytesRead} bytes read`);
      }
      expect(outcomes.read).toBeGreaterThan(CASES / 10);
      expect(outcomes.refused).toBeGreaterThan(CASES / 10);
    },
    PATIENCE,
  );

  test('whose names all overlap are refused before they fill the memory', () => {
    const sections = 4000;
    const names = 1 << 20;
    const bytes = new Uint8Array(64 + names + sections * 64);
    const view = new DataView(bytes.buffer);
    bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
    view.setBigUint64(40, BigInt(64 + names), true);
    view.setUint16(58, 64, true);
    view.setUint16(60, sections, true);
    view.setUint16(62, 1, true);
    bytes.fill(0x61, 64, 64 + names - 1);
    for (let index = 0; index < sections; index++)
      view.setUint32(64 + names + index * 64, index, true);
    view.setUint32(64 + names + 64 + 4, 3, true);
    view.setBigUint64(64 + names + 64 + 24, 64n, true);
    view.setBigUint64(64 + names + 64 + 32, BigInt(names), true);
    expect(() => parseSync(parseElf, bytes)).toThrow('names that do not all overlap');
  });
});

describe(`${CASES} spoiled texts of maps`, () => {
  for (const [name, read] of [
    ['maps', parseMaps],
    ['smaps', parseSmaps],
  ] as const)
    test(
      `${name} is read or refused with a MapsError, with no more mappings than lines`,
      async () => {
        const sample = JSON.parse(await recordedText('maps/threads.json.gz')) as Record<
          string,
          string
        >;
        const bytes = new TextEncoder().encode(sample[name]!.slice(0, 2500));
        const decoder = new TextDecoder('latin1');
        const random = randomSource(2);
        const outcomes = { read: 0, refused: 0 };
        for (let index = 0; index < CASES; index++) {
          const text = decoder.decode(spoiled(bytes, random));
          const result = outcome(() => {
            if (read(text).length > text.split('\n').length) throw new RangeError('too many');
          }, MapsError);
          outcomes[result]++;
        }
        expect(outcomes.read).toBeGreaterThan(100);
        expect(outcomes.refused).toBeGreaterThan(CASES / 10);
      },
      PATIENCE,
    );
});
