import { PT, SHT } from './constants.ts';
import { ElfError } from './elf-error.ts';
import { FieldReader } from './field-reader.ts';
import { decodeHeader, type ElfHeader } from './header.ts';
import { decodeName, NameTable } from './name-table.ts';
import { decodeProgramHeader, type ProgramHeader, programHeaderSize } from './program-header.ts';
import {
  type BlobSource,
  type ByteSource,
  parseBlob,
  parseSync,
  type RangeParser,
  readRange,
} from './range-reader.ts';
import { decodeSection, type Section, sectionHeaderSize, type UnnamedSection } from './section.ts';

/** What the headers of an ELF file say. */
export interface ElfFile {
  readonly header: ElfHeader;
  /** All sections, the null section first; empty if the file has none. */
  readonly sections: readonly Section[];
  readonly programHeaders: readonly ProgramHeader[];
  /** Path in PT_INTERP; null if there is none (static programs, libraries, object files). */
  readonly interpreter: string | null;
}

// The header, the program headers of all but unusual files and the interpreter's path lie here.
const FIRST_READ = 1024;
// PATH_MAX: the kernel takes no longer interpreter path.
const LONGEST_PATH = 4096;
// e_shnum, e_phnum and e_shstrndx are 16 bits wide; these values send the reader to section 0.
const SHN_XINDEX = 0xffff;
const PN_XNUM = 0xffff;

/**
 * Reads header, section headers with their names, program headers and the interpreter's path,
 * with extended numbering, either byte order, 32 or 64 bits. Asks for 1 KB, the section header
 * table, the name table and what else of these lies outside: never the contents.
 *
 * Cost: proportional to the sections, program headers and names; never more than the file's size
 * times a constant, whatever the bytes say.
 * @throws ElfError
 */
export function* parseElf(fileSize: number): RangeParser<ElfFile> {
  const start = yield { offset: 0, length: Math.min(FIRST_READ, fileSize) };
  const head = new FileHead(start, fileSize);
  const stored = decodeHeader(start);
  const unnamed = yield* sectionHeaders(stored, head);
  const header = extendedCounts(stored, unnamed[0]);
  const programHeaders = yield* parseProgramHeaders(header, head);
  return {
    header,
    sections: yield* named(unnamed, header, fileSize),
    programHeaders,
    interpreter: yield* interpreterPath(programHeaders, head),
  };
}

/**
 * The headers of an ELF file in memory or read synchronously.
 * @throws ElfError
 */
export function readElf(source: Uint8Array | ByteSource): ElfFile {
  return parseSync(parseElf, source);
}

/** The headers of an ELF file in a `Blob` or `File`; rejects with an ElfError. */
export function readElfBlob(blob: BlobSource): Promise<ElfFile> {
  return parseBlob(parseElf, blob);
}

/** The bytes read first; later ranges inside them are not asked for again. */
class FileHead {
  readonly fileSize: number;
  private readonly start: Uint8Array;

  constructor(start: Uint8Array, fileSize: number) {
    this.start = start;
    this.fileSize = fileSize;
  }

  *read(offset: number, length: number, what: string): RangeParser<Uint8Array> {
    if (offset + length <= this.start.length) return this.start.subarray(offset, offset + length);
    return yield* readRange(this.fileSize, offset, length, what);
  }
}

function* sectionHeaders(header: ElfHeader, head: FileHead): RangeParser<UnnamedSection[]> {
  const { sectionHeaderOffset: offset, bits } = header;
  if (offset === 0) return [];
  const size = sectionHeaderSize(bits);
  const extended = header.sectionCount === 0;
  if (!extended || header.sectionHeaderSize !== 0)
    requireEntrySize(header.sectionHeaderSize, size, bits === 64 ? 58 : 46, 'e_shentsize');
  const count = extended ? yield* countInSectionZero(header, head) : header.sectionCount;
  const bytes = yield* head.read(offset, count * size, 'section headers');
  const fields = new FieldReader(bytes, offset, header);
  const sections: UnnamedSection[] = [];
  for (let index = 0; index < count; index++)
    sections.push(decodeSection(fields, index * size, index));
  return sections;
}

/** Extended numbering: e_shnum is 0 and the count stands in sh_size of section 0. */
function* countInSectionZero(header: ElfHeader, head: FileHead): RangeParser<number> {
  const { sectionHeaderOffset: offset, bits } = header;
  const bytes = yield* head.read(offset, sectionHeaderSize(bits), 'section header 0');
  return decodeSection(new FieldReader(bytes, offset, header), 0, 0).size;
}

const extendedCounts = (header: ElfHeader, zero: UnnamedSection | undefined): ElfHeader =>
  zero === undefined
    ? header
    : {
        ...header,
        sectionCount: header.sectionCount === 0 ? zero.size : header.sectionCount,
        nameTableIndex: header.nameTableIndex === SHN_XINDEX ? zero.link : header.nameTableIndex,
        programHeaderCount:
          header.programHeaderCount === PN_XNUM ? zero.info : header.programHeaderCount,
      };

function* parseProgramHeaders(header: ElfHeader, head: FileHead): RangeParser<ProgramHeader[]> {
  const { programHeaderOffset: offset, programHeaderCount: count, bits } = header;
  if (offset === 0 || count === 0) return [];
  const size = programHeaderSize(bits);
  requireEntrySize(header.programHeaderSize, size, bits === 64 ? 54 : 42, 'e_phentsize');
  const bytes = yield* head.read(offset, count * size, 'program headers');
  const fields = new FieldReader(bytes, offset, header);
  const headers: ProgramHeader[] = [];
  for (let index = 0; index < count; index++)
    headers.push(decodeProgramHeader(fields, index * size));
  return headers;
}

function requireEntrySize(found: number, expected: number, offset: number, field: string): void {
  if (found === expected) return;
  throw new ElfError({
    code: 'ERR_ELF_MALFORMED',
    offset,
    expected: `${field} ${expected}`,
    found: `${found}`,
  });
}

function* named(
  unnamed: readonly UnnamedSection[],
  header: ElfHeader,
  fileSize: number,
): RangeParser<Section[]> {
  const table = unnamed[header.nameTableIndex];
  if (table === undefined && header.nameTableIndex !== 0 && unnamed.length > 0)
    throw new ElfError({
      code: 'ERR_ELF_MALFORMED',
      offset: header.bits === 64 ? 62 : 50,
      expected: `a name table among ${unnamed.length} sections`,
      found: `section ${header.nameTableIndex}`,
    });
  if (table === undefined || table.type === SHT.NULL || table.type === SHT.NOBITS)
    return unnamed.map((section) => withName(section, ''));
  const bytes = yield* readRange(fileSize, table.offset, table.size, 'section names');
  const names = new NameTable(bytes, table.offset);
  return unnamed.map((section) => withName(section, names.at(section.nameOffset)));
}

function withName(section: UnnamedSection, name: string): Section {
  const { index, type, flags, address, offset, size, link, info, alignment, entrySize } = section;
  return { index, name, type, flags, address, offset, size, link, info, alignment, entrySize };
}

/** The path in PT_INTERP, or null: also for a debug file, whose PT_INTERP leads nowhere. */
function* interpreterPath(
  programHeaders: readonly ProgramHeader[],
  head: FileHead,
): RangeParser<string | null> {
  const header = programHeaders.find(({ type }) => type === PT.INTERP);
  if (header === undefined) return null;
  const { offset, fileSize: length } = header;
  if (length > LONGEST_PATH || offset + length > head.fileSize) return null;
  const bytes = yield* head.read(offset, length, 'interpreter path');
  const end = bytes.indexOf(0);
  return decodeName(bytes, 0, end < 0 ? length : end);
}
