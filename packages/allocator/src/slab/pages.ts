/**
 * The pages of small blocks: which stretches of the heap are pages, what their blocks are, which of
 * them are free.
 *
 * ```text
 *  page·2048−4   page·2048                                     … page·2048+2040  page·2048+2044
 *   │ header    │ block 0 │ block 1 │ …      │ slack │ … map 1 │ map 0        │ next header
 * ```
 *
 * A page is one chunk of 2,048 bytes of the general heap, placed so that its payload starts at a
 * multiple of 2,048. Where the chunk before it ends 8 bytes short of that, too little for a chunk, the page's
 * chunk starts 8 bytes early, and the word before the page, which else is the header, is 0.
 *
 * Its blocks have no headers: the page a pointer lies in says its size. Its last words are the map of its free
 * blocks, which grows downwards, 32 blocks a word, the highest bit first. So neither `malloc` nor `free`
 * touches a block, and no write after free can lead them astray.
 *
 * The rest stands beside the heap, in typed arrays indexed by page number: 12 bytes for each 2,048 of heap,
 * not counted in `heapBytes` (`tableBytes` says them). A page's entry is one word, 0 where there is no page:
 *
 * ```text
 *  31   30 … 17      16 … 9      8 … 0
 *   0   reciprocal   capacity    state
 * ```
 *
 * `reciprocal` stands for the size of a block. The state of a page on a list is 255 + its used blocks. A page apart,
 * which had no free block when it was last looked at, is on no list, and its state is its used blocks. A page that
 * serves requests is on none either: it counts no malloc, its state counts down from 511, which is put back when it is
 * spent. So bit 8 is clear after a `free` after which there is more to do.
 */
import type { Bytes, Pointer } from '../allocator.ts';

export const PAGE_SHIFT = 11;
export const PAGE_BYTES = 2048;
/** Words of a page, as a shift. */
export const WORDS_SHIFT = 9;
/** Payload of a page: less the header of the next chunk. */
export const PAGE_USABLE = 2044;
/** How much earlier than its blocks the chunk of a page may start. */
export const EARLY_BYTES = 8;
/** The place in 2,048 bytes where the chunk of a page may start early. */
const EARLY_PLACE = 2040;
/** The largest blocks that may live in pages. */
export const SMALL_BYTES = 256;
export const CLASS_COUNT = 33;

/** The first word of the map, counted from the page; the others are before it. */
export const MAP = 510;
/** A page is listed, or serves and is not spent. */
export const GOES_ON = 256;
export const STATE = 511;
/** The state of a listed page without a used block; of a page apart it is less. */
const LISTED = 255;
export const CAPACITY = 255;
export const CAPACITY_SHIFT = 9;
export const RECIPROCAL_SHIFT = 17;

/**
 * Granules of 8 bytes times the reciprocal of a class are block · PRECISION and a rest, which is less than the reciprocal
 * exactly where a block starts: a division by a multiplication, for places below 256 and classes up to 32.
 * Source: Lemire, Kaser, Kurz, "Faster remainder by direct computation", 2019.
 */
export const PRECISION_SHIFT = 13;
const PRECISION = 8192;
export const REST: number = 8191;

/** The entry and the two links of a page. */
const TABLE_BYTES = 12;
/** The list of pages without a used block, of any class: no class is 0. */
export const EMPTY = 0;
/** No page, no word of a map, no block: the heap's first words are none of these. */
export const NONE = 0;

const mapWordsOf = (blocks: number): number => (blocks + 31) >>> 5;

/** Blocks of a page: as many as leave room for their map. */
export function blocksOf(sizeClass: number): number {
  let blocks = Math.floor(PAGE_USABLE / (sizeClass * 8));
  while (blocks * sizeClass * 8 + mapWordsOf(blocks) * 4 > PAGE_USABLE) blocks--;
  return blocks;
}

/** The entry of a page of a class, less its state. */
export const entryOf = (sizeClass: number): number =>
  (roundedUp(PRECISION, sizeClass) << RECIPROCAL_SHIFT) | (blocksOf(sizeClass) << CAPACITY_SHIFT);

/** Block size in units of 8 bytes; 0 where there is no page. */
export const classOf = (entry: number): number =>
  entry === NONE ? 0 : roundedUp(PRECISION, entry >>> RECIPROCAL_SHIFT);

/** A quotient of integers, rounded up. */
const roundedUp = (dividend: number, divisor: number): number =>
  ((dividend + divisor - 1) / divisor) | 0;

export const capacityOf = (entry: number): number => (entry >>> CAPACITY_SHIFT) & CAPACITY;

export const isApart = (entry: number): boolean => (entry & STATE) < LISTED;

/** Used blocks of a page that serves no requests. */
export const usedOf = (entry: number): number => (entry & STATE) - (isApart(entry) ? 0 : LISTED);

/** The bit of a block in its word of the map: shifts count modulo 32. */
export const bitOf = (block: number): number => 1 << ~block;

export class Pages {
  /** The heap, in whose pages the maps are. */
  words: Int32Array = new Int32Array(0);
  entries: Int32Array = new Int32Array(0);
  next: Int32Array = new Int32Array(0);
  prev: Int32Array = new Int32Array(0);
  /** First page of each class that has free blocks and serves no requests now. */
  readonly lists: Int32Array = new Int32Array(CLASS_COUNT);
  /** The page that serves each class; 0 for none. */
  readonly serving: Int32Array = new Int32Array(CLASS_COUNT);

  /** Bytes of the tables for a heap that ends at `end`. */
  static tableBytes(end: Bytes): Bytes {
    return ((end >>> PAGE_SHIFT) + 1) * TABLE_BYTES;
  }

  /** Makes room for every page below `end`. */
  cover(end: Bytes): void {
    const count = (end >>> PAGE_SHIFT) + 1;
    if (count <= this.entries.length) return;
    const length = Math.max(count, this.entries.length * 2, 64);
    this.entries = enlarged(this.entries, length);
    this.next = enlarged(this.next, length);
    this.prev = enlarged(this.prev, length);
  }

  /** The class of the page that a pointer lies in; 0 where there is none. */
  classAt(pointer: number): number {
    return classOf(this.entries[pointer >>> PAGE_SHIFT] ?? 0);
  }

  isLive(pointer: number): boolean {
    const page = pointer >>> PAGE_SHIFT;
    const entry = this.entries[page] ?? 0;
    const block = (pointer % PAGE_BYTES) / (classOf(entry) * 8);
    if (pointer >>> 0 !== pointer || !Number.isInteger(block)) return false;
    return block < capacityOf(entry) && !this.isFree(page, block);
  }

  /** Whether no page is, nor starts early, where a pointer points. */
  isOutside(pointer: number): boolean {
    const isPage = this.entries[pointer >>> PAGE_SHIFT] !== NONE;
    return !isPage && pointer >>> 0 === pointer && (pointer & EARLY_PLACE) !== EARLY_PLACE;
  }

  /** Makes a live block free. */
  release(pointer: number): void {
    const page = pointer >>> PAGE_SHIFT;
    const entry = this.entries[page] as number;
    const block = (pointer % PAGE_BYTES) / (classOf(entry) * 8);
    const at = mapWord(page, block);
    this.words[at] = (this.words[at] as number) | bitOf(block);
    this.entries[page] = entry - 1;
    if (((entry - 1) & GOES_ON) === 0) this.settle(page);
  }

  isFree(page: number, block: number): boolean {
    return ((this.words[mapWord(page, block)] as number) & bitOf(block)) !== 0;
  }

  /** Makes a stretch of the heap a page of the class, all its blocks free. */
  open(page: number, sizeClass: number): void {
    const entry = entryOf(sizeClass);
    const blocks = capacityOf(entry);
    this.entries[page] = entry | LISTED;
    const first = (page << WORDS_SHIFT) + MAP;
    for (let word = 0; word < mapWordsOf(blocks); word++) this.words[first - word] = -1;
    const beyond = blocks & 31;
    if (beyond !== 0) this.words[mapWord(page, blocks)] = -1 << (32 - beyond);
  }

  /** The first word of the page's map with a free block; 0 when every block is used. */
  firstFree(page: number): number {
    const first = (page << WORDS_SHIFT) + MAP;
    const words = mapWordsOf(capacityOf(this.entries[page] as number));
    for (let word = first; word > first - words; word--) if (this.words[word] !== 0) return word;
    return NONE;
  }

  /** Takes the first page off a list; 0 when it has none. */
  takeListed(list: number): number {
    const page = this.lists[list] as number;
    if (page !== NONE) this.unlink(page, list);
    return page;
  }

  /** Lets a page that is on no list serve its class; the one before it, which has no free block, is apart. */
  serve(page: number, sizeClass: number): void {
    const before = this.serving[sizeClass] as number;
    const entry = this.entries[before] as number;
    if (before !== NONE) this.entries[before] = (entry & ~STATE) | capacityOf(entry);
    this.serving[sizeClass] = page;
    this.entries[page] = (this.entries[page] as number) | STATE;
  }

  /** Where the payload of the page's chunk starts. */
  payloadOf(page: number): Pointer {
    const early = this.words[(page << WORDS_SHIFT) - 1] === 0 ? EARLY_BYTES : 0;
    return (page * PAGE_BYTES - early) as Pointer;
  }

  /** A page that lost a used block serves and is spent, or has just become empty, or was apart. */
  settle(page: number): void {
    const entry = this.entries[page] as number;
    const sizeClass = classOf(entry);
    if (page === this.serving[sizeClass]) {
      this.entries[page] = entry | STATE;
      return;
    }
    if (isApart(entry)) this.entries[page] = entry + LISTED;
    else this.unlink(page, sizeClass);
    this.link(page, usedOf(this.entries[page] as number) === 0 ? EMPTY : sizeClass);
  }

  /** Puts a page first on a list: of its class, or EMPTY. */
  link(page: number, list: number): void {
    const head = this.lists[list] as number;
    this.next[page] = head;
    this.prev[page] = NONE;
    if (head !== NONE) this.prev[head] = page;
    this.lists[list] = page;
  }

  unlink(page: number, list: number): void {
    const next = this.next[page] as number;
    const prev = this.prev[page] as number;
    if (prev === NONE) this.lists[list] = next;
    else this.next[prev] = next;
    if (next !== NONE) this.prev[next] = prev;
  }
}

export const mapWord = (page: number, block: number): number =>
  (page << WORDS_SHIFT) + MAP - (block >>> 5);

function enlarged(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
}
