/**
 * The bytes of a chunk, by glibc's rules (malloc/malloc.c, "Chunk representation", 64-bit).
 *
 * ```text
 *  chunk        +8                                         +size−8      +size
 *   │ size│flags │ payload                                              │ size│flags …  used
 *   │ size│flags │ next       │ prev      │                 │ size      │ size│flags …  free
 *   └─ header ───┘ +8           +16                         └─ footer ──┘
 *
 *  header   63 … 32   31 … 4   3   2   1   0
 *           zero      size     zero        P   P: the chunk before this one is in use
 * ```
 *
 * A chunk starts 8 bytes before a multiple of 16, so that its payload is aligned to 16. Whether it is
 * in use stands in the P bit of the chunk behind it. Only a free chunk has a footer: its last 8 bytes
 * belong to the payload while it is used, which is why 24 bytes fit in a chunk of 32.
 */
import { alignUp } from '../alignment.ts';
import type { Bytes, Chunk, Pointer } from '../allocator.ts';

export const HEADER_BYTES: Bytes = 8;
export const CHUNK_ALIGNMENT: Bytes = 16;
/** Header, two links, footer. */
export const MIN_CHUNK_BYTES: Bytes = 32;
/** The P bit. */
const PREVIOUS_IN_USE = 1;

const SIZE_BITS = -CHUNK_ALIGNMENT;
const NEXT_LINK = 2;
const PREV_LINK = 4;

/** The chunk a request needs: `size` and a header, rounded up to 16, at least 32. */
export const chunkSizeFor = (size: Bytes): Bytes =>
  size <= MIN_CHUNK_BYTES - HEADER_BYTES
    ? MIN_CHUNK_BYTES
    : alignUp(size + HEADER_BYTES, CHUNK_ALIGNMENT);

export const pointerOf = (chunk: Chunk): Pointer => (chunk + HEADER_BYTES) as number as Pointer;

export const chunkOf = (pointer: Pointer): Chunk => (pointer - HEADER_BYTES) as number as Chunk;

/** Reads and writes the words of chunks. One place knows which word is where. */
export class ChunkWords {
  #words: Uint32Array = new Uint32Array(0);

  /** Takes new views; call after each growth of the memory. */
  reload(buffer: ArrayBufferLike): void {
    this.#words = new Uint32Array(buffer, 0, buffer.byteLength >>> 2);
  }

  #at(word: number): number {
    return this.#words[word] as number;
  }

  sizeOf(chunk: Chunk): Bytes {
    return (this.#at(chunk >>> 2) & SIZE_BITS) >>> 0;
  }

  /** The whole header as one number: above 2³² when its upper half is not zero. */
  header(chunk: Chunk): number {
    return this.#at(chunk >>> 2) + this.#at((chunk >>> 2) + 1) * 2 ** 32;
  }

  setHeader(chunk: Chunk, size: Bytes, previousInUse: number): void {
    this.#words[chunk >>> 2] = size | previousInUse;
    this.#words[(chunk >>> 2) + 1] = 0;
  }

  /** 1 when the chunk before `chunk` is in use, else 0. */
  previousInUse(chunk: Chunk): number {
    return this.#at(chunk >>> 2) & PREVIOUS_IN_USE;
  }

  setPreviousInUse(chunk: Chunk, inUse: 0 | 1): void {
    this.#words[chunk >>> 2] = (this.#at(chunk >>> 2) & ~PREVIOUS_IN_USE) | inUse;
  }

  /** The chunk right behind. */
  after(chunk: Chunk): Chunk {
    return (chunk + this.sizeOf(chunk)) as Chunk;
  }

  isInUse(chunk: Chunk): boolean {
    return this.previousInUse(this.after(chunk)) !== 0;
  }

  /** The footer of the chunk that ends where `chunk` starts; true only if that one is free. */
  footerBefore(chunk: Chunk): Bytes {
    return this.#at((chunk - 8) >>> 2) + this.#at((chunk - 4) >>> 2) * 2 ** 32;
  }

  /** The free chunk right before. */
  before(chunk: Chunk): Chunk {
    return (chunk - this.footerBefore(chunk)) as Chunk;
  }

  setFooter(chunk: Chunk, size: Bytes): void {
    const word = (chunk + size - 8) >>> 2;
    this.#words[word] = size;
    this.#words[word + 1] = 0;
  }

  next(chunk: Chunk): Chunk {
    return this.#at((chunk >>> 2) + NEXT_LINK) as Chunk;
  }

  prev(chunk: Chunk): Chunk {
    return this.#at((chunk >>> 2) + PREV_LINK) as Chunk;
  }

  setNext(chunk: Chunk, next: Chunk): void {
    this.#words[(chunk >>> 2) + NEXT_LINK] = next;
    this.#words[(chunk >>> 2) + NEXT_LINK + 1] = 0;
  }

  setPrev(chunk: Chunk, prev: Chunk): void {
    this.#words[(chunk >>> 2) + PREV_LINK] = prev;
    this.#words[(chunk >>> 2) + PREV_LINK + 1] = 0;
  }

  /** Copies payload bytes; the caller knows that both ends have room. */
  copy(to: Pointer, from: Pointer, bytes: Bytes): void {
    const view = new Uint8Array(this.#words.buffer);
    view.copyWithin(to, from, from + bytes);
  }

  clear(pointer: Pointer, bytes: Bytes): void {
    new Uint8Array(this.#words.buffer, pointer, bytes).fill(0);
  }
}
