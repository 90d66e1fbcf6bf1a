/**
 * One shadow byte for each 8 bytes of memory, in AddressSanitizer's code:
 *
 * ```text
 *   00       all 8 bytes may be accessed
 *   01 … 07  the first 1 … 7 of them
 *   fa       none: red zone, headers of the allocator below, memory not handed out
 *   fd       none: freed, in quarantine
 * ```
 *
 * Source: compiler-rt, lib/asan/asan_mapping.h and asan_internal.h (kAsanHeapLeftRedzoneMagic,
 * kAsanHeapFreeMagic); Serebryany et al., "AddressSanitizer: A Fast Address Sanity Checker", 2012, §3.
 */
import type { Bytes } from '../allocator.ts';

export const GRANULE_BYTES: Bytes = 8;
export const FREED = 0xfd;
const NOT_HANDED_OUT = 0xfa;

/** Shadow bytes in one row of a dump, as AddressSanitizer prints them. */
export const ROW_CODES = 16;
const ROW_BYTES = ROW_CODES * GRANULE_BYTES;
const ROWS_AROUND = 2;

/** Rows of shadow bytes around an address. */
export interface ShadowRows {
  /** Address of the first byte that the first code describes, a multiple of 128. */
  readonly first: number;
  /** One code for each 8 bytes, in rows of 16. */
  readonly codes: readonly number[];
}

export class Shadow {
  /** Each code XOR `fa`: memory that was never handed out is 0, and costs nothing. */
  #codes: Uint8Array = new Uint8Array(0);

  /** Makes shadow for the memory below `end`; new shadow says: not handed out. */
  cover(end: Bytes): void {
    const needed = Math.ceil(end / GRANULE_BYTES);
    if (needed <= this.#codes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#codes.length * 2));
    larger.set(this.#codes);
    this.#codes = larger;
  }

  /** The payload may be accessed, and nothing behind it in its last granule. */
  open(pointer: number, size: Bytes): void {
    const from = pointer / GRANULE_BYTES;
    const whole = from + Math.floor(size / GRANULE_BYTES);
    this.#codes.fill(NOT_HANDED_OUT, from, whole);
    const rest = size % GRANULE_BYTES;
    if (rest !== 0) this.#codes[whole] = rest ^ NOT_HANDED_OUT;
  }

  /** The payload may not be accessed: it waits in the quarantine. */
  markFreed(pointer: number, size: Bytes): void {
    this.#close(pointer, size, FREED);
  }

  /** The payload belongs to the allocator below again. */
  forget(pointer: number, size: Bytes): void {
    this.#close(pointer, size, NOT_HANDED_OUT);
  }

  /** The first of `bytes` bytes that may not be accessed; −1 when all may. Constant for one granule. */
  firstClosed(address: number, bytes: Bytes): number {
    const end = address + bytes;
    for (let at = address; at < end; ) {
      const granule = Math.floor(at / GRANULE_BYTES);
      const code = (this.#codes[granule] ?? 0) ^ NOT_HANDED_OUT;
      const next = (granule + 1) * GRANULE_BYTES;
      if (code !== 0) {
        const open = code < GRANULE_BYTES ? granule * GRANULE_BYTES + code : at;
        if (open < Math.min(end, next)) return Math.max(at, open);
      }
      at = next;
    }
    return -1;
  }

  codeAt(address: number): number {
    return (this.#codes[Math.floor(address / GRANULE_BYTES)] ?? 0) ^ NOT_HANDED_OUT;
  }

  /** The row of an address and two rows on each side, from 0 on. */
  around(address: number): ShadowRows {
    const inside = address >= 0 && address < 2 ** 32 ? address : 0;
    const row = Math.floor(inside / ROW_BYTES);
    const first = Math.max(0, row - ROWS_AROUND) * ROW_BYTES;
    const count = (row + ROWS_AROUND + 1) * ROW_CODES - first / GRANULE_BYTES;
    const codes = Array.from({ length: count }, (_, i) => this.codeAt(first + i * GRANULE_BYTES));
    return { first, codes };
  }

  #close(pointer: number, size: Bytes, code: number): void {
    const from = pointer / GRANULE_BYTES;
    this.#codes.fill(code ^ NOT_HANDED_OUT, from, from + Math.ceil(size / GRANULE_BYTES));
  }
}
