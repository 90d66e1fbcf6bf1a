/**
 * Which bin a free chunk belongs to.
 *
 * Bin 1 is the unsorted bin, bins 2 to 63 hold one size each (32, 48, … 1,008), bins 64 to 126 hold
 * ranges that widen eightfold: 33 steps of 64 bytes, then steps of 512, 4 KiB, 32 KiB and 256 KiB,
 * and bin 126 the rest.
 *
 * Source: glibc 2.36, malloc/malloc.c, `smallbin_index`, `largebin_index_64`.
 */
import type { Bytes } from '../allocator.ts';

export const BIN_COUNT = 128;
export const UNSORTED_BIN = 1;
export const FIRST_SMALL_BIN = 2;
const FIRST_LARGE_BIN = 64;
const LAST_BIN = 126;
/** `MIN_LARGE_SIZE`: the first size that shares its bin with others. */
const MIN_LARGE_BYTES: Bytes = 1024;

/** `in_smallbin_range`. */
export const isSmall = (size: Bytes): boolean => size < MIN_LARGE_BYTES;

/** Bin of a size from 1,024 bytes on. */
function largeBinIndex(size: Bytes): number {
  if (size >>> 6 <= 48) return 48 + (size >>> 6);
  if (size >>> 9 <= 20) return 91 + (size >>> 9);
  if (size >>> 12 <= 10) return 110 + (size >>> 12);
  if (size >>> 15 <= 4) return 119 + (size >>> 15);
  if (size >>> 18 <= 2) return 124 + (size >>> 18);
  return LAST_BIN;
}

/** `bin_index`: bin of a chunk size. */
export const binIndex = (size: Bytes): number => (isSmall(size) ? size >>> 4 : largeBinIndex(size));

/** A bin in words: `unsorted bin`, `small bin 48`, `large bin 77`. */
export function binName(bin: number): string {
  if (bin === UNSORTED_BIN) return 'unsorted bin';
  return bin < FIRST_LARGE_BIN ? `small bin ${bin << 4}` : `large bin ${bin}`;
}
