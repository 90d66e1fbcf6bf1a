import { ElfError } from './elf-error.ts';
import { type Word64, word64, wordToHex } from './word.ts';

/** Whether fields are 32 or 64 bits wide, and their byte order: the two facts every table needs. */
export interface Encoding {
  /** Bits of an address: 32 for ELFCLASS32, 64 for ELFCLASS64. */
  readonly bits: 32 | 64;
  readonly littleEndian: boolean;
}

/** Reads fields of one table in the byte order and width of its file. */
export class FieldReader {
  readonly bits: 32 | 64;
  private readonly view: DataView;
  private readonly littleEndian: boolean;
  private readonly fileOffset: number;

  /** `fileOffset` is where in the file the bytes begin: it is only for messages. */
  constructor(bytes: Uint8Array, fileOffset: number, encoding: Encoding) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.littleEndian = encoding.littleEndian;
    this.bits = encoding.bits;
    this.fileOffset = fileOffset;
  }

  u8(at: number): number {
    return this.view.getUint8(at);
  }

  u16(at: number): number {
    return this.view.getUint16(at, this.littleEndian);
  }

  u32(at: number): number {
    return this.view.getUint32(at, this.littleEndian);
  }

  /** An address or flags: 32 or 64 bits by the file's class. */
  word(at: number): Word64 {
    if (this.bits === 32) return this.u32(at);
    const first = this.u32(at);
    const second = this.u32(at + 4);
    return this.littleEndian ? word64(second, first) : word64(first, second);
  }

  /** An offset, size or alignment: as wide as an address, but no file holds 2⁵³ bytes. */
  extent(at: number, what: string): number {
    const value = this.word(at);
    if (typeof value === 'number') return value;
    throw new ElfError({
      code: 'ERR_ELF_MALFORMED',
      offset: this.fileOffset + at,
      expected: `${what} below 2^53`,
      found: `0x${wordToHex(value)}`,
    });
  }
}
