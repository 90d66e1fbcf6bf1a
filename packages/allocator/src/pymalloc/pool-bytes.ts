/**
 * A pool: one size class, a header of 48 bytes, blocks without headers.
 *
 * ```text
 * byte  0          8          16        24        32           36      40           44
 *       ├ count ───┼ freeblock ┼ nextpool ┼ prevpool ┼ arenaindex ┼ szidx ┼ nextoffset ┼ maxnextoffset │ blocks …
 * ```
 *
 * `freeblock` heads a list through the first word of each freed block; blocks from `nextoffset` on
 * were never handed out. Words that point are 64-bit addresses: offset `n` is address
 * `0x7f0000000000 + n`, and the heads of the used-pool rings lie at `0x555500000000`.
 *
 * Source: CPython 3.11, Objects/obmalloc.c, `struct pool_header`.
 */
import type { Bytes } from '../allocator.ts';
import type { LinearMemory } from '../linear-memory.ts';

/** `POOL_OVERHEAD`. */
export const POOL_HEADER_BYTES = 48;

const FREEBLOCK_AT = 8;
const NEXTPOOL_AT = 16;
const PREVPOOL_AT = 24;
const ARENA_AT = 32;
const CLASS_AT = 36;
const NEXTOFFSET_AT = 40;
const MAXNEXTOFFSET_AT = 44;

/** The null link. */
export const NONE = -1;
/** The head of a class's ring of used pools, where a pool is expected. */
export const ringOf = (sizeClass: number): number => -2 - sizeClass;

const HEAP_HIGH = 0x7f00;
const RINGS_HIGH = 0x5555;
const CLASS_COUNT = 64;

export class PoolBytes {
  readonly memory: LinearMemory;
  words: Int32Array;
  /** `usedpools`: first and last pool of each ring, outside the heap. */
  readonly #next: Float64Array = new Float64Array(CLASS_COUNT);
  readonly #previous: Float64Array = new Float64Array(CLASS_COUNT);

  constructor(memory: LinearMemory) {
    this.memory = memory;
    this.words = new Int32Array(0);
    for (let i = 0; i < CLASS_COUNT; i++) this.#next[i] = this.#previous[i] = ringOf(i);
    this.reload();
  }

  /** Takes a new view; to be called after each growth. */
  reload(): void {
    const { buffer } = this.memory;
    const whole = buffer.byteLength >>> 2;
    if (this.words.buffer === buffer && this.words.length === whole) return;
    this.words = new Int32Array(buffer, 0, whole);
  }

  copy(from: number, to: number, bytes: Bytes): void {
    new Uint8Array(this.memory.buffer).copyWithin(to, from, from + bytes);
  }

  clear(start: number, bytes: Bytes): void {
    new Uint8Array(this.memory.buffer, start, bytes).fill(0);
  }

  /** `ref.count`: blocks in use. */
  count(pool: number): number {
    return this.words[pool >>> 2] as number;
  }

  setCount(pool: number, count: number): void {
    this.words[pool >>> 2] = count;
    this.words[(pool >>> 2) + 1] = 0;
  }

  freeBlock(pool: number): number {
    return this.link(pool + FREEBLOCK_AT);
  }

  setFreeBlock(pool: number, block: number): void {
    this.setLink(pool + FREEBLOCK_AT, block);
  }

  nextPool(node: number): number {
    return node < NONE ? (this.#next[-2 - node] as number) : this.link(node + NEXTPOOL_AT);
  }

  setNextPool(node: number, pool: number): void {
    if (node < NONE) this.#next[-2 - node] = pool;
    else this.setLink(node + NEXTPOOL_AT, pool);
  }

  previousPool(node: number): number {
    return node < NONE ? (this.#previous[-2 - node] as number) : this.link(node + PREVPOOL_AT);
  }

  setPreviousPool(node: number, pool: number): void {
    if (node < NONE) this.#previous[-2 - node] = pool;
    else this.setLink(node + PREVPOOL_AT, pool);
  }

  arenaIndex(pool: number): number {
    return this.#field(pool + ARENA_AT);
  }

  setArenaIndex(pool: number, index: number): void {
    this.words[(pool + ARENA_AT) >>> 2] = index;
  }

  sizeClass(pool: number): number {
    return this.#field(pool + CLASS_AT);
  }

  setSizeClass(pool: number, sizeClass: number): void {
    this.words[(pool + CLASS_AT) >>> 2] = sizeClass;
  }

  nextOffset(pool: number): Bytes {
    return this.#field(pool + NEXTOFFSET_AT);
  }

  setNextOffset(pool: number, offset: Bytes): void {
    this.words[(pool + NEXTOFFSET_AT) >>> 2] = offset;
  }

  maxNextOffset(pool: number): Bytes {
    return this.#field(pool + MAXNEXTOFFSET_AT);
  }

  setMaxNextOffset(pool: number, offset: Bytes): void {
    this.words[(pool + MAXNEXTOFFSET_AT) >>> 2] = offset;
  }

  #field(at: number): number {
    return (this.words[at >>> 2] as number) >>> 0;
  }

  /** What the 64-bit word at `offset` points to: a place in the memory, a ring, or NONE. */
  link(offset: number): number {
    const at = offset >>> 2;
    const high = this.words[at + 1] as number;
    const low = (this.words[at] as number) >>> 0;
    if (high === HEAP_HIGH) return low;
    return high === RINGS_HIGH ? ringOf(low >>> 4) : NONE;
  }

  setLink(offset: number, node: number): void {
    const at = offset >>> 2;
    this.words[at] = node >= 0 ? node : node === NONE ? 0 : (-2 - node) << 4;
    this.words[at + 1] = node >= 0 ? HEAP_HIGH : node === NONE ? 0 : RINGS_HIGH;
  }
}
