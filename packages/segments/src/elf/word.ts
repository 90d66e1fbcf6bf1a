// ELF addresses are 64 bits wide, a double holds integers up to 2⁵³ exactly. User-space addresses
// stay below 2⁴⁷ and are plain numbers; a kernel image (0xffffffff81000000) needs both halves.

/** The halves of a value of 2⁵³ and more, each an unsigned 32-bit number. */
export interface WideWord {
  readonly hi: number;
  readonly lo: number;
}

/** A 64-bit value: a number while a double holds it exactly, its halves from 2⁵³ on. */
export type Word64 = number | WideWord;

const TWO_32 = 0x1_0000_0000;

/** The 64-bit value of two unsigned halves. */
export function word64(hi: number, lo: number): Word64 {
  return hi < 0x20_0000 ? hi * TWO_32 + lo : { hi, lo };
}

/** The lower 32 bits, unsigned. */
export function lowHalf(word: Word64): number {
  return typeof word === 'number' ? word >>> 0 : word.lo;
}

/** The upper 32 bits, unsigned. */
export function highHalf(word: Word64): number {
  return typeof word === 'number' ? Math.floor(word / TWO_32) : word.hi;
}

/**
 * `word − base`, exact when it is below 2⁵³ (two addresses of one file are), else rounded.
 * Negative when `word` is lower.
 */
export function distance(word: Word64, base: Word64): number {
  if (typeof word === 'number' && typeof base === 'number') return word - base;
  return (highHalf(word) - highHalf(base)) * TWO_32 + (lowHalf(word) - lowHalf(base));
}

/**
 * Hexadecimal digits, without prefix.
 *
 * @example
 * ```ts
 * import { word64, wordToHex } from '@memstrata/segments/elf';
 *
 * console.log(wordToHex(0x401000), wordToHex(word64(0xffffffff, 0x81000000)));
 * // → 401000 ffffffff81000000
 * ```
 */
export function wordToHex(word: Word64): string {
  if (typeof word === 'number') return word.toString(16);
  return word.hi.toString(16) + word.lo.toString(16).padStart(8, '0');
}
