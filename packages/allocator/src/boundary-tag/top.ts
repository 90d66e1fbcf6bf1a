/**
 * The end of a boundary-tag heap: where it begins, how far it reaches, and the top chunk, which ends it and
 * stands on no list.
 *
 * Law: the heap is [base, end); a header always stands behind the last chunk.
 */
import { alignDown, alignUp } from '../alignment.ts';
import type { Bytes, Chunk } from '../allocator.ts';
import type { AllocatorEvent, Listener } from '../events.ts';
import type { LinearMemory } from '../linear-memory.ts';
import { CHUNK_ALIGNMENT, type ChunkWords, HEADER_BYTES } from './layout.ts';

/** No chunk: the first one starts behind a header. */
const NONE: Chunk = 0 as Chunk;

export class HeapTop {
  /** First byte of the heap; its first chunk starts 8 bytes behind a multiple of 16. */
  readonly base: Bytes;
  readonly first: Chunk;
  /** The top chunk; none before the heap is opened. */
  chunk: Chunk = NONE;
  end: Bytes;
  readonly #memory: LinearMemory;
  readonly #words: ChunkWords;
  readonly #granularity: Bytes;
  readonly #onEvent: Listener<AllocatorEvent> | null;

  constructor(
    memory: LinearMemory,
    words: ChunkWords,
    granularity: Bytes,
    onEvent: Listener<AllocatorEvent> | null,
  ) {
    this.#memory = memory;
    this.#words = words;
    this.#granularity = alignUp(granularity, CHUNK_ALIGNMENT);
    this.#onEvent = onEvent;
    this.base = memory.size;
    this.end = this.base;
    this.first = (alignUp(this.base, CHUNK_ALIGNMENT) + HEADER_BYTES) as Chunk;
    this.#open();
  }

  /** Takes the first bytes: the padding before the first chunk, and a top behind it. */
  #open(): boolean {
    const lead = this.first - this.base;
    if (!this.#take(Math.max(this.#granularity, lead + HEADER_BYTES))) return false;
    this.chunk = this.first;
    this.#words.setHeader(this.chunk, this.#room(), 1);
    return true;
  }

  /** Moves the end of the heap up; false when the memory has no more or another moved its break. */
  #take(bytes: Bytes): boolean {
    if (this.#memory.size !== this.end || !this.#memory.grow(bytes)) return false;
    this.#words.reload(this.#memory.buffer);
    this.end = this.#memory.size;
    return true;
  }

  /** Bytes from the top to the end of the heap, less a header that always stands behind the last chunk. */
  #room(): Bytes {
    return alignDown(this.end - HEADER_BYTES - this.chunk, CHUNK_ALIGNMENT);
  }

  /** Gives the first `bytes` of the top away: they belong to a chunk in use. */
  raise(bytes: Bytes): void {
    const chunk = this.chunk;
    const rest = (chunk + bytes) as Chunk;
    const restSize = this.#words.sizeOf(chunk) - bytes;
    this.#words.setHeader(rest, restSize, 1);
    this.#words.setHeader(chunk, bytes, this.#words.previousInUse(chunk));
    this.chunk = rest;
    if (this.#onEvent && restSize > 0)
      this.#onEvent({ type: 'split', chunk, size: bytes, rest, restSize });
  }

  /** Grows the heap until the top has `need` bytes; false when the memory ends. */
  ensure(need: Bytes): boolean {
    if (this.end === this.base && !this.#open()) return false;
    const room = this.#words.sizeOf(this.chunk);
    if (room >= need) return true;
    const from = this.end;
    const missing = need - room;
    const wanted = Math.ceil(missing / this.#granularity) * this.#granularity;
    if (!this.#take(wanted) && !this.#take(missing)) return false;
    const previousInUse = this.#words.previousInUse(this.chunk);
    this.#words.setHeader(this.chunk, this.#room(), previousInUse);
    if (this.#onEvent) this.#onEvent({ type: 'grown', from, to: this.end });
    return true;
  }
}
