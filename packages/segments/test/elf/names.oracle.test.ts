import { expect, test } from 'vitest';
import {
  fileTypeName,
  machineName,
  osAbiName,
  sectionFlagLetters,
  sectionTypeName,
  segmentFlagLetters,
  segmentTypeName,
} from '../../src/elf/index.ts';
import { recordedText } from '../recorded.ts';

/** What readelf printed for headers in which one field was changed. */
interface Words {
  readonly machines: readonly [number, string][];
  readonly osAbis: readonly [number, string][];
  readonly fileTypes: readonly [number, string][];
  readonly segmentTypes: readonly [machine: number, type: number, string][];
  readonly sectionTypes: readonly [machine: number, type: number, string][];
  readonly sectionFlags: readonly [machine: number, osAbi: number, flags: string, string][];
}

const words: Words = JSON.parse(await recordedText('readelf-words.json.gz'));

/** readelf's column of segment types has room for so many letters. */
const SEGMENT_LETTERS = 14;

test('machines, systems and kinds of file are called what readelf calls them', () => {
  for (const [machine, word] of words.machines) expect(machineName(machine)).toBe(word);
  for (const [osAbi, word] of words.osAbis) expect(osAbiName(osAbi)).toBe(word);
  for (const [type, word] of words.fileTypes) expect(fileTypeName(type)).toBe(word);
});

test('types of segments and sections are called what readelf calls them, machine by machine', () => {
  for (const [machine, type, word] of words.segmentTypes)
    expect(segmentTypeName(type, machine).slice(0, SEGMENT_LETTERS), `${machine}`).toBe(word);
  for (const [machine, type, word] of words.sectionTypes)
    expect(sectionTypeName(type, machine), `${machine}`).toBe(word);
});

test('names too long for the column of readelf are whole', () => {
  expect(segmentTypeName(0x65a3dbe6, 62)).toBe('OPENBSD_RANDOMIZE');
  expect(segmentTypeName(0x70000002, 183)).toBe('AARCH64_MEMTAG_MTE');
  expect(segmentTypeName(0x70000003, 243)).toBe('RISCV_ATTRIBUTES');
  expect(segmentTypeName(0x7fffffff, 62)).toBe('LOPROC+0xfffffff');
  expect(segmentTypeName(0x80000000, 62)).toBe('<unknown>: 80000000');
});

test('flags of sections are the letters of readelf, by machine and system', () => {
  for (const [machine, osAbi, flags, letters] of words.sectionFlags) {
    const value = BigInt(flags);
    const word = { hi: Number(value >> 32n), lo: Number(value & 0xffff_ffffn) };
    const given = `${flags} on ${machine}, ${osAbi}`;
    expect(sectionFlagLetters(word, { machine, osAbi }), given).toBe(letters);
  }
});

test('flags of segments are read, write, execute', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7, 8].map(segmentFlagLetters)).toEqual([
    '---',
    '--E',
    '-W-',
    '-WE',
    'R--',
    'R-E',
    'RW-',
    'RWE',
    '---',
  ]);
});
