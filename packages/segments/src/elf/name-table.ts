import { ElfError } from './elf-error.ts';

/**
 * A string table: NUL-terminated names, one after the other, addressed by the offset of their first
 * byte. Linkers let a name be the tail of another (`.text` inside `.rela.text`), so names overlap;
 * a hostile file overlaps them all. Distinct names may therefore add up to 16 times the table.
 */
export class NameTable {
  private readonly bytes: Uint8Array;
  private readonly fileOffset: number;
  private readonly known = new Map<number, string>();
  private allowance: number;

  constructor(bytes: Uint8Array, fileOffset: number) {
    this.bytes = bytes;
    this.fileOffset = fileOffset;
    this.allowance = bytes.length * 16;
  }

  /** The name that starts at `offset` of the table. Cost: its length, once. */
  at(offset: number): string {
    const known = this.known.get(offset);
    if (known !== undefined) return known;
    if (offset >= this.bytes.length) throw this.malformed(offset, 'a name in the table');
    const end = this.bytes.indexOf(0, offset);
    if (end < 0) throw this.malformed(offset, 'a name that ends in NUL');
    this.allowance -= end - offset;
    if (this.allowance < 0) throw this.malformed(offset, 'names that do not all overlap');
    const name = decodeName(this.bytes, offset, end);
    this.known.set(offset, name);
    return name;
  }

  private malformed(offset: number, expected: string): ElfError {
    return new ElfError({
      code: 'ERR_ELF_MALFORMED',
      offset: this.fileOffset + offset,
      expected,
      found: `offset 0x${offset.toString(16)} of a string table of 0x${this.bytes.length.toString(16)} bytes`,
    });
  }
}

// Up to this length adding characters is faster than calling a decoder.
const SHORT = 64;

/** Bytes `start` to `end` as text: ASCII in practice, UTF-8 where a compiler allows it. */
export function decodeName(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > SHORT) return new TextDecoder().decode(bytes.subarray(start, end));
  let name = '';
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte >= 0x80) return new TextDecoder().decode(bytes.subarray(start, end));
    name += String.fromCharCode(byte);
  }
  return name;
}
