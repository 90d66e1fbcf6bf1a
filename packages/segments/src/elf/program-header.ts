import type { FieldReader } from './field-reader.ts';
import type { Word64 } from './word.ts';

/** A program header (gABI, Elf32_Phdr and Elf64_Phdr): a segment, what the kernel and the loader read. */
export interface ProgramHeader {
  /** p_type; see `segmentTypeName`. */
  readonly type: number;
  /** p_flags: `PF.R`, `PF.W`, `PF.X`; see `segmentFlagLetters`. */
  readonly flags: number;
  /** Place in the file, bytes. */
  readonly offset: number;
  readonly virtualAddress: Word64;
  readonly physicalAddress: Word64;
  /** Bytes in the file. */
  readonly fileSize: number;
  /** Bytes in the process; those beyond `fileSize` are zero (bss). */
  readonly memorySize: number;
  readonly alignment: number;
}

/** Bytes of one program header. */
export const programHeaderSize = (bits: 32 | 64): number => (bits === 64 ? 56 : 32);

/** The program header at `at` of a table. */
export const decodeProgramHeader = (fields: FieldReader, at: number): ProgramHeader =>
  fields.bits === 64 ? programHeader64(fields, at) : programHeader32(fields, at);

// Elf64_Phdr, bytes
//  0      4       8        16      24      32       40      48      56
//  | type | flags | offset | vaddr | paddr | filesz | memsz | align |
function programHeader64(fields: FieldReader, at: number): ProgramHeader {
  return {
    type: fields.u32(at),
    flags: fields.u32(at + 4),
    offset: fields.extent(at + 8, 'p_offset'),
    virtualAddress: fields.word(at + 16),
    physicalAddress: fields.word(at + 24),
    fileSize: fields.extent(at + 32, 'p_filesz'),
    memorySize: fields.extent(at + 40, 'p_memsz'),
    alignment: fields.extent(at + 48, 'p_align'),
  };
}

// Elf32_Phdr, bytes: flags stand near the end
//  0      4        8       12      16       20      24      28      32
//  | type | offset | vaddr | paddr | filesz | memsz | flags | align |
function programHeader32(fields: FieldReader, at: number): ProgramHeader {
  return {
    type: fields.u32(at),
    flags: fields.u32(at + 24),
    offset: fields.u32(at + 4),
    virtualAddress: fields.u32(at + 8),
    physicalAddress: fields.u32(at + 12),
    fileSize: fields.u32(at + 16),
    memorySize: fields.u32(at + 20),
    alignment: fields.u32(at + 28),
  };
}
