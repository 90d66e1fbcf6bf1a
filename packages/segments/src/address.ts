/**
 * Virtual addresses and pages.
 *
 * An address is a JavaScript number: user space ends below 2^47 and a double holds every integer up
 * to 2^53. Arithmetic on addresses is `+ - %` only; bit operators would cut them to 32 bits.
 */

declare const addressBrand: unique symbol;

/** A virtual address in bytes. Below 2^47 in user space, so a double holds it exactly. */
export type Address = number & { readonly [addressBrand]: true };

/** A count of bytes. */
export type Bytes = number;

/** Bytes in a page of x86, whatever the word size. */
export const PAGE_SIZE: Bytes = 4096;

/**
 * Marks a number as an address.
 *
 * @throws {@link InvalidAddress} unless the value is an integer from 0 to 2^64.
 *
 * @example
 * ```ts
 * import { address, hex } from '@memstrata/segments';
 *
 * console.log(hex(address(0x7ffff7fff000))); // → 0x7ffff7fff000
 * ```
 */
export function address(value: number): Address {
  if (!Number.isInteger(value) || value < 0 || value > 2 ** 64) throw new InvalidAddress(value);
  return value as Address;
}

/** A number as the kernel prints it: lower case, `0x` in front, no padding. */
export const hex = (value: number): string =>
  value < 0 ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;

/** The start of the page an address lies in. */
export const pageDown = (value: number): Address => address(value - (value % PAGE_SIZE));

/** The first page start at or above an address. */
export const pageUp = (value: number): Address => pageDown(value + PAGE_SIZE - 1);

/** `value` rounded down to a multiple of `step`; `step` need not be a power of two. */
export const roundDown = (value: number, step: Bytes): number => value - (value % step);

/** Thrown when a number cannot be an address: negative, fractional or beyond 64 bits. */
export class InvalidAddress extends RangeError {
  readonly code = 'ERR_INVALID_ADDRESS';
  readonly value: number;

  constructor(value: number) {
    super(`${value} is not an address: give an integer from 0 to 2^64`);
    this.name = 'InvalidAddress';
    this.value = value;
  }
}
