/**
 * A 64-bit process' words in a memory whose offsets have 32 bits.
 *
 * Everything glibc writes is written as it would be: sizes as 64-bit words, links as 64-bit
 * addresses. Offset `n` of the memory is address `heapAddress + n`; bins live outside the heap, in
 * `main_arena`, and appear here as the small negative numbers of {@link binNode}.
 *
 * Bytes outside the memory read as zero, where a real process may read something or die.
 */
import type { Bytes } from '../allocator.ts';
import type { LinearMemory } from '../linear-memory.ts';
import { BIN_COUNT } from './bin-index.ts';
import {
  ALIGN_MASK,
  BK_AT,
  FD_AT,
  IS_MMAPPED,
  PREV_INUSE,
  SIZE_AT,
  SIZE_BITS,
} from './chunk-layout.ts';
import type { ProcessAddresses } from './tunables.ts';

const TWO_32 = 2 ** 32;

/** The null link, and the answer of a search that found no chunk. */
export const NONE: number = -BIN_COUNT;

/** A bin where a chunk is expected: lists are rings through their bin. */
export const binNode = (bin: number): number => -bin;

/** What a link stands for that points to neither heap nor bin; the low four bits are kept. */
const WILD = 0xffff_ffe0;

/** Whether a link points to neither heap nor bin. */
export const isWild = (node: number): boolean => node >= WILD;

/** `offsetof (struct malloc_state, bins)` less `offsetof (struct malloc_chunk, fd)`: where bin 1 poses as a chunk. */
const BINS_AT = 96;

export class HeapBytes {
  readonly memory: LinearMemory;
  /** The memory as 32-bit words; replaced by `reload` when the buffer changes. */
  words: Int32Array;
  halves: Uint16Array;
  #bytes: Uint8Array;
  readonly #base: number;
  readonly #bins: number;
  /** First and last chunk of each bin, where glibc has `main_arena.bins`. */
  readonly binFd: Float64Array = new Float64Array(BIN_COUNT + 1).fill(NONE);
  readonly binBk: Float64Array = new Float64Array(BIN_COUNT + 1).fill(NONE);

  constructor(memory: LinearMemory, addresses: ProcessAddresses) {
    this.memory = memory;
    this.#base = addresses.heapAddress ?? 0x5555_5555_9000;
    this.#bins = (addresses.arenaAddress ?? 0x7fff_f7fa_8c60) + BINS_AT;
    this.words = new Int32Array(0);
    this.halves = new Uint16Array(0);
    this.#bytes = new Uint8Array(0);
    for (let bin = 1; bin < BIN_COUNT; bin++) this.binFd[bin] = this.binBk[bin] = binNode(bin);
    this.reload();
  }

  /** Takes new views; to be called after each growth. */
  reload(): void {
    const { buffer } = this.memory;
    const whole = buffer.byteLength >>> 2;
    if (this.words.buffer === buffer && this.words.length === whole) return;
    this.words = new Int32Array(buffer, 0, whole);
    this.halves = new Uint16Array(buffer, 0, whole * 2);
    this.#bytes = new Uint8Array(buffer);
  }

  copy(from: number, to: number, bytes: Bytes): void {
    this.#bytes.copyWithin(to, from, from + bytes);
  }

  fill(start: number, bytes: Bytes, value: number): void {
    this.#bytes.fill(value, start, start + bytes);
  }

  /** The address a real process would use for this offset. */
  address(offset: number): number {
    return this.#base + offset;
  }

  /** `chunksize`: exact below 2⁵³; a trashed size may be as large as 2⁶⁴. */
  size(chunk: number): Bytes {
    const at = (chunk + SIZE_AT) >>> 2;
    const high = (this.words[at + 1] as number) | 0;
    const low = ((this.words[at] as number) & ~SIZE_BITS) >>> 0;
    return high === 0 ? low : (high >>> 0) * TWO_32 + low;
  }

  /** `aligned_OK` of the size: told by its low word, for a trashed size is not exact. */
  isSizeAligned(chunk: number): boolean {
    const low = this.words[(chunk + SIZE_AT) >>> 2] as number;
    return (low & ALIGN_MASK & ~SIZE_BITS) === 0;
  }

  /** `chunksize_nomask`: the size with its bits. */
  sizeWord(chunk: number): number {
    const at = (chunk + SIZE_AT) >>> 2;
    return this.#number(this.words[at + 1] as number, this.words[at] as number);
  }

  /** `prev_size`, as `size` with nothing masked off. */
  prevSize(chunk: number): Bytes {
    const at = chunk >>> 2;
    return this.#number(this.words[at + 1] as number, this.words[at] as number);
  }

  #number(high: number, low: number): number {
    return (high | 0) === 0 ? low >>> 0 : (high >>> 0) * TWO_32 + (low >>> 0);
  }

  /** `set_head`: size and bits. */
  setHead(chunk: number, sizeAndBits: number): void {
    const at = (chunk + SIZE_AT) >>> 2;
    this.words[at] = sizeAndBits;
    this.words[at + 1] = 0;
  }

  /** `set_head_size`: the size; its bits stay. */
  setHeadSize(chunk: number, size: Bytes): void {
    const at = (chunk + SIZE_AT) >>> 2;
    this.words[at] = ((this.words[at] as number) & SIZE_BITS) | size;
    this.words[at + 1] = 0;
  }

  /** `set_prev_size`; with `chunk + size` it is `set_foot`. */
  setPrevSize(chunk: number, size: Bytes): void {
    const at = chunk >>> 2;
    this.words[at] = size;
    this.words[at + 1] = 0;
  }

  /** `prev_inuse`. */
  isPreviousInUse(chunk: number): boolean {
    return ((this.words[(chunk + SIZE_AT) >>> 2] as number) & PREV_INUSE) !== 0;
  }

  setPreviousInUse(chunk: number): void {
    const at = (chunk + SIZE_AT) >>> 2;
    this.words[at] = (this.words[at] as number) | PREV_INUSE;
  }

  clearPreviousInUse(chunk: number): void {
    const at = (chunk + SIZE_AT) >>> 2;
    this.words[at] = (this.words[at] as number) & ~PREV_INUSE;
  }

  /** `chunk_is_mmapped`. */
  isMapped(chunk: number): boolean {
    return ((this.words[(chunk + SIZE_AT) >>> 2] as number) & IS_MMAPPED) !== 0;
  }

  /** `p->fd`, of a chunk or a bin. */
  fd(node: number): number {
    return node < 0 ? (this.binFd[-node] as number) : this.link(node + FD_AT);
  }

  /** `p->bk`, of a chunk or a bin. */
  bk(node: number): number {
    return node < 0 ? (this.binBk[-node] as number) : this.link(node + BK_AT);
  }

  setFd(node: number, to: number): void {
    if (node < 0) this.binFd[-node] = to;
    else this.setLink(node + FD_AT, to);
  }

  setBk(node: number, to: number): void {
    if (node < 0) this.binBk[-node] = to;
    else this.setLink(node + BK_AT, to);
  }

  /** The chunk, bin or nothing that the 64-bit word at `offset` points to. */
  link(offset: number): number {
    const at = offset >>> 2;
    return this.#node((this.words[at + 1] as number) | 0, (this.words[at] as number) | 0);
  }

  setLink(offset: number, node: number): void {
    const at = offset >>> 2;
    const address = this.#addressOf(node);
    this.words[at] = address | 0;
    this.words[at + 1] = (address / TWO_32) | 0;
  }

  /**
   * `REVEAL_PTR`: a link kept as itself xor its own place shifted by a page, so that a stray write
   * does not make a usable address.
   */
  protectedLink(offset: number): number {
    const at = offset >>> 2;
    const place = this.#base + offset;
    const placeLow = place | 0;
    const placeHigh = (place / TWO_32) | 0;
    return this.#node(
      (this.words[at + 1] as number) ^ (placeHigh >>> 12),
      (this.words[at] as number) ^ ((placeLow >>> 12) | (placeHigh << 20)),
    );
  }

  /** `PROTECT_PTR`. */
  setProtectedLink(offset: number, node: number): void {
    const at = offset >>> 2;
    const place = this.#base + offset;
    const placeLow = place | 0;
    const placeHigh = (place / TWO_32) | 0;
    const address = this.#addressOf(node);
    this.words[at] = (address | 0) ^ ((placeLow >>> 12) | (placeHigh << 20));
    this.words[at + 1] = ((address / TWO_32) | 0) ^ (placeHigh >>> 12);
  }

  #addressOf(node: number): number {
    if (node >= 0) return this.#base + node;
    return node === NONE ? 0 : this.#bins + 16 * (-node - 1);
  }

  #node(high: number, low: number): number {
    const address = (high >>> 0) * TWO_32 + (low >>> 0);
    const offset = address - this.#base;
    if (offset >= 0 && offset < WILD) return offset;
    if (address === 0) return NONE;
    const bin = (address - this.#bins) / 16 + 1;
    return bin >= 1 && bin < BIN_COUNT && bin % 1 === 0 ? -bin : WILD + (low & ALIGN_MASK);
  }
}
