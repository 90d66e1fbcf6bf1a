/** One bit for each byte of memory: whether the program has written it since it was handed out. */
import type { Bytes } from '../allocator.ts';

export class WrittenBytes {
  #bits: Uint8Array = new Uint8Array(0);

  cover(end: Bytes): void {
    const needed = (end + 7) >>> 3;
    if (needed <= this.#bits.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bits.length * 2));
    larger.set(this.#bits);
    this.#bits = larger;
  }

  has(address: number): boolean {
    return (((this.#bits[address >>> 3] as number) >>> (address & 7)) & 1) === 1;
  }

  /** Every byte of the stretch is written, or none is. */
  set(address: number, bytes: Bytes, written: boolean): void {
    const end = address + bytes;
    let at = address;
    while (at < end && (at & 7) !== 0) this.#setOne(at++, written);
    const whole = Math.max(at >>> 3, end >>> 3);
    this.#bits.fill(written ? 0xff : 0, at >>> 3, whole);
    for (at = Math.max(at, whole * 8); at < end; at++) this.#setOne(at, written);
  }

  /** The bytes at `to` are as written as those at `from`; the stretches may overlap. */
  copy(to: number, from: number, bytes: Bytes): void {
    const whole = ((to | from) & 7) === 0 ? bytes >>> 3 : 0;
    this.#bits.copyWithin(to >>> 3, from >>> 3, (from >>> 3) + whole);
    const known = Array.from({ length: bytes - whole * 8 }, (_, i) =>
      this.has(from + whole * 8 + i),
    );
    for (const [i, written] of known.entries()) this.#setOne(to + whole * 8 + i, written);
  }

  #setOne(address: number, written: boolean): void {
    const bit = 1 << (address & 7);
    const bits = this.#bits[address >>> 3] as number;
    this.#bits[address >>> 3] = written ? bits | bit : bits & ~bit;
  }
}
