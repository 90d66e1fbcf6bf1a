import { describe, expect, test } from 'vitest';
import {
  type ByteSource,
  ElfError,
  parseElf,
  parseSync,
  readElf,
  readElfBlob,
  sectionsOfSegments,
} from '../../src/elf/index.ts';
import { fixture } from '../recorded.ts';
import { elfImage, type Image } from './elf-image.ts';

const TEXT = { name: '.text', type: 1, flags: 6, address: 0x1000, contents: new Uint8Array(16) };
const BSS = { name: '.bss', type: 8, flags: 3, address: 0x2000, size: 0x500 };
const LOAD = { type: 1, flags: 5, offset: 0, address: 0x1000, fileSize: 64, memorySize: 64 };

/** A file that keeps count of what is read of it. */
function counted(bytes: Uint8Array): ByteSource & { bytesRead: number; reads: number } {
  return {
    size: bytes.length,
    bytesRead: 0,
    reads: 0,
    read(offset, length) {
      this.bytesRead += length;
      this.reads++;
      return bytes.subarray(offset, offset + length);
    },
  };
}

describe('encodings', () => {
  const encodings: Pick<Image, 'bits' | 'littleEndian'>[] = [
    { bits: 64, littleEndian: true },
    { bits: 64, littleEndian: false },
    { bits: 32, littleEndian: true },
    { bits: 32, littleEndian: false },
  ];
  for (const encoding of encodings)
    for (const extended of [false, true])
      test(`reads ${encoding.bits} bits, ${encoding.littleEndian ? 'little' : 'big'}-endian, ${
        extended ? 'counts in section 0' : 'counts in the header'
      }`, () => {
        const elf = readElf(
          elfImage({
            ...encoding,
            extended,
            entry: 0x1004,
            sections: [TEXT, BSS],
            segments: [LOAD],
          }),
        );
        expect(elf.header).toMatchObject({ ...encoding, type: 2, machine: 62, entry: 0x1004 });
        expect(elf.header).toMatchObject({
          sectionCount: 4,
          programHeaderCount: 1,
          nameTableIndex: 3,
        });
        expect(elf.sections.map(({ name }) => name)).toEqual(['', '.text', '.bss', '.shstrtab']);
        expect(elf.sections[2]).toMatchObject({ type: 8, flags: 3, address: 0x2000, size: 0x500 });
        expect(elf.programHeaders).toEqual([
          {
            type: 1,
            flags: 5,
            offset: 0,
            virtualAddress: 0x1000,
            physicalAddress: 0x1000,
            fileSize: 64,
            memorySize: 64,
            alignment: 4096,
          },
        ]);
      });

  test('keeps both halves of an address that a double cannot hold', () => {
    const kernel = 0xffff_ffff_8100_0000n;
    const { header, sections } = readElf(
      elfImage({
        bits: 64,
        littleEndian: true,
        entry: kernel,
        sections: [{ ...TEXT, address: kernel + 0x20n }],
      }),
    );
    expect(header.entry).toEqual({ hi: 0xffffffff, lo: 0x81000000 });
    expect(sections[1]?.address).toEqual({ hi: 0xffffffff, lo: 0x81000020 });
  });
});

describe('ranges', () => {
  test('reads 70,000 sections, more than the header can count', () => {
    const few = elfImage({ bits: 32, littleEndian: true, sections: [TEXT], extended: true });
    const many = new Uint8Array(few.length + 70_000 * 40);
    many.set(few);
    const sizeOfSectionZero = few.length - 3 * 40 + 20;
    new DataView(many.buffer).setUint32(sizeOfSectionZero, 70_003, true);
    expect(readElf(many).sections.length).toBe(70_003);
  });

  test('reads at most 64 KB of a file with 899 sections', () => {
    const sections = Array.from({ length: 897 }, (_, index) => ({
      ...TEXT,
      name: `.t${index}`,
      contents: new Uint8Array(1000),
    }));
    const source = counted(elfImage({ bits: 64, littleEndian: true, sections }));
    expect(parseSync(parseElf, source).sections.length).toBe(899);
    expect(source.size).toBeGreaterThan(900_000);
    expect(source.bytesRead).toBeLessThanOrEqual(65_536);
  });

  test('reads an ordinary program in three ranges, a few KB', async () => {
    const source = counted(await fixture('report_static'));
    parseSync(parseElf, source);
    expect(source.reads).toBe(3);
    expect(source.bytesRead).toBeLessThan(4096);
  });

  test('gives the same answer from bytes, from a file and from a Blob', async () => {
    const bytes = await fixture('report_pie');
    const elf = readElf(bytes);
    expect(elf.interpreter).toBe('/lib64/ld-linux-x86-64.so.2');
    expect(parseSync(parseElf, counted(bytes))).toEqual(elf);
    expect(await readElfBlob(new Blob([bytes]))).toEqual(elf);
  });

  test('reads a view that does not start at the start of its buffer', async () => {
    const bytes = await fixture('bss1');
    const larger = new Uint8Array(bytes.length + 3);
    larger.set(bytes, 3);
    expect(readElf(larger.subarray(3))).toEqual(readElf(bytes));
  });
});

describe('absence', () => {
  test('a file without sections has none, and no name', () => {
    const elf = readElf(elfImage({ bits: 64, littleEndian: true, segments: [LOAD] }));
    expect(elf.sections).toEqual([]);
    expect(sectionsOfSegments(elf)).toEqual([[]]);
  });

  test('a program without PT_INTERP has no interpreter', async () => {
    expect(readElf(await fixture('report_static')).interpreter).toBeNull();
  });

  test('an interpreter path outside the file is no interpreter', () => {
    const segments = [{ ...LOAD, type: 3, offset: 1e6 }];
    expect(readElf(elfImage({ bits: 64, littleEndian: true, segments })).interpreter).toBeNull();
  });
});

describe('errors', () => {
  const image = elfImage({ bits: 64, littleEndian: true, sections: [TEXT], segments: [LOAD] });
  const spoiled = (at: number, ...bytes: number[]): Uint8Array => {
    const copy = image.slice();
    copy.set(bytes, at);
    return copy;
  };
  const cases: [string, Uint8Array, string][] = [
    [
      'no bytes',
      new Uint8Array(),
      'not an ELF file: at offset 0x0 expected 7f 45 4c 46, found an empty file',
    ],
    [
      'text',
      new TextEncoder().encode('hello'),
      'not an ELF file: at offset 0x0 expected 7f 45 4c 46, found 68 65 6c 6c',
    ],
    [
      'half a header',
      image.subarray(0, 40),
      'truncated ELF file: at offset 0x28 expected a header of 64 bytes, found the end of the file after 40',
    ],
    [
      'an unknown class',
      spoiled(4, 3),
      'malformed ELF file: at offset 0x4 expected class 1 (32-bit) or 2 (64-bit), found 3',
    ],
    [
      'an unknown byte order',
      spoiled(5, 0),
      'malformed ELF file: at offset 0x5 expected byte order 1 (little) or 2 (big), found 0',
    ],
    [
      'another size of program header',
      spoiled(54, 55),
      'malformed ELF file: at offset 0x36 expected e_phentsize 56, found 55',
    ],
    [
      'a name table that is not there',
      spoiled(62, 9),
      'malformed ELF file: at offset 0x3e expected a name table among 3 sections, found section 9',
    ],
    [
      'section headers beyond the end',
      image.subarray(0, image.length - 1),
      `truncated ELF file: at offset 0x${(image.length - 192).toString(16)} expected 192 bytes of section headers, found 191`,
    ],
    [
      'an offset no file reaches',
      spoiled(40 + 6, 0xff),
      'malformed ELF file: at offset 0x28 expected e_shoff below 2^53, found 0xff000000000099',
    ],
  ];
  for (const [what, bytes, message] of cases)
    test(`says what is wrong with ${what}`, () => {
      expect(() => readElf(bytes)).toThrow(ElfError);
      expect(() => readElf(bytes)).toThrow(message);
    });

  test('a count of 2^32 sections is refused before anything is read', () => {
    const huge = elfImage({ bits: 64, littleEndian: true, sections: [TEXT], extended: true });
    new DataView(huge.buffer).setBigUint64(huge.length - 3 * 64 + 32, 0xffff_ffffn, true);
    const source = counted(huge);
    expect(() => parseSync(parseElf, source)).toThrow('truncated ELF file');
    expect(source.bytesRead).toBeLessThanOrEqual(2 * huge.length);
  });

  test('a file that became shorter while it was read is truncated', async () => {
    const bytes = await fixture('report_pie');
    const source = {
      size: bytes.length,
      read: (at: number, n: number) => bytes.subarray(0, 5000).subarray(at, at + n),
    };
    expect(() => readElf(source)).toThrow('truncated ELF file');
  });

  test('a Blob that is no ELF file rejects', async () => {
    await expect(readElfBlob(new Blob(['#!/bin/sh\n']))).rejects.toThrow(ElfError);
  });
});
