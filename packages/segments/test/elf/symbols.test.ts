import { expect, test } from 'vitest';
import {
  type ElfFile,
  parsePlaceAt,
  parseSymbols,
  parseSync,
  readElf,
} from '../../src/elf/index.ts';
import { fixture } from '../recorded.ts';
import { elfImage, FieldWriter, type Image } from './elf-image.ts';

const ENCODINGS: Pick<Image, 'bits' | 'littleEndian'>[] = [
  { bits: 64, littleEndian: true },
  { bits: 32, littleEndian: false },
];

/** A program with code at 0x1000 and bss at 0x2000, and the given symbols: name, value, size, info, section. */
function program(
  encoding: Pick<Image, 'bits' | 'littleEndian'>,
  symbols: [string, number, number, number, number][],
): Uint8Array {
  let names = '\0';
  const table = symbols.flatMap(([name, value, size, info, section]) => {
    const at = names.length;
    names += `${name}\0`;
    const fields = new FieldWriter(encoding).int(at, 4);
    if (encoding.bits === 64)
      return fields.int(info, 1).int(0, 1).int(section, 2).word(value).word(size).bytes;
    return fields.word(value).word(size).int(info, 1).int(0, 1).int(section, 2).bytes;
  });
  return elfImage({
    ...encoding,
    segments: [
      { type: 1, flags: 5, offset: 0, address: 0x1000, fileSize: 0x100, memorySize: 0x100 },
      { type: 1, flags: 6, offset: 0, address: 0x2000, fileSize: 0, memorySize: 0x500 },
    ],
    sections: [
      { name: '.text', type: 1, flags: 6, address: 0x1000, contents: new Uint8Array(0x100) },
      { name: '.bss', type: 8, flags: 3, address: 0x2000, size: 0x500 },
      { name: '.symtab', type: 2, link: 4, contents: Uint8Array.from(table) },
      { name: '.strtab', type: 3, contents: new TextEncoder().encode(names) },
    ],
  });
}

const FUNCTION = 0x12;
const OBJECT = 0x11;
const FILE = 0x04;

for (const encoding of ENCODINGS) {
  const bytes = program(encoding, [
    ['main', 0x1010, 0x20, FUNCTION, 1],
    ['inner', 0x1018, 4, FUNCTION, 1],
    ['counter', 0x2004, 4, OBJECT, 2],
    ['label', 0x1080, 0, 0x10, 1],
    ['main.c', 0x1000, 0x100, FILE, 0xfff1],
  ]);
  const elf = readElf(bytes);
  const at = (address: number): string | undefined =>
    parseSync(parsePlaceAt(elf, address), bytes)?.symbol?.name;

  test(`finds the function or variable at an address (${encoding.bits} bits)`, () => {
    expect([0x1010, 0x102f, 0x2004, 0x2007].map(at)).toEqual([
      'main',
      'main',
      'counter',
      'counter',
    ]);
  });

  test(`prefers the symbol that starts last (${encoding.bits} bits)`, () => {
    expect([0x1018, 0x101b, 0x101c].map(at)).toEqual(['inner', 'inner', 'main']);
  });

  test(`names nothing where no symbol reaches (${encoding.bits} bits)`, () => {
    expect([0x1000, 0x1030, 0x1080, 0x1081, 0x2008].map(at)).toEqual([
      undefined,
      undefined,
      'label',
      undefined,
      undefined,
    ]);
  });

  test(`says in which section and segment an address lies (${encoding.bits} bits)`, () => {
    const place = parseSync(parsePlaceAt(elf, 0x2004), bytes);
    expect(place?.section?.name).toBe('.bss');
    expect(place?.segment.flags).toBe(6);
    expect(parseSync(parsePlaceAt(elf, 0x3000), bytes)).toBeUndefined();
  });

  test(`lists all symbols in order (${encoding.bits} bits)`, () => {
    const symbols = parseSync(parseSymbols(elf), bytes);
    expect(symbols.map(({ name }) => name)).toEqual([
      'main',
      'inner',
      'counter',
      'label',
      'main.c',
    ]);
    expect(symbols[2]).toMatchObject({ value: 0x2004, size: 4, type: 1, binding: 1 });
  });
}

test('a stripped library still names what it exports', async () => {
  const bytes = await fixture('libshared.so');
  const elf: ElfFile = readElf(bytes);
  const exported = parseSync(parseSymbols(elf), bytes).find(
    ({ type, sectionIndex, size }) => type === 2 && sectionIndex !== 0 && size > 0,
  );
  const place = parseSync(parsePlaceAt(elf, exported!.value), bytes);
  expect(place?.symbol).toEqual(exported);
  expect(place?.section?.name).toBe('.text');
});

test('a stripped program has no symbols, a relocatable file no addresses', async () => {
  const stripped = await fixture('bss1');
  expect(parseSync(parseSymbols(readElf(stripped)), stripped)).toEqual([]);
  const object = await fixture('shared.o');
  expect(parseSync(parsePlaceAt(readElf(object), 0), object)).toBeUndefined();
  expect(parseSync(parseSymbols(readElf(object)), object).length).toBeGreaterThan(5);
});
