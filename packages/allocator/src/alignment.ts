/** Rounding to powers of two, for offsets up to 2³² − 65,536. */
import type { Bytes } from './allocator.ts';
import { InvalidAlignment, InvalidSize } from './errors.ts';

/** The largest heap: 4 GiB less one WebAssembly page, so that every end still fits in 32 bits. */
export const MAX_HEAP_BYTES: Bytes = 0xffff_0000;

/** The next multiple of `alignment`, a power of two; `value` at most {@link MAX_HEAP_BYTES}. */
export const alignUp = (value: Bytes, alignment: Bytes): Bytes =>
  ((value + alignment - 1) & -alignment) >>> 0;

/** The multiple of `alignment`, a power of two, at or below `value`. */
export const alignDown = (value: Bytes, alignment: Bytes): Bytes => (value & -alignment) >>> 0;

/** Whether `value` is 1, 2, 4, … 2³¹. */
export const isPowerOfTwo = (value: number): boolean =>
  value >>> 0 === value && value !== 0 && (value & (value - 1)) === 0;

/** @throws InvalidAlignment unless `alignment` is a power of two. */
export function requireAlignment(alignment: Bytes): void {
  if (!isPowerOfTwo(alignment)) throw new InvalidAlignment(alignment);
}

/**
 * Whether a heap could ever hold `size` bytes: false for whole sizes beyond {@link MAX_HEAP_BYTES}.
 * @throws InvalidSize when `size` is negative, fractional or NaN.
 */
export function isServable(size: Bytes): boolean {
  if (size >>> 0 === size) return size <= MAX_HEAP_BYTES;
  if (size > MAX_HEAP_BYTES && (Number.isInteger(size) || size === Infinity)) return false;
  throw new InvalidSize(size);
}

/**
 * `count × size` without overflow, or Infinity when no heap could hold it.
 * @throws InvalidSize when either is negative, fractional or NaN.
 */
export function product(count: number, size: Bytes): Bytes {
  const servable = isServable(count) && isServable(size);
  if (count === 0 || size === 0) return 0;
  return servable && count * size <= MAX_HEAP_BYTES ? count * size : Infinity;
}
