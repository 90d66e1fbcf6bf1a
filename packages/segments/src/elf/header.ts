import { ElfError } from './elf-error.ts';
import { type Encoding, FieldReader } from './field-reader.ts';
import type { Word64 } from './word.ts';

/**
 * The ELF header (gABI, chapter 4, Elf32_Ehdr and Elf64_Ehdr), counts as the file stores them
 * replaced by the real ones where extended numbering keeps them in section 0.
 */
export interface ElfHeader extends Encoding {
  /** e_ident[EI_OSABI]; see `osAbiName`. */
  readonly osAbi: number;
  readonly abiVersion: number;
  /** e_type: 1 relocatable, 2 executable, 3 shared object, 4 core; see `fileTypeName`. */
  readonly type: number;
  /** e_machine: 3 i386, 62 x86-64; see `machineName`. */
  readonly machine: number;
  /** Address of the first instruction, 0 if there is none. */
  readonly entry: Word64;
  /** e_flags: processor-specific. */
  readonly flags: number;
  /** File offset of the program headers, bytes; 0 if there are none. */
  readonly programHeaderOffset: number;
  readonly programHeaderSize: number;
  readonly programHeaderCount: number;
  /** File offset of the section headers, bytes; 0 if there are none. */
  readonly sectionHeaderOffset: number;
  readonly sectionHeaderSize: number;
  readonly sectionCount: number;
  /** Index of the section that holds the sections' names; 0 if there is none. */
  readonly nameTableIndex: number;
}

const MAGIC = [0x7f, 0x45, 0x4c, 0x46];

/**
 * The header at the start of a file.
 * @throws ElfError if the bytes are another format, too short, or name an unknown class or byte order.
 */
export function decodeHeader(bytes: Uint8Array): ElfHeader {
  if (!MAGIC.every((byte, at) => bytes[at] === byte)) throw notElf(bytes);
  const encoding = encodingOf(bytes);
  const length = encoding.bits === 64 ? 64 : 52;
  if (bytes.length < length)
    throw new ElfError({
      code: 'ERR_ELF_TRUNCATED',
      offset: bytes.length,
      expected: `a header of ${length} bytes`,
      found: `the end of the file after ${bytes.length}`,
    });
  return encoding.bits === 64 ? header64(bytes, encoding) : header32(bytes, encoding);
}

function notElf(bytes: Uint8Array): ElfError {
  const start = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0'));
  return new ElfError({
    code: 'ERR_ELF_NOT_ELF',
    offset: 0,
    expected: '7f 45 4c 46',
    found: start.length > 0 ? start.join(' ') : 'an empty file',
  });
}

function encodingOf(bytes: Uint8Array): Encoding {
  const elfClass = bytes[4];
  const data = bytes[5];
  const known = (value: number | undefined): boolean => value === 1 || value === 2;
  if (known(elfClass) && known(data))
    return { bits: elfClass === 2 ? 64 : 32, littleEndian: data === 1 };
  const offset = known(elfClass) ? 5 : 4;
  throw new ElfError({
    code: bytes.length > offset ? 'ERR_ELF_MALFORMED' : 'ERR_ELF_TRUNCATED',
    offset,
    expected: offset === 4 ? 'class 1 (32-bit) or 2 (64-bit)' : 'byte order 1 (little) or 2 (big)',
    found: `${bytes[offset] ?? 'the end of the file'}`,
  });
}

// Elf64_Ehdr, bytes from the start of the file
//  0         16      18         20        24       32       40       48       52      54 … 62
//  | e_ident | type  | machine  | version | entry  | phoff  | shoff  | flags  | six u16 fields |
function header64(bytes: Uint8Array, encoding: Encoding): ElfHeader {
  const fields = new FieldReader(bytes, 0, encoding);
  return {
    ...identification(fields, encoding),
    entry: fields.word(24),
    programHeaderOffset: fields.extent(32, 'e_phoff'),
    sectionHeaderOffset: fields.extent(40, 'e_shoff'),
    flags: fields.u32(48),
    ...tableCounts(fields, 54),
  };
}

// Elf32_Ehdr
//  0         16      18         20        24       28       32       36       40      42 … 50
//  | e_ident | type  | machine  | version | entry  | phoff  | shoff  | flags  | six u16 fields |
function header32(bytes: Uint8Array, encoding: Encoding): ElfHeader {
  const fields = new FieldReader(bytes, 0, encoding);
  return {
    ...identification(fields, encoding),
    entry: fields.u32(24),
    programHeaderOffset: fields.u32(28),
    sectionHeaderOffset: fields.u32(32),
    flags: fields.u32(36),
    ...tableCounts(fields, 42),
  };
}

type Identification = Pick<
  ElfHeader,
  'bits' | 'littleEndian' | 'osAbi' | 'abiVersion' | 'type' | 'machine'
>;

const identification = (fields: FieldReader, encoding: Encoding): Identification => ({
  bits: encoding.bits,
  littleEndian: encoding.littleEndian,
  osAbi: fields.u8(7),
  abiVersion: fields.u8(8),
  type: fields.u16(16),
  machine: fields.u16(18),
});

type TableCounts = Pick<
  ElfHeader,
  | 'programHeaderSize'
  | 'programHeaderCount'
  | 'sectionHeaderSize'
  | 'sectionCount'
  | 'nameTableIndex'
>;

const tableCounts = (fields: FieldReader, at: number): TableCounts => ({
  programHeaderSize: fields.u16(at),
  programHeaderCount: fields.u16(at + 2),
  sectionHeaderSize: fields.u16(at + 4),
  sectionCount: fields.u16(at + 6),
  nameTableIndex: fields.u16(at + 8),
});
