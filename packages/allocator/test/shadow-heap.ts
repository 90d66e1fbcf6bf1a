import { expect } from 'vitest';
import { type Allocator, nullPointer, type Pointer } from '../src/index.ts';

interface Block {
  readonly pointer: Pointer;
  readonly size: number;
  readonly seed: number;
}

/** Bytes at each end of a block that are written and compared. */
const EDGE = 16;

/**
 * A heap and what a caller knows of it: which blocks are live, how large, with what content. Every
 * answer is compared with the shadow; a granule map finds overlaps without searching.
 */
export class ShadowHeap {
  readonly heap: Allocator;
  readonly blocks: Map<number, Block> = new Map();
  #owned: Uint8Array = new Uint8Array(1 << 16);
  #bytes: Uint8Array = new Uint8Array(0);
  #seed = 1;

  constructor(heap: Allocator) {
    this.heap = heap;
  }

  malloc(id: number, size: number): void {
    this.#take(id, this.heap.malloc(size), size, 1);
  }

  calloc(id: number, count: number, size: number): void {
    const pointer = this.heap.calloc(count, size);
    const bytes = count * size;
    if (pointer !== nullPointer && !isZero(this.#view(), pointer, pointer + bytes))
      expect.fail(`calloc(${count}, ${size}) at ${pointer} is not zero`);
    this.#take(id, pointer, bytes, 1);
  }

  alignedAlloc(id: number, alignment: number, size: number): void {
    this.#take(id, this.heap.alignedAlloc(alignment, size), size, alignment);
  }

  realloc(id: number, size: number): void {
    const block = this.#give(id);
    const pointer = this.heap.realloc(block.pointer, size);
    if (pointer === nullPointer) {
      if (size > 0) this.#take(id, block.pointer, block.size, 1);
      return;
    }
    this.#compare({ ...block, pointer, size: Math.min(block.size, size) }, block.size);
    this.#take(id, pointer, size, 1);
  }

  free(id: number): void {
    this.heap.free(this.#give(id).pointer);
  }

  /** The live blocks are exactly the used chunks. */
  compareChunks(): void {
    const used = new Set<number>();
    for (const { state, pointer } of this.heap.chunks()) if (state === 'used') used.add(pointer);
    for (const { pointer } of this.blocks.values())
      if (!used.delete(pointer)) expect.fail(`the block at ${pointer} is no used chunk`);
    if (used.size > 0) expect.fail(`used chunks nobody holds: ${[...used].slice(0, 5).join(', ')}`);
  }

  #view(): Uint8Array {
    const { buffer } = this.heap.memory;
    if (this.#bytes.buffer !== buffer || this.#bytes.length !== buffer.byteLength)
      this.#bytes = new Uint8Array(buffer);
    return this.#bytes;
  }

  #take(id: number, pointer: Pointer, size: number, alignment: number): void {
    if (pointer === nullPointer) return;
    if (pointer % alignment !== 0) expect.fail(`${pointer} is not aligned to ${alignment}`);
    this.#own(pointer, size, 1);
    const block = { pointer, size, seed: this.#seed++ };
    this.blocks.set(id, block);
    const bytes = this.#view();
    for (let i = 0; i < size; i = following(i, size)) bytes[pointer + i] = (block.seed + i) & 0xff;
  }

  #give(id: number): Block {
    const block = this.blocks.get(id);
    if (!block) throw new Error(`no block ${id}`);
    this.#compare(block, block.size);
    this.#own(block.pointer, block.size, 0);
    this.blocks.delete(id);
    return block;
  }

  /** `size` bytes of a block that was written with `written` bytes. */
  #compare({ pointer, size, seed }: Block, written: number): void {
    const bytes = this.#view();
    for (let i = 0; i < size; i = following(i, written))
      if (bytes[pointer + i] !== ((seed + i) & 0xff))
        expect.fail(`byte ${i} of ${size} at ${pointer} was lost`);
  }

  #own(pointer: number, size: number, value: 0 | 1): void {
    const [from, to] = [pointer >>> 3, (pointer + Math.max(size, 1) + 7) >>> 3];
    if (to > this.#owned.length) {
      const larger = new Uint8Array(Math.max(to, this.#owned.length * 2));
      larger.set(this.#owned);
      this.#owned = larger;
    }
    if (value === 1 && this.#owned.subarray(from, to).includes(1))
      expect.fail(`the block at ${pointer} overlaps a live one`);
    this.#owned.fill(value, from, to);
  }
}

/** A plain loop, because `some` calls a function for each byte. */
function isZero(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i] !== 0) return false;
  return true;
}

/** The bytes that are written and compared: those at both ends of a block. */
const following = (i: number, size: number): number =>
  i === EDGE - 1 ? Math.max(EDGE, size - EDGE) : i + 1;
