/** Where a process has its heap: events and headers of the allocator, told at addresses. */
import { type AllocatorEvent, type ChunkReport, InvalidFree } from '@memstrata/allocator';
import type { AddressSpace } from '@memstrata/segments';
import type { HeapPlace } from '../heap.ts';
import { HeapMemory } from './heap-memory.ts';

/** The word that says a chunk's size and state; it stands before the payload. */
const HEADER_BYTES = 8;

/** The two links a free chunk keeps in its payload. */
const LINK_BYTES = 16;

/** Fields of events that are places in the heap. */
const PLACES = ['chunk', 'pointer', 'rest', 'absorbed', 'from', 'to', 'start', 'page'] as const;

/** A heap that begins at the program break of a space; its mapped blocks lie where the kernel maps. */
export class ProcessHeap implements HeapPlace {
  readonly memory: HeapMemory;
  /** Bytes asked for at each pointer in use, an offset of the memory; no header keeps them. */
  readonly requested: Map<number, number> = new Map();
  readonly #space: AddressSpace;
  readonly #onFreed: (from: number, to: number) => void;
  /** Headers as the process has been told them, by chunk. */
  readonly #told: Map<number, string> = new Map();

  /** @param onFreed - hears of each block given back, at addresses. */
  constructor(space: AddressSpace, onFreed: (from: number, to: number) => void) {
    this.memory = new HeapMemory(space);
    this.#space = space;
    this.#onFreed = onFreed;
  }

  /** The event with addresses where the allocator speaks of offsets; `resized` speaks of sizes. */
  moved(event: AllocatorEvent): AllocatorEvent {
    if (event.type === 'allocated') this.requested.set(event.pointer, event.requested);
    if (event.type === 'freed') {
      // glibc lends a block the first word of the chunk behind it, where one follows.
      const asked = event.pointer + (this.requested.get(event.pointer) ?? 0);
      const end = Math.max(asked, event.chunk + event.size);
      this.requested.delete(event.pointer);
      const start = this.addressOf(event.pointer);
      this.#onFreed(start, start + end - event.pointer);
    }
    const copy = { ...event };
    for (const field of PLACES) {
      const offset: unknown = Reflect.get(event, field);
      const isSize = event.type === 'resized' && field === 'from';
      if (typeof offset === 'number' && !isSize) Reflect.set(copy, field, this.addressOf(offset));
    }
    return copy;
  }

  addressOf(offset: number): number {
    return this.memory.addressOf(offset);
  }

  /** What `free` reads first is the word before the block: of any address at all, heap or not. */
  offsetOf(address: number): number {
    this.#space.memory.load64(address - HEADER_BYTES);
    const offset = this.memory.offsetOf(address);
    if (this.memory.reaches(offset)) return offset;
    throw new InvalidFree(offset, 'the heap has no byte there', 'free(): invalid pointer');
  }

  /** Writes into the process what the heap has written: headers that changed, and the links of free chunks. */
  tell(chunks: Iterable<ChunkReport>): void {
    for (const { chunk, size, state, pointer } of chunks) {
      const header = `${size} ${state}`;
      const before = this.#told.get(chunk);
      if (before === header && state !== 'free') continue;
      this.#told.set(chunk, header);
      // A link may change while its chunk stays free, and is cleared when the chunk is handed out.
      const hasLinks = state === 'free' || before?.endsWith('free') === true;
      const written = hasLinks ? HEADER_BYTES + LINK_BYTES : HEADER_BYTES;
      this.#copy(pointer - HEADER_BYTES, written);
      // glibc's chunks overlap by a word: a free one says its size again in the first of the next.
      if (state === 'free' && pointer - chunk > HEADER_BYTES)
        this.#copy(chunk + size, HEADER_BYTES);
    }
  }

  #copy(from: number, length: number): void {
    const bytes = new Uint8Array(this.memory.buffer, from, length);
    this.#space.memory.write(this.addressOf(from), bytes);
  }

  /** A byte the program has stored is the allocator's too. */
  store(at: number, value: number): void {
    const offset = this.memory.offsetOf(at);
    if (this.memory.reaches(offset)) new Uint8Array(this.memory.buffer)[offset] = value;
  }
}
