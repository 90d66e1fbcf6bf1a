/**
 * The pages of small blocks: which stretches of the heap are pages, what their blocks are, which of
 * them are handed out.
 *
 * ```text
 *  page·2048−4   page·2048                              page·2048+2012   page·2048+2044
 *   │ header    │ block │ block │ block │ …      │ slack │ bitmap        │
 * ```
 *
 * A page is one chunk of 2,048 bytes of the general heap, placed so that its payload starts at a
 * multiple of 2,048. Where the chunk before it ends 8 bytes short of that, too little for a chunk, the page's
 * chunk starts 8 bytes early, and the word before the page, which else is the header, is 0.
 *
 * Its blocks have no headers: the page a pointer lies in says its size. A free block holds the word index of
 * the next free one. The bitmap has a bit for each 8 bytes, set where a live block starts: it tells a live
 * block from a free one and from an interior pointer.
 *
 * The rest stands beside the heap, in typed arrays indexed by page number: 13 bytes for each 2,048 of heap,
 * not counted in `heapBytes` (`tableBytes` says them). A page's state is one word, its first free block and its
 * used blocks:
 *
 * ```text
 *  31 … 18      17 … 9                       8 … 0
 *       0       word of the block, or FULL    used: live, or detached for the next requests
 * ```
 */
import type { Bytes, Pointer } from '../allocator.ts';

export const PAGE_SHIFT = 11;
export const PAGE_BYTES = 2048;
/** Payload of a page: less the header of the next chunk. */
export const PAGE_USABLE = 2044;
/** How much earlier than its blocks the chunk of a page may start. */
export const EARLY_BYTES = 8;
/** The largest blocks that may live in pages. */
export const SMALL_BYTES = 256;
export const CLASS_COUNT = 33;

/** A block's word within its page; the last one is no block's, it is the next chunk's header. */
export const PLACE = 511;
export const FULL = 511;
export const FREE_SHIFT = 9;
export const USED = 511;

/** Class, state and two links of a page. */
const TABLE_BYTES = 13;
/** The list of pages without a live block, of any class: no class is 0. */
export const EMPTY = 0;

/** The page's bitmap: its last eight words. */
export const BITS = 503;
export const BITS_WORDS = 8;

export const blocksOf = (sizeClass: number): number => Math.floor((BITS * 4) / (sizeClass * 8));

export class Pages {
  /** The heap, in whose pages the bitmaps are. */
  words: Int32Array = new Int32Array(0);
  /** Block size in units of 8 bytes; 0 where there is no page. */
  classes: Uint8Array = new Uint8Array(0);
  states: Int32Array = new Int32Array(0);
  next: Int32Array = new Int32Array(0);
  prev: Int32Array = new Int32Array(0);
  /** First page of each class that has free blocks of its own and is not the current one. */
  readonly lists: Int32Array = new Int32Array(CLASS_COUNT);

  /** Bytes of the tables for a heap that ends at `end`. */
  static tableBytes(end: Bytes): Bytes {
    return ((end >>> PAGE_SHIFT) + 1) * TABLE_BYTES;
  }

  /** Makes room for every page below `end`. */
  cover(end: Bytes): void {
    const count = (end >>> PAGE_SHIFT) + 1;
    if (count <= this.classes.length) return;
    const length = Math.max(count, this.classes.length * 2, 64);
    this.states = enlarged(this.states, length);
    this.next = enlarged(this.next, length);
    this.prev = enlarged(this.prev, length);
    const classes = new Uint8Array(length);
    classes.set(this.classes);
    this.classes = classes;
  }

  isLive(pointer: number): boolean {
    const page = pointer >>> PAGE_SHIFT;
    if (!(page < this.classes.length) || this.classes[page] === 0) return false;
    const bits = this.words[(page << FREE_SHIFT) + BITS + ((pointer >>> 8) & 7)] as number;
    return (pointer >>> 3) * 8 === pointer && (bits & (1 << (pointer >>> 3))) !== 0;
  }

  /** Where the payload of the page's chunk starts. */
  payloadOf(page: number): Pointer {
    const early = this.words[(page << FREE_SHIFT) - 1] === 0 ? EARLY_BYTES : 0;
    return (page * PAGE_BYTES - early) as Pointer;
  }

  /** Puts a page first on a list: of its class, or EMPTY. */
  link(page: number, list: number): void {
    const head = this.lists[list] as number;
    this.next[page] = head;
    this.prev[page] = 0;
    if (head !== 0) this.prev[head] = page;
    this.lists[list] = page;
  }

  unlink(page: number, list: number): void {
    const next = this.next[page] as number;
    const prev = this.prev[page] as number;
    if (prev === 0) this.lists[list] = next;
    else this.next[prev] = next;
    if (next !== 0) this.prev[next] = prev;
  }
}

function enlarged(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
}
