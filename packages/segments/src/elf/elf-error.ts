/**
 * What is wrong with the bytes:
 * `ERR_ELF_NOT_ELF` – they are something else; `ERR_ELF_TRUNCATED` – the file ends before what its
 * headers promise; `ERR_ELF_MALFORMED` – a field holds a value no ELF file can have.
 */
export type ElfErrorCode = 'ERR_ELF_NOT_ELF' | 'ERR_ELF_TRUNCATED' | 'ERR_ELF_MALFORMED';

/** What an {@link ElfError} says: where, what had to be there and what is. */
export interface ElfErrorDetails {
  readonly code: ElfErrorCode;
  /** Where in the file, in bytes from its start. */
  readonly offset: number;
  readonly expected: string;
  readonly found: string;
}

/**
 * The bytes are not an ELF file this reader can make sense of. Nothing else is thrown for bad input.
 *
 * @example
 * ```ts
 * import { ElfError, readElf } from '@memstrata/segments/elf';
 *
 * try {
 *   readElf(new TextEncoder().encode('#!/bin/sh\n'));
 * } catch (error) {
 *   if (error instanceof ElfError) console.log(error.message);
 *   // → not an ELF file: at offset 0x0 expected 7f 45 4c 46, found 23 21 2f 62
 * }
 * ```
 */
export class ElfError extends Error {
  override readonly name = 'ElfError';
  readonly code: ElfErrorCode;
  readonly offset: number;
  readonly expected: string;
  readonly found: string;

  constructor(details: ElfErrorDetails) {
    const { code, offset, expected, found } = details;
    super(`${LEAD[code]}: at offset 0x${offset.toString(16)} expected ${expected}, found ${found}`);
    this.code = code;
    this.offset = offset;
    this.expected = expected;
    this.found = found;
  }
}

const LEAD: Readonly<Record<ElfErrorCode, string>> = {
  ERR_ELF_NOT_ELF: 'not an ELF file',
  ERR_ELF_TRUNCATED: 'truncated ELF file',
  ERR_ELF_MALFORMED: 'malformed ELF file',
};
