/**
 * Two-level segregated fit: a list for each size class, two levels of bitmaps to find one that is not
 * empty, immediate joining. Everything is constant time but a bounded look through one list.
 *
 * Beyond the paper it (1) looks at the request's own list before it rounds up, which is where plain TLSF
 * loses a tenth of large traces; (2) keeps a wilderness outside the lists; (3) parks a few small chunks
 * on quick lists, and joins them all before the heap may grow, so that parking never costs memory.
 *
 * Every `free` checks range, alignment, state and both neighbouring tags before it writes.
 */
import { alignUp, isServable, MAX_HEAP_BYTES, product, requireAlignment } from '../alignment.ts';
import {
  type Allocator,
  type AllocatorOptions,
  type Bytes,
  type ChunkReport,
  type HeapStats,
  nullPointer,
  type Pointer,
} from '../allocator.ts';
import { DoubleFree, HeapCorruption } from '../errors.ts';
import type { AllocatorEvent, Listener } from '../events.ts';
import { sumChunks } from '../heap-stats.ts';
import { type LinearMemory, PAGE_BYTES, resizableMemory } from '../linear-memory.ts';
import {
  announceAllocated,
  announceFreed,
  announceJoined,
  announceResized,
  announceSplit,
} from './announce.ts';
import { checkTlsf } from './check.ts';
import { FreeLists, gapBefore } from './free-lists.ts';
import {
  CACHED,
  FREE,
  GRANULE_BYTES,
  HEADER_BYTES,
  headerOf,
  MIN_GRANULES,
  NONE,
  PREVIOUS_FREE,
  WORDS_PER_GRANULE,
} from './layout.ts';
import { liveChunk, misplaced, misused, type TlsfExtent } from './misuse.ts';
import { QuickLists } from './quick-lists.ts';
import { walk } from './walk.ts';

export interface TlsfOptions extends AllocatorOptions {
  /** 8 or 16: every pointer is a multiple of it. @defaultValue 8 */
  readonly alignment?: 8 | 16;
  /** Chunks of the request's own list looked at before rounding up. @defaultValue 16 */
  readonly scan?: number;
  /** Small chunks of one size parked for the next request of that size. @defaultValue 7 */
  readonly quick?: number;
  /** Bytes taken from the memory at once. @defaultValue 4096 */
  readonly granularity?: Bytes;
}

const MAX_REQUEST = MAX_HEAP_BYTES - GRANULE_BYTES * MIN_GRANULES;
/** Below this many words a loop copies faster than a call. */
const SHORT_COPY_WORDS = 24;

/**
 * The general-purpose heap: fast at every size, 4 bytes a block, constant time.
 *
 * ```ts
 * import { TlsfAllocator } from '@memstrata/allocator';
 *
 * const heap = new TlsfAllocator();
 * const a = heap.malloc(20);
 * const b = heap.malloc(20);
 * console.log(heap.usableSize(a), b - a); // → 20 24
 * ```
 */
export class TlsfAllocator implements Allocator {
  readonly memory: LinearMemory;
  readonly #onEvent: Listener<AllocatorEvent> | null;
  readonly #granularity: Bytes;
  /** Granules are rounded to this, so that pointers keep the alignment: 1 or 2. */
  readonly #step: number;
  #words: Int32Array = new Int32Array(0);
  readonly #lists: FreeLists;
  readonly #quick: QuickLists;
  readonly #base: Bytes;
  readonly #first: number;
  /** The wilderness: words from here to `#end` are free and on no list. */
  #top: number;
  #end: number;
  #endBytes: Bytes;

  constructor(options: TlsfOptions = {}) {
    this.memory = options.memory ?? resizableMemory();
    this.#onEvent = options.onEvent ?? null;
    this.#lists = new FreeLists(options.scan ?? 16, this.#onEvent);
    this.#quick = new QuickLists(options.quick ?? 7);
    this.#granularity = alignUp(options.granularity ?? PAGE_BYTES, 16);
    const alignment = options.alignment ?? GRANULE_BYTES;
    this.#step = alignment / GRANULE_BYTES;
    this.#base = this.memory.size;
    this.#first = (alignUp(this.#base + HEADER_BYTES, alignment) - HEADER_BYTES) >>> 2;
    this.#top = this.#first;
    this.#end = this.#first;
    this.#endBytes = this.#base;
    this.#reload();
  }

  get heapBytes(): Bytes {
    return this.#endBytes - this.#base;
  }

  malloc(size: Bytes): Pointer {
    if (size >>> 0 !== size || size > MAX_REQUEST) return this.#refuse(size);
    const need = this.#granules(size);
    const parked = this.#quick.pop(this.#words, need);
    if (parked !== NONE) {
      if (this.#onEvent) announceAllocated(this.#onEvent, this.#words, parked, size, true);
      return ((parked + 1) * 4) as Pointer;
    }
    const chunk = this.#take(need);
    if (chunk === NONE) return this.#refuse(size);
    if (this.#onEvent) announceAllocated(this.#onEvent, this.#words, chunk, size, false);
    return ((chunk + 1) * 4) as Pointer;
  }

  free(pointer: Pointer): void {
    const chunk = (pointer >>> 2) - 1;
    // One comparison for every offset that is no multiple of 4 below 2³²: NaN, fractions, negatives.
    const exact = (chunk + 1) * 4 === pointer && (pointer & 7) === 0;
    if (!exact || chunk < this.#first || chunk >= this.#top) {
      if (pointer === nullPointer) return;
      misplaced(pointer, this.#extent());
    }
    const words = this.#words;
    const header = words[chunk] as number;
    const next = chunk + ((header >>> 1) & ~1);
    if ((header & (FREE | CACHED)) !== 0 || next > this.#top || next <= chunk + 2)
      misused(pointer, header, this.#top);
    const need = header >>> 2;
    if (this.#quick.hasRoom(need)) {
      if (next !== this.#top && ((words[next] as number) & PREVIOUS_FREE) !== 0)
        throw new DoubleFree(pointer);
      this.#quick.push(words, chunk, need);
      if (this.#onEvent) announceFreed(this.#onEvent, chunk, need, true);
      return;
    }
    this.#release(chunk, next, header);
  }

  calloc(count: number, size: Bytes): Pointer {
    const bytes = product(count, size);
    const pointer = this.malloc(bytes);
    if (pointer !== nullPointer) this.#words.fill(0, pointer >>> 2, (pointer + bytes + 3) >>> 2);
    return pointer;
  }

  realloc(pointer: Pointer, size: Bytes): Pointer {
    const servable = isServable(size) && size <= MAX_REQUEST;
    if (pointer === nullPointer) return this.malloc(size);
    const chunk = this.#live(pointer);
    if (size === 0) {
      this.free(pointer);
      return nullPointer;
    }
    if (!servable) return this.#refuse(size);
    const need = this.#granules(size);
    const from = (this.#words[chunk] as number) >>> 2;
    if (need > from && !this.#widen(chunk, need)) return this.#move(chunk, size);
    this.#trim(chunk, need);
    if (this.#onEvent) announceResized(this.#onEvent, this.#words, chunk, from);
    return pointer;
  }

  alignedAlloc(alignment: Bytes, size: Bytes): Pointer {
    requireAlignment(alignment);
    if (alignment <= GRANULE_BYTES * this.#step) return this.malloc(size);
    if (!isServable(size) || size > MAX_REQUEST) return this.#refuse(size);
    const need = this.#granules(size);
    const found = this.#takeAligned(need, alignment);
    if (found === NONE) return this.#refuse(size);
    if (this.#onEvent) announceAllocated(this.#onEvent, this.#words, found, size, false);
    return ((found + 1) * 4) as Pointer;
  }

  usableSize(pointer: Pointer): Bytes {
    return ((this.#words[this.#live(pointer)] as number) >>> 2) * GRANULE_BYTES - HEADER_BYTES;
  }

  chunks(): Iterable<ChunkReport> {
    return walk(this.#extent(), this.#endBytes);
  }

  stats(): HeapStats {
    return sumChunks(this.chunks(), this.heapBytes);
  }

  check(): void {
    checkTlsf({
      words: this.#words,
      lists: this.#lists,
      quick: this.#quick,
      first: this.#first,
      top: this.#top,
    });
  }

  #granules(size: Bytes): number {
    const need = (size + HEADER_BYTES + GRANULE_BYTES - 1) >>> 3;
    const step = this.#step;
    return need <= MIN_GRANULES ? MIN_GRANULES : (need + step - 1) & -step;
  }

  #reload(): void {
    const { buffer } = this.memory;
    this.#words = new Int32Array(buffer, 0, buffer.byteLength >>> 2);
    this.#lists.words = this.#words;
  }

  /** A chunk of `need` granules, in use; 0 when memory is exhausted. */
  #take(need: number): number {
    const chunk = this.#lists.find(need);
    if (chunk === NONE) return this.#takeTop(need);
    const words = this.#words;
    const have = (words[chunk] as number) >>> 2;
    this.#lists.unlink(chunk, have);
    this.#carve(chunk, have, need);
    return chunk;
  }

  /** Puts an unlisted free chunk of `have` granules in use, `need` of them; the rest is listed. */
  #carve(chunk: number, have: number, need: number): void {
    const words = this.#words;
    const next = chunk + have * WORDS_PER_GRANULE;
    const rest = have - need;
    if (rest < MIN_GRANULES) {
      words[chunk] = headerOf(have, 0);
      words[next] = (words[next] as number) & ~PREVIOUS_FREE;
      return;
    }
    const remainder = chunk + need * WORDS_PER_GRANULE;
    words[chunk] = headerOf(need, 0);
    this.#lists.link(remainder, rest);
    if (this.#onEvent) announceSplit(this.#onEvent, chunk, need, remainder, rest);
  }

  #takeTop(need: number): number {
    if (this.#end - this.#top < need * WORDS_PER_GRANULE) {
      if (this.#flush()) return this.#take(need);
      if (!this.#grow(need)) return NONE;
    }
    const chunk = this.#top;
    this.#top = chunk + need * WORDS_PER_GRANULE;
    this.#words[chunk] = headerOf(need, 0);
    return chunk;
  }

  /** Moves the heap's end up until the top holds `need` granules. */
  #grow(need: number): boolean {
    const missing = (need * WORDS_PER_GRANULE - (this.#end - this.#top)) * 4 + 3;
    const { memory } = this;
    if (memory.size !== this.#endBytes) return false;
    const wanted = Math.ceil(missing / this.#granularity) * this.#granularity;
    if (!memory.grow(wanted) && !memory.grow(missing)) return false;
    const from = this.#endBytes;
    this.#endBytes = memory.size;
    this.#end = memory.size >>> 2;
    if (this.#words.buffer !== memory.buffer || this.#words.byteLength < memory.size)
      this.#reload();
    if (this.#onEvent) this.#onEvent({ type: 'grown', from, to: memory.size });
    return true;
  }

  /** Joins and lists every parked chunk; false when none was parked. */
  #flush(): boolean {
    const words = this.#words;
    let any = false;
    for (let chunk = this.#quick.any(words); chunk !== NONE; chunk = this.#quick.any(words)) {
      const header = words[chunk] as number;
      this.#release(chunk, chunk + ((header >>> 1) & ~1), header);
      any = true;
    }
    return any;
  }

  /** Frees a chunk in use: joins it with its free neighbours, lists it or gives it to the top. */
  #release(chunk: number, next: number, header: number): void {
    const words = this.#words;
    let start = chunk;
    let end = next;
    if (next !== this.#top) {
      const following = words[next] as number;
      if ((following & PREVIOUS_FREE) !== 0) throw new DoubleFree((chunk + 1) * 4);
      if ((following & FREE) !== 0) {
        const granules = following >>> 2;
        this.#lists.unlink(next, granules);
        end = next + granules * WORDS_PER_GRANULE;
      } else words[next] = following | PREVIOUS_FREE;
    }
    if ((header & PREVIOUS_FREE) !== 0) {
      start = words[chunk - 1] as number;
      const granules = (words[start] as number) >>> 2;
      if (start + granules * WORDS_PER_GRANULE !== chunk)
        throw new HeapCorruption('a free chunk ends with its own place', chunk * 4);
      this.#lists.unlink(start, granules);
      // The tag stays in what is now payload: a second free of this chunk reads it.
      words[chunk] = header | FREE;
    }
    if (end === this.#top) this.#top = start;
    else this.#lists.link(start, (end - start) >>> 1);
    if (this.#onEvent) {
      const topEnd = start === this.#top ? this.#end : end;
      announceJoined(this.#onEvent, { chunk, next, start, end }, topEnd);
    }
  }

  /** Grows a chunk in use over the free chunk or the top behind it; false when there is no room. */
  #widen(chunk: number, need: number): boolean {
    const header = this.#words[chunk] as number;
    const have = header >>> 2;
    const next = chunk + have * WORDS_PER_GRANULE;
    if (next === this.#top) {
      const extra = need - have;
      const wanted = extra * WORDS_PER_GRANULE;
      if (this.#end - next < wanted && !this.#grow(extra)) return false;
      this.#top = next + wanted;
      this.#words[chunk] = headerOf(need, header & PREVIOUS_FREE);
      return true;
    }
    const words = this.#words;
    const following = words[next] as number;
    const granules = following >>> 2;
    if ((following & FREE) === 0 || have + granules < need) return false;
    this.#lists.unlink(next, granules);
    words[chunk] = headerOf(have + granules, header & PREVIOUS_FREE);
    const end = next + granules * WORDS_PER_GRANULE;
    words[end] = (words[end] as number) & ~PREVIOUS_FREE;
    return true;
  }

  /** Cuts a chunk in use down to `need` granules when the rest can be a chunk, and frees the rest. */
  #trim(chunk: number, need: number): void {
    const words = this.#words;
    const header = words[chunk] as number;
    const rest = (header >>> 2) - need;
    if (rest < MIN_GRANULES) return;
    const remainder = chunk + need * WORDS_PER_GRANULE;
    words[chunk] = headerOf(need, header & PREVIOUS_FREE);
    words[remainder] = headerOf(rest, 0);
    if (this.#onEvent) announceSplit(this.#onEvent, chunk, need, remainder, rest);
    this.#release(remainder, remainder + rest * WORDS_PER_GRANULE, 0);
  }

  #move(chunk: number, size: Bytes): Pointer {
    const to = this.malloc(size);
    if (to === nullPointer) return to;
    const words = this.#words;
    const source = chunk + 1;
    const target = to >>> 2;
    const length = (words[chunk] as number) >>> 2;
    const count = Math.min((size + 3) >>> 2, length * WORDS_PER_GRANULE - 1);
    if (count > SHORT_COPY_WORDS) words.copyWithin(target, source, source + count);
    else for (let i = 0; i < count; i++) words[target + i] = words[source + i] as number;
    const from = (source * 4) as Pointer;
    if (this.#onEvent) this.#onEvent({ type: 'moved', from, to, copied: count * 4 });
    this.free(from);
    return to;
  }

  /** A chunk in use whose payload is aligned; what lies before it is a free chunk of its own. */
  #takeAligned(need: number, alignment: Bytes): number {
    const chunk = this.#lists.findAligned(need, alignment);
    if (chunk === NONE) return this.#takeTopAligned(need, alignment);
    const have = (this.#words[chunk] as number) >>> 2;
    const gap = gapBefore(chunk, alignment);
    this.#lists.unlink(chunk, have);
    return this.#carveBehind(chunk, gap, have, need);
  }

  #takeTopAligned(need: number, alignment: Bytes): number {
    const gap = gapBefore(this.#top, alignment);
    if (this.#end - this.#top < (gap + need) * WORDS_PER_GRANULE) {
      if (this.#flush()) return this.#takeAligned(need, alignment);
      if (!this.#grow(gap + need)) return NONE;
    }
    const chunk = this.#top;
    this.#top = chunk + (gap + need) * WORDS_PER_GRANULE;
    this.#words[chunk] = headerOf(gap + need, 0);
    return this.#carveBehind(chunk, gap, gap + need, need);
  }

  /** Lists the `gap` before the payload, then puts the rest in use as `#carve` does. */
  #carveBehind(chunk: number, gap: number, have: number, need: number): number {
    const words = this.#words;
    const aligned = chunk + gap * WORDS_PER_GRANULE;
    const next = chunk + have * WORDS_PER_GRANULE;
    if (next === this.#top) words[aligned] = headerOf(have - gap, 0);
    else this.#carve(aligned, have - gap, need);
    if (gap === 0) return aligned;
    this.#lists.link(chunk, gap);
    words[aligned] = (words[aligned] as number) | PREVIOUS_FREE;
    if (this.#onEvent) announceSplit(this.#onEvent, chunk, gap, aligned, have - gap);
    return aligned;
  }

  /** @throws InvalidFree, DoubleFree */
  #live(pointer: Pointer): number {
    return liveChunk(pointer, this.#extent());
  }

  #extent(): TlsfExtent {
    return { words: this.#words, first: this.#first, top: this.#top, end: this.#end };
  }

  /** Cold path of `malloc`. @throws InvalidSize when `size` is no number of bytes. */
  #refuse(size: Bytes): Pointer {
    isServable(size);
    if (this.#onEvent) this.#onEvent({ type: 'exhausted', size });
    return nullPointer;
  }
}
