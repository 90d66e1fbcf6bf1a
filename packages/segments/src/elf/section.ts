import type { FieldReader } from './field-reader.ts';
import type { Word64 } from './word.ts';

/** A section header (gABI, Elf32_Shdr and Elf64_Shdr): a named part of the file for the linker. */
export interface Section {
  /** Position in the section header table; 0 is the null section. */
  readonly index: number;
  /** Empty for the null section and where the file has no names. */
  readonly name: string;
  /** sh_type; see `sectionTypeName`. */
  readonly type: number;
  /** sh_flags; see `sectionFlagLetters`. */
  readonly flags: Word64;
  /** Address in the process, 0 if the section is not loaded. */
  readonly address: Word64;
  /** Place in the file, bytes. A NOBITS section has one too, but no bytes there. */
  readonly offset: number;
  /** Bytes in the process, and in the file unless NOBITS. */
  readonly size: number;
  /** Index of a related section; which one depends on the type. */
  readonly link: number;
  readonly info: number;
  readonly alignment: number;
  /** Bytes of one entry in a section that is a table, else 0. */
  readonly entrySize: number;
}

/** A section header before its name is looked up. */
export type UnnamedSection = Omit<Section, 'name'> & { readonly nameOffset: number };

/** Bytes of one section header. */
export const sectionHeaderSize = (bits: 32 | 64): number => (bits === 64 ? 64 : 40);

// Elf64_Shdr, bytes
//  0      4      8       16     24       32     40     44     48          56        64
//  | name | type | flags | addr | offset | size | link | info | addralign | entsize |
// Elf32_Shdr: the same order, every field 4 bytes.
export function decodeSection(fields: FieldReader, at: number, index: number): UnnamedSection {
  const wide = fields.bits === 64;
  const word = wide ? 8 : 4;
  const link = at + 8 + 4 * word;
  return {
    index,
    nameOffset: fields.u32(at),
    type: fields.u32(at + 4),
    flags: fields.word(at + 8),
    address: fields.word(at + 8 + word),
    offset: fields.extent(at + 8 + 2 * word, 'sh_offset'),
    size: fields.extent(at + 8 + 3 * word, 'sh_size'),
    link: fields.u32(link),
    info: fields.u32(link + 4),
    alignment: fields.extent(link + 8, 'sh_addralign'),
    entrySize: fields.extent(link + 8 + word, 'sh_entsize'),
  };
}
