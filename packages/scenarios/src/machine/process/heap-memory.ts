import { asPointer, type Bytes, type LinearMemory, type Pointer } from '@memstrata/allocator';
import { type AddressSpace, isErrno } from '@memstrata/segments';

/** Most bytes the break can move, and the offset where mapped blocks begin; address space is reserved, memory is not. */
const BREAK_BYTES: Bytes = 2 ** 30;

/** Where the offsets end; above the break's, those of the addresses next to where the kernel begins to map. */
const ALL_BYTES: Bytes = 2 ** 31;

/**
 * A heap's memory in a process: growth is sbrk, a mapped block is mmap, and what the allocator takes the
 * process's map shows.
 *
 * ```text
 *   offsets    0 ─ break ─▶      1 GiB ◀─ mapped blocks ─ 2 GiB
 *   addresses  start of the heap …        … where the kernel maps
 * ```
 *
 * A mapping further away than a GiB is given back: glibc then takes the bytes from the break, as it does
 * when mmap is refused.
 */
export class HeapMemory implements LinearMemory {
  readonly buffer: ArrayBuffer = new ArrayBuffer(0, { maxByteLength: ALL_BYTES });
  readonly #space: AddressSpace;
  /** What the address of a mapped block has more than its offset. */
  readonly #mappedBase: number;

  constructor(space: AddressSpace) {
    const { direction, mmapBase } = space.layout;
    this.#space = space;
    this.#mappedBase = mmapBase - (direction === 'top-down' ? ALL_BYTES : BREAK_BYTES);
  }

  /** Bytes from the start of the heap to the program break. */
  get size(): Bytes {
    return this.#space.programBreak - this.#space.breakStart;
  }

  grow(by: Bytes): boolean {
    if (this.size + by > BREAK_BYTES || isErrno(this.#space.sbrk(by))) return false;
    this.#reach(this.size);
    return true;
  }

  shrink(by: Bytes): boolean {
    return by <= this.size && !isErrno(this.#space.sbrk(-by));
  }

  map(bytes: Bytes): Pointer | null {
    const address = this.#space.mmap({ length: bytes });
    if (isErrno(address)) return null;
    const offset = this.offsetOf(address);
    if (offset < BREAK_BYTES || offset + bytes > ALL_BYTES) {
      this.#space.munmap(address, bytes);
      return null;
    }
    this.#reach(offset + bytes);
    return asPointer(offset);
  }

  /** Given back means zero: the next block mapped here finds what a kernel would give. */
  unmap(start: Pointer, bytes: Bytes): void {
    this.#space.munmap(this.addressOf(start), bytes);
    new Uint8Array(this.buffer, start, bytes).fill(0);
  }

  /** The process's address of an offset. */
  addressOf(offset: number): number {
    return offset + (offset < BREAK_BYTES ? this.#space.breakStart : this.#mappedBase);
  }

  /** The offset of an address: the way back from `addressOf`, for any address at all. */
  offsetOf(address: number): number {
    const offset = address - this.#space.breakStart;
    return offset < BREAK_BYTES ? offset : address - this.#mappedBase;
  }

  /** Whether the memory has a byte at an offset. */
  reaches(offset: number): boolean {
    return offset >= 0 && offset < this.buffer.byteLength;
  }

  #reach(end: Bytes): void {
    if (end > this.buffer.byteLength) this.buffer.resize(end);
  }
}
