import { ET, PT, SHF, SHT } from './constants.ts';
import type { ElfFile } from './elf-file.ts';
import { FieldReader } from './field-reader.ts';
import { decodeName, NameTable } from './name-table.ts';
import type { ProgramHeader } from './program-header.ts';
import { type ParserOf, type RangeParser, readRange } from './range-reader.ts';
import type { Section } from './section.ts';
import { distance, lowHalf, type Word64 } from './word.ts';

/** A named place in a program (gABI, Elf32_Sym and Elf64_Sym): a function, a variable, a section. */
export interface ElfSymbol {
  readonly name: string;
  /** Its address; in a relocatable file its offset in the section, in TLS its offset in the block. */
  readonly value: Word64;
  /** Bytes, 0 if unknown. */
  readonly size: number;
  /** STT_*: 0 none, 1 object (variable), 2 function, 3 section, 4 file, 6 thread-local. */
  readonly type: number;
  /** STB_*: 0 local, 1 global, 2 weak. */
  readonly binding: number;
  /** Index of its section; 0 if it is defined elsewhere, 0xfff1 if absolute. */
  readonly sectionIndex: number;
}

/** What lies at an address of a program. */
export interface Place {
  /** The PT_LOAD segment. */
  readonly segment: ProgramHeader;
  /** The section, if the file has sections and one covers the address. */
  readonly section?: Section;
  /** The variable or function that covers the address, if the file names it. */
  readonly symbol?: ElfSymbol;
}

type UnnamedSymbol = Omit<ElfSymbol, 'name'> & { readonly nameOffset: number };

/**
 * Reads all symbols of a file: those of `.symtab`, or of `.dynsym` where that was stripped; none if
 * the file has neither. Asks for that table and its names, nothing else.
 */
export function parseSymbols(elf: ElfFile): ParserOf<ElfSymbol[]> {
  return function* (fileSize) {
    const table = symbolTable(elf);
    const strings = table && elf.sections[table.link];
    if (table === undefined || strings === undefined) return [];
    const bytes = yield* readRange(fileSize, strings.offset, strings.size, 'symbol names');
    const names = new NameTable(bytes, strings.offset);
    const symbols: ElfSymbol[] = [];
    yield* eachSymbol(elf, table, fileSize, ({ nameOffset, ...symbol }) => {
      symbols.push({ name: names.at(nameOffset), ...symbol });
    });
    return symbols;
  };
}

/**
 * Reads what lies at an address: segment, section and symbol; undefined if the program has nothing
 * there or is relocatable, so that nothing has an address yet. Of several symbols the one that starts
 * last, then the smallest, then the first in the table is given. Asks for the symbol table, 64 KB at a
 * time, and one name.
 *
 * @example
 * ```ts
 * import { parsePlaceAt, parseSync, readElf } from '@memstrata/segments/elf';
 * import { readFileSync } from 'node:fs';
 *
 * const bytes = readFileSync(process.execPath);
 * const elf = readElf(bytes);
 * const place = parseSync(parsePlaceAt(elf, elf.header.entry), bytes);
 * console.log(place?.section?.name); // → .text
 * ```
 */
export function parsePlaceAt(elf: ElfFile, address: Word64): ParserOf<Place | undefined> {
  return function* (fileSize) {
    if (elf.header.type === ET.REL) return undefined;
    const segment = elf.programHeaders.find(
      ({ type, virtualAddress, memorySize }) =>
        type === PT.LOAD && covers(virtualAddress, memorySize, address),
    );
    if (segment === undefined) return undefined;
    const section = elf.sections.find((candidate) => isAt(candidate, address));
    const symbol = yield* symbolAt(elf, address, fileSize);
    return { segment, ...(section && { section }), ...(symbol && { symbol }) };
  };
}

const covers = (start: Word64, size: number, address: Word64): boolean => {
  const into = distance(address, start);
  return into >= 0 && into < size;
};

function isAt({ flags, address, size, type }: Section, wanted: Word64): boolean {
  const bits = lowHalf(flags);
  const isTbss = (bits & SHF.TLS) !== 0 && type === SHT.NOBITS;
  return (bits & SHF.ALLOC) !== 0 && !isTbss && covers(address, size, wanted);
}

const symbolTable = ({ sections }: ElfFile): Section | undefined =>
  sections.find(({ type }) => type === SHT.SYMTAB) ??
  sections.find(({ type }) => type === SHT.DYNSYM);

const CHUNK = 65_536;

/** Shows every symbol of a table, reading it in chunks. */
function* eachSymbol(
  elf: ElfFile,
  table: Section,
  fileSize: number,
  visit: (symbol: UnnamedSymbol) => void,
): RangeParser<void> {
  const entry = elf.header.bits === 64 ? 24 : 16;
  const length = Math.floor(table.size / entry) * entry;
  const step = Math.floor(CHUNK / entry) * entry;
  for (let from = 0; from < length; from += step) {
    const size = Math.min(step, length - from);
    const bytes = yield* readRange(fileSize, table.offset + from, size, 'symbols');
    const fields = new FieldReader(bytes, table.offset + from, elf.header);
    for (let at = 0; at < size; at += entry) visit(decodeSymbol(fields, at));
  }
}

// Elf64_Sym, bytes                             Elf32_Sym
//  0      4      5       6       8       16     0      4       8      12     13      14
//  | name | info | other | shndx | value | size  | name | value | size | info | other | shndx
function decodeSymbol(fields: FieldReader, at: number): UnnamedSymbol {
  const wide = fields.bits === 64;
  const info = fields.u8(at + (wide ? 4 : 12));
  return {
    nameOffset: fields.u32(at),
    value: fields.word(at + (wide ? 8 : 4)),
    size: fields.extent(at + (wide ? 16 : 8), 'st_size'),
    type: info & 15,
    binding: info >>> 4,
    sectionIndex: fields.u16(at + (wide ? 6 : 14)),
  };
}

function* symbolAt(
  elf: ElfFile,
  address: Word64,
  fileSize: number,
): RangeParser<ElfSymbol | undefined> {
  const table = symbolTable(elf);
  const strings = table && elf.sections[table.link];
  if (table === undefined || strings === undefined) return undefined;
  let best: UnnamedSymbol | undefined;
  yield* eachSymbol(elf, table, fileSize, (symbol) => {
    if (isNamedPlace(symbol) && covers(symbol.value, symbol.size || 1, address))
      if (best === undefined || isCloser(symbol, best)) best = symbol;
  });
  if (best === undefined) return undefined;
  const { nameOffset, ...symbol } = best as UnnamedSymbol;
  return { name: yield* symbolName(strings, nameOffset, fileSize), ...symbol };
}

const STT_SECTION = 3;

/** A variable or function, not a section, file or thread-local offset. */
const isNamedPlace = ({ type, sectionIndex }: UnnamedSymbol): boolean =>
  type < STT_SECTION && sectionIndex !== 0 && sectionIndex !== 0xfff1;

function isCloser(symbol: UnnamedSymbol, best: UnnamedSymbol): boolean {
  const ahead = distance(symbol.value, best.value);
  return ahead > 0 || (ahead === 0 && symbol.size < best.size);
}

const NAME_CHUNK = 256;

function* symbolName(strings: Section, offset: number, fileSize: number): RangeParser<string> {
  let name = '';
  for (let at = offset; at < strings.size; at += NAME_CHUNK) {
    const length = Math.min(NAME_CHUNK, strings.size - at);
    const bytes = yield* readRange(fileSize, strings.offset + at, length, 'a symbol name');
    const end = bytes.indexOf(0);
    name += decodeName(bytes, 0, end < 0 ? length : end);
    if (end >= 0) return name;
  }
  return name;
}
