/**
 * One offset space that a heap grows in: a plain buffer, a resizable one, or a WebAssembly memory.
 *
 * `size` is the break: the first byte behind what has been taken. A heap starts at the break it
 * finds and moves it up; what lies below stays untouched.
 */

import { alignUp, MAX_HEAP_BYTES } from './alignment.ts';
import { asPointer, type Bytes, type Pointer } from './allocator.ts';
import { InvalidFree } from './errors.ts';

/** One offset space. `grow` moves the end up (sbrk), `shrink` gives the end back, `map` places a block apart from it (mmap). */
export interface LinearMemory {
  /** The bytes. May be another object after `grow`: reload every view then. */
  readonly buffer: ArrayBufferLike;
  /** The break: bytes from 0 to here have been taken. */
  readonly size: Bytes;
  /** Moves the break up by at least `by` bytes; false, and no change, when the memory cannot. New bytes read as zero unless `shrink` gave them back. */
  grow(by: Bytes): boolean;
  /** Moves the break down by `by` bytes; false, and no change, when the memory cannot. */
  shrink?(by: Bytes): boolean;
  /** `bytes` zeroed bytes, page aligned, above the break; null when there is no room. */
  map?(bytes: Bytes): Pointer | null;
  /** Gives back what `map` answered. */
  unmap?(start: Pointer, bytes: Bytes): void;
}

/** Unit of `map`, and of growth of a resizable buffer. */
export const PAGE_BYTES: Bytes = 4096;

interface Range {
  readonly start: Bytes;
  readonly end: Bytes;
}

/** A break from below and mapped blocks from above, in one buffer that keeps its identity. */
class BufferMemory implements LinearMemory {
  readonly buffer: ArrayBufferLike;
  size: Bytes;
  readonly #limit: Bytes;
  /** Makes the bytes below an offset exist; false when they cannot. */
  readonly #reserve: (end: Bytes) => boolean;
  /** Mapped blocks, highest first, disjoint, all above the break. */
  readonly #mapped: Range[] = [];

  constructor(
    buffer: ArrayBufferLike,
    start: Bytes,
    limit: Bytes,
    reserve: (end: Bytes) => boolean,
  ) {
    this.buffer = buffer;
    this.size = start;
    this.#limit = Math.min(limit, MAX_HEAP_BYTES);
    this.#reserve = reserve;
  }

  grow(by: Bytes): boolean {
    const ceiling = this.#mapped.at(-1)?.start ?? this.#limit;
    const end = this.size + by;
    if (end > ceiling || !this.#reserve(end)) return false;
    this.size = end;
    return true;
  }

  shrink(by: Bytes): boolean {
    if (by > this.size) return false;
    this.#clear(this.size - by, this.size);
    this.size -= by;
    return true;
  }

  map(bytes: Bytes): Pointer | null {
    const length = alignUp(bytes, PAGE_BYTES);
    let ceiling = this.#limit - (this.#limit % PAGE_BYTES);
    let index = 0;
    for (const range of this.#mapped) {
      if (ceiling - range.end >= length) break;
      ceiling = range.start;
      index++;
    }
    const start = ceiling - length;
    if (length === 0 || start < this.size || !this.#reserve(this.#limit)) return null;
    this.#mapped.splice(index, 0, { start, end: ceiling });
    return asPointer(start);
  }

  unmap(start: Pointer, bytes: Bytes): void {
    const end = start + alignUp(bytes, PAGE_BYTES);
    const index = this.#mapped.findIndex((range) => range.start === start && range.end === end);
    if (index < 0) throw new InvalidFree(start, `no mapped block of ${bytes} bytes starts here`);
    this.#clear(start, end);
    this.#mapped.splice(index, 1);
  }

  /** Given back means zero: the next `grow` or `map` finds what a kernel would give. */
  #clear(start: Bytes, end: Bytes): void {
    new Uint8Array(this.buffer, start, end - start).fill(0);
  }
}

/** Where in a buffer that holds other things a heap may begin. */
export interface MemoryOptions {
  /** First byte of the heap. @defaultValue 0 */
  readonly start?: Bytes;
}

/**
 * A memory that never grows beyond its buffer: `bytes` new zeroed ones, or the caller's own buffer
 * (shared or not) from `start` on, whose bytes must be zero there.
 *
 * The fastest memory: a page of the buffer costs nothing until it is written.
 *
 * ```ts
 * import { fixedMemory } from '@memstrata/allocator';
 *
 * const memory = fixedMemory(1024);
 * console.log(memory.grow(1000), memory.grow(1000), memory.size); // → true false 1000
 * ```
 */
export function fixedMemory(
  bytes: Bytes | ArrayBufferLike,
  options: MemoryOptions = {},
): LinearMemory {
  const buffer = typeof bytes === 'number' ? new ArrayBuffer(bytes) : bytes;
  return new BufferMemory(buffer, options.start ?? 0, buffer.byteLength, () => true);
}

/** Lengthens by an eighth at least, so that many small growths are few resizes. */
function lengthen(buffer: ArrayBuffer, end: Bytes): boolean {
  const { byteLength, maxByteLength } = buffer;
  if (end <= byteLength) return true;
  const wanted = Math.max(end, byteLength + (byteLength >>> 3));
  try {
    buffer.resize(Math.min(alignUp(wanted, 16 * PAGE_BYTES), maxByteLength));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
  return true;
}

/**
 * A memory over a resizable `ArrayBuffer`: typed arrays on it stay valid while it grows.
 *
 * ```ts
 * import { resizableMemory } from '@memstrata/allocator';
 *
 * const memory = resizableMemory(1 << 20);
 * const word = new Int32Array(memory.buffer, 0);
 * memory.grow(16);
 * word[3] = 7;
 * console.log(word[3], memory.size); // → 7 16
 * ```
 *
 * @param maximum - the most bytes it may take; address space is reserved for them, memory is not.
 * @defaultValue 1 GiB
 */
export function resizableMemory(maximum: Bytes = 2 ** 30): LinearMemory {
  const buffer = new ArrayBuffer(0, { maxByteLength: maximum });
  return new BufferMemory(buffer, 0, maximum, (end) => lengthen(buffer, end));
}

/** What a view of a buffer that the memory has left shows in every byte. */
const LEFT_BYTE = 0xdd;

/**
 * A larger copy. `transfer` would not copy, but it detaches the old buffer, and V8 reads every typed array of the
 * whole program more slowly from the first detached one on.
 *
 * Source: V8, src/execution/protectors.h, ArrayBufferDetaching; docs/decisions/0010 has the figures.
 */
function enlarged(buffer: ArrayBuffer, length: Bytes): ArrayBuffer {
  const larger = new ArrayBuffer(length);
  const old = new Uint8Array(buffer);
  new Uint8Array(larger).set(old);
  old.fill(LEFT_BYTE);
  return larger;
}

class MovingMemory implements LinearMemory {
  buffer: ArrayBuffer = new ArrayBuffer(0);
  size: Bytes = 0;
  readonly #limit: Bytes;

  constructor(limit: Bytes) {
    this.#limit = Math.min(limit, MAX_HEAP_BYTES);
  }

  grow(by: Bytes): boolean {
    const end = this.size + by;
    if (end > this.#limit || !this.#reserve(end)) return false;
    this.size = end;
    return true;
  }

  shrink(by: Bytes): boolean {
    if (by > this.size) return false;
    new Uint8Array(this.buffer, this.size - by, by).fill(0);
    this.size -= by;
    return true;
  }

  #reserve(end: Bytes): boolean {
    const { byteLength } = this.buffer;
    if (end <= byteLength) return true;
    const wanted = Math.min(Math.max(end, byteLength * 2, FIRST_BYTES), this.#limit);
    try {
      this.buffer = enlarged(this.buffer, wanted);
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
    return true;
  }
}

/** A moving memory's first buffer. */
const FIRST_BYTES = 65_536;

/**
 * A memory that moves to a buffer of twice the size when it is full: the fastest that can grow, since
 * engines read plain buffers several times faster than resizable ones (`bench/` prints both).
 *
 * Take `memory.buffer` anew after each allocation: a view of a buffer it has left reads 0xdd in every byte, and
 * what is written there is lost. `resizableMemory` is slower and has views that stay valid.
 *
 * ```ts
 * import { growableMemory } from '@memstrata/allocator';
 *
 * const memory = growableMemory(1 << 20);
 * memory.grow(16);
 * const before = new Int32Array(memory.buffer, 0, 4);
 * before[3] = 7;
 * memory.grow(100_000);
 * console.log(before[3], new Int32Array(memory.buffer)[3], memory.size); // → -572662307 7 100016
 * ```
 *
 * @param maximum - the most bytes it may take.
 * @defaultValue 1 GiB
 */
export function growableMemory(maximum: Bytes = 2 ** 30): LinearMemory {
  return new MovingMemory(maximum);
}

/** What this package needs of a `WebAssembly.Memory`. */
export interface WasmMemoryLike {
  readonly buffer: ArrayBufferLike;
  grow(pages: number): number;
}

const WASM_PAGE_BYTES = 65_536;

class WasmMemory implements LinearMemory {
  readonly #memory: WasmMemoryLike;
  size: Bytes;

  constructor(memory: WasmMemoryLike, start: Bytes) {
    this.#memory = memory;
    this.size = start;
  }

  get buffer(): ArrayBufferLike {
    return this.#memory.buffer;
  }

  grow(by: Bytes): boolean {
    const end = this.size + by;
    if (end > MAX_HEAP_BYTES) return false;
    const missing = end - this.#memory.buffer.byteLength;
    if (missing > 0 && !this.#grow(Math.ceil(missing / WASM_PAGE_BYTES))) return false;
    this.size = end;
    return true;
  }

  shrink(by: Bytes): boolean {
    if (by > this.size) return false;
    new Uint8Array(this.buffer, this.size - by, by).fill(0);
    this.size -= by;
    return true;
  }

  #grow(pages: number): boolean {
    try {
      return this.#memory.grow(pages) >= 0;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  }
}

/**
 * The heap inside a `WebAssembly.Memory`, where a module's code reaches it by the same offsets.
 *
 * The heap begins at `start`, by default behind everything the memory holds when this is called.
 * Growing detaches the old buffer: take `memory.buffer` anew after each allocation. From then on V8 reads every
 * typed array of the program more slowly (by an eighth, in the bench): give the memory its size at the start if you know it.
 *
 * ```ts
 * import { wasmMemory } from '@memstrata/allocator';
 *
 * const memory = wasmMemory(new WebAssembly.Memory({ initial: 1, maximum: 2 }));
 * console.log(memory.size, memory.grow(65_536), memory.grow(1)); // → 65536 true false
 * ```
 */
export function wasmMemory(memory: WasmMemoryLike, options: MemoryOptions = {}): LinearMemory {
  return new WasmMemory(memory, options.start ?? memory.buffer.byteLength);
}
