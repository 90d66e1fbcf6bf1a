/**
 * The floor: a pointer that only moves up. Nothing is reused before `reset`, so nothing can be faster
 * and nothing can waste more.
 *
 * ```text
 *  chunk        +8                    +size
 *   │ size │ F  │ payload             │ size …      F: 1 once freed
 * ```
 */
import { alignUp, isServable, MAX_HEAP_BYTES, product, requireAlignment } from '../alignment.ts';
import {
  type Allocator,
  type AllocatorOptions,
  type Bytes,
  type Chunk,
  type ChunkReport,
  type HeapStats,
  nullPointer,
  type Pointer,
} from '../allocator.ts';
import { DoubleFree, HeapCorruption, InvalidFree } from '../errors.ts';
import type { AllocatorEvent, Listener } from '../events.ts';
import { sumChunks } from '../heap-stats.ts';
import { type LinearMemory, PAGE_BYTES, resizableMemory } from '../linear-memory.ts';

const HEADER_BYTES = 8;
const ALIGNMENT = 8;

/**
 * Allocation as an addition. Fit for work that ends all at once: a frame, a request, a parse.
 *
 * ```ts
 * import { BumpAllocator } from '@memstrata/allocator';
 *
 * const heap = new BumpAllocator();
 * const a = heap.malloc(24);
 * heap.free(a);
 * console.log(heap.malloc(24) - a); // → 32
 * heap.reset();
 * console.log(heap.malloc(24) - a); // → 0
 * ```
 */
export class BumpAllocator implements Allocator {
  readonly memory: LinearMemory;
  readonly #onEvent: Listener<AllocatorEvent> | null;
  #words: Uint32Array = new Uint32Array(0);
  readonly #base: Bytes;
  readonly #first: Bytes;
  #next: Bytes;
  #end: Bytes;

  constructor(options: AllocatorOptions = {}) {
    this.memory = options.memory ?? resizableMemory();
    this.#onEvent = options.onEvent ?? null;
    this.#base = this.memory.size;
    this.#first = alignUp(this.#base, ALIGNMENT);
    this.#next = this.#first;
    this.#end = this.#base;
  }

  get heapBytes(): Bytes {
    return this.#end - this.#base;
  }

  malloc(size: Bytes): Pointer {
    return this.alignedAlloc(ALIGNMENT, size);
  }

  calloc(count: number, size: Bytes): Pointer {
    const bytes = product(count, size);
    const pointer = this.malloc(bytes);
    if (pointer !== nullPointer) new Uint8Array(this.memory.buffer, pointer, bytes).fill(0);
    return pointer;
  }

  alignedAlloc(alignment: Bytes, size: Bytes): Pointer {
    requireAlignment(alignment);
    if (!isServable(size)) return this.#exhausted(size);
    const pointer = alignUp(this.#next + HEADER_BYTES, Math.max(alignment, ALIGNMENT));
    const chunkSize = HEADER_BYTES + Math.ceil(size / ALIGNMENT) * ALIGNMENT;
    const chunk = pointer - HEADER_BYTES;
    if (pointer < this.#next || chunk + chunkSize > MAX_HEAP_BYTES) return this.#exhausted(size);
    if (!this.#reach(chunk + chunkSize)) return this.#exhausted(size);
    const gap = chunk - this.#next;
    if (gap > 0) this.#write(this.#next, gap, 1);
    this.#write(chunk, chunkSize, 0);
    this.#next = chunk + chunkSize;
    this.#announce(chunk, chunkSize, size);
    return pointer as Pointer;
  }

  realloc(pointer: Pointer, size: Bytes): Pointer {
    const servable = isServable(size);
    if (pointer === nullPointer) return this.malloc(size);
    const old = this.usableSize(pointer);
    if (size === 0) this.free(pointer);
    if (size === 0) return nullPointer;
    if (!servable) return this.#exhausted(size);
    if (size <= old) return pointer;
    const to = this.malloc(size);
    if (to === nullPointer) return to;
    new Uint8Array(this.memory.buffer).copyWithin(to, pointer, pointer + old);
    if (this.#onEvent) this.#onEvent({ type: 'moved', from: pointer, to, copied: old });
    this.free(pointer);
    return to;
  }

  /** Marks the block; its bytes come back with `reset`. */
  free(pointer: Pointer): void {
    if (pointer === nullPointer) return;
    const size = this.usableSize(pointer) + HEADER_BYTES;
    const chunk = (pointer - HEADER_BYTES) as Chunk;
    this.#write(chunk, size, 1);
    if (this.#onEvent) this.#onEvent({ type: 'freed', pointer, chunk, size });
  }

  /** Frees everything at once: the next block stands where the first one stood. */
  reset(): void {
    this.#next = this.#first;
  }

  usableSize(pointer: Pointer): Bytes {
    const chunk = pointer - HEADER_BYTES;
    if (pointer % ALIGNMENT !== 0) throw new InvalidFree(pointer, 'it is not aligned to 8');
    if (!(chunk >= this.#first && chunk < this.#next))
      throw new InvalidFree(pointer, 'it is not in the heap');
    const size = this.#words[chunk >>> 2] as number;
    const freed = this.#words[(chunk >>> 2) + 1] as number;
    if (size < HEADER_BYTES || size > this.#next - chunk || freed > 1)
      throw new InvalidFree(pointer, 'no chunk has its header before it');
    if (freed === 1) throw new DoubleFree(pointer);
    return size - HEADER_BYTES;
  }

  *chunks(): Generator<ChunkReport> {
    for (let chunk = this.#first; chunk < this.#next; ) {
      const size = this.#words[chunk >>> 2] as number;
      if (size < HEADER_BYTES) throw new HeapCorruption('a chunk has at least 8 bytes', chunk);
      const freed = this.#words[(chunk >>> 2) + 1] === 1;
      yield report(chunk, size, freed ? 'free' : 'used');
      chunk += size;
    }
    if (this.#end > this.#next) yield report(this.#next, this.#end - this.#next, 'top');
  }

  stats(): HeapStats {
    return sumChunks(this.chunks(), this.heapBytes);
  }

  check(): void {
    let chunk = this.#first;
    while (chunk < this.#next) {
      const size = this.#words[chunk >>> 2] as number;
      const fits = size >= HEADER_BYTES && size % ALIGNMENT === 0 && size <= this.#next - chunk;
      if (!fits) throw new HeapCorruption('a chunk ends at or before the next free byte', chunk);
      if ((this.#words[(chunk >>> 2) + 1] as number) > 1)
        throw new HeapCorruption('a chunk is used or freed', chunk);
      chunk += size;
    }
  }

  /** Makes the bytes below `end` the heap's; false when the memory cannot. */
  #reach(end: Bytes): boolean {
    if (end <= this.#end) return true;
    const from = this.#end;
    const { memory } = this;
    if (memory.size !== from) return false;
    if (!memory.grow(alignUp(end, PAGE_BYTES) - from) && !memory.grow(end - from)) return false;
    this.#end = memory.size;
    this.#words = new Uint32Array(memory.buffer, 0, memory.buffer.byteLength >>> 2);
    if (this.#onEvent) this.#onEvent({ type: 'grown', from, to: memory.size });
    return true;
  }

  #write(chunk: Bytes, size: Bytes, freed: 0 | 1): void {
    this.#words[chunk >>> 2] = size;
    this.#words[(chunk >>> 2) + 1] = freed;
  }

  #announce(chunk: Bytes, size: Bytes, requested: Bytes): void {
    if (!this.#onEvent) return;
    const pointer = (chunk + HEADER_BYTES) as Pointer;
    this.#onEvent({ type: 'padded', size: requested, chunkSize: size });
    this.#onEvent({ type: 'allocated', pointer, chunk: chunk as Chunk, size, requested });
  }

  #exhausted(size: Bytes): Pointer {
    if (this.#onEvent) this.#onEvent({ type: 'exhausted', size });
    return nullPointer;
  }
}

const report = (chunk: Bytes, size: Bytes, state: ChunkReport['state']): ChunkReport => ({
  chunk: chunk as Chunk,
  size,
  state,
  pointer: (chunk + HEADER_BYTES) as Pointer,
  usable: Math.max(0, size - HEADER_BYTES),
});
