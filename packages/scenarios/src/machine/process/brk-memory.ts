import type { LinearMemory } from '@memstrata/allocator';
import { type AddressSpace, isErrno } from '@memstrata/segments';

/** Most bytes a heap can take here; address space is reserved for them, memory is not. */
const MAX_BYTES = 2 ** 30;

/** A heap's memory whose growth is sbrk: what the allocator takes, the process's map shows. */
export class BrkMemory implements LinearMemory {
  readonly buffer: ArrayBuffer = new ArrayBuffer(0, { maxByteLength: MAX_BYTES });
  readonly #space: AddressSpace;

  constructor(space: AddressSpace) {
    this.#space = space;
  }

  /** Bytes from the start of the heap to the program break. */
  get size(): number {
    return this.#space.programBreak - this.#space.breakStart;
  }

  grow(by: number): boolean {
    if (this.size + by > MAX_BYTES || isErrno(this.#space.sbrk(by))) return false;
    if (this.size > this.buffer.byteLength) this.buffer.resize(this.size);
    return true;
  }

  shrink(by: number): boolean {
    return by <= this.size && !isErrno(this.#space.sbrk(-by));
  }
}
