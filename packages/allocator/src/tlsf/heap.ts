/**
 * The chunks of a TLSF heap: which are taken, cut, joined, listed. Sizes are granules and chunks are word
 * indexes here; `tlsf.ts` turns them into bytes and pointers for callers.
 *
 * Law: no two free chunks are neighbours, and the chunk before the top is never free.
 */
import { alignUp } from '../alignment.ts';
import type { AllocatorOptions, Bytes } from '../allocator.ts';
import { DoubleFree, HeapCorruption } from '../errors.ts';
import type { AllocatorEvent, Listener } from '../events.ts';
import { growableMemory, type LinearMemory, PAGE_BYTES } from '../linear-memory.ts';
import { announceJoined, announceSplit, announceUnparked, type Was } from './announce.ts';
import { FreeLists, gapBefore } from './free-lists.ts';
import {
  FREE,
  GRANULE_BYTES,
  HEADER_BYTES,
  headerOf,
  MIN_GRANULES,
  NONE,
  PREVIOUS_FREE,
  QUICK_GRANULES,
  WORDS_PER_GRANULE,
} from './layout.ts';
import { quickLists, unpark } from './quick-lists.ts';

export interface TlsfOptions extends AllocatorOptions {
  /** 8 or 16: every pointer is a multiple of it. @defaultValue 8 */
  readonly alignment?: 8 | 16;
  /** Chunks of the request's own list looked at before rounding up. @defaultValue 16 */
  readonly scan?: number;
  /** Bytes in chunks of one size, up to 8 KiB each, that may wait for the next request of that size: at least one chunk, four from 8,192 on; 0 for none. @defaultValue 1 MiB */
  readonly quick?: Bytes;
  /** Bytes taken from the memory at once. @defaultValue 4096 */
  readonly granularity?: Bytes;
}

/** An allocator that takes its own memory from the heap. */
export interface Front {
  /** Frees what it keeps without need, before the heap may grow; false when there was nothing. */
  reclaim(): boolean;
  /** The heap has grown, perhaps into another buffer. */
  grown(): void;
}

export class TlsfHeap {
  readonly memory: LinearMemory;
  readonly onEvent: Listener<AllocatorEvent> | null;
  words: Int32Array = new Int32Array(0);
  readonly lists: FreeLists;
  quick: Int32Array = new Int32Array(0);
  // A number that is there from the start is read without a check of what it is.
  /** Requests of at most so many bytes may find a parked chunk; −1 before a listener, whom `tlsf.ts` tells. */
  quickBytes: Bytes = -1;
  quickGranules = -1;
  /** A request of n bytes needs (n + round) / 8 granules, rounded down to a multiple of −mask. */
  round: Bytes = 0;
  mask = 0;
  readonly alignment: Bytes;
  readonly base: Bytes;
  first = 0;
  /** The wilderness: words from here to `end` are free and on no list. */
  top = 0;
  end = 0;
  endBytes: Bytes;
  readonly #granularity: Bytes;
  readonly #front: Front | null;

  constructor(options: TlsfOptions, front: Front | null) {
    const { memory = growableMemory(), onEvent = null, alignment = GRANULE_BYTES } = options;
    const { scan = 16, quick = 1 << 20, granularity = PAGE_BYTES } = options;
    this.memory = memory;
    this.onEvent = onEvent;
    this.lists = new FreeLists(scan, onEvent);
    this.quick = quickLists(quick);
    if (!onEvent) {
      this.quickBytes = QUICK_GRANULES * GRANULE_BYTES - alignment;
      this.quickGranules = QUICK_GRANULES;
    }
    this.round = alignment + HEADER_BYTES - 1;
    this.mask = -alignment / GRANULE_BYTES;
    this.alignment = alignment;
    this.#front = front;
    this.#granularity = alignUp(granularity, 16);
    this.base = memory.size;
    this.first = (alignUp(this.base + HEADER_BYTES, alignment) - HEADER_BYTES) >>> 2;
    this.top = this.first;
    this.end = this.first;
    this.endBytes = this.base;
    this.#reload();
  }

  #reload(): void {
    const { buffer } = this.memory;
    this.words = new Int32Array(buffer, 0, buffer.byteLength >>> 2);
    this.lists.words = this.words;
  }

  /** A chunk of `need` granules, in use; 0 when memory is exhausted. */
  take(need: number): number {
    const chunk = this.lists.find(need);
    if (chunk === NONE) return this.#flushBefore(need) ? this.take(need) : this.#takeTop(need);
    const words = this.words;
    const have = (words[chunk] as number) >>> 2;
    this.lists.unlink(chunk, have);
    this.#carve(chunk, have, need);
    return chunk;
  }

  /** Puts an unlisted free chunk of `have` granules in use, `need` of them; the rest is listed. */
  #carve(chunk: number, have: number, need: number): void {
    const words = this.words;
    const next = chunk + have * WORDS_PER_GRANULE;
    const rest = have - need;
    if (rest < MIN_GRANULES) {
      words[chunk] = headerOf(have, 0);
      words[next] = (words[next] as number) & ~PREVIOUS_FREE;
      return;
    }
    const remainder = chunk + need * WORDS_PER_GRANULE;
    words[chunk] = headerOf(need, 0);
    this.lists.link(remainder, rest);
    if (this.onEvent) announceSplit(this.onEvent, chunk, need, remainder, rest);
  }

  /** Whether the top lacks `need` granules, and joining parked chunks may spare its growth. */
  #flushBefore(need: number): boolean {
    return this.end - this.top < need * WORDS_PER_GRANULE && this.flush();
  }

  /** Cuts a chunk of `need` granules off the top, in use; 0 when memory is exhausted. */
  #takeTop(need: number): number {
    if (!this.#reserve(need)) return NONE;
    const chunk = this.top;
    this.top = chunk + need * WORDS_PER_GRANULE;
    this.words[chunk] = headerOf(need, 0);
    return chunk;
  }

  /** Whether the top holds `need` granules, if need be after the heap has grown. */
  #reserve(need: number): boolean {
    return this.end - this.top >= need * WORDS_PER_GRANULE || this.#grow(need);
  }

  /** Moves the heap's end up until the top holds `need` granules. */
  #grow(need: number): boolean {
    const missing = (need * WORDS_PER_GRANULE - (this.end - this.top)) * 4 + 3;
    const { memory } = this;
    if (memory.size !== this.endBytes) return false;
    const wanted = Math.ceil(missing / this.#granularity) * this.#granularity;
    if (!memory.grow(wanted) && !memory.grow(missing)) return false;
    const from = this.endBytes;
    this.endBytes = memory.size;
    this.end = memory.size >>> 2;
    if (this.words.buffer !== memory.buffer || this.words.byteLength < memory.size) this.#reload();
    this.#front?.grown();
    if (this.onEvent) this.onEvent({ type: 'grown', from, to: memory.size });
    return true;
  }

  /** Joins and lists every parked chunk; false when none was parked. */
  flush(): boolean {
    const { words, quick } = this;
    let any = this.#front?.reclaim() ?? false;
    for (let granules = QUICK_GRANULES; granules >= MIN_GRANULES; granules--)
      while (quick[granules * 2] !== NONE) {
        const chunk = unpark(quick, words, granules);
        this.release(chunk, chunk + granules * WORDS_PER_GRANULE, words[chunk] as number, 'parked');
        any = true;
      }
    return any;
  }

  /** Frees a chunk in use: joins it with its free neighbours, lists it or gives it to the top. */
  release(chunk: number, next: number, header: number, was: Was): void {
    const words = this.words;
    let start = chunk;
    let end = next;
    if (next !== this.top) {
      const following = words[next] as number;
      if ((following & PREVIOUS_FREE) !== 0) throw new DoubleFree((chunk + 1) * 4);
      if ((following & FREE) !== 0) {
        const granules = following >>> 2;
        this.lists.unlink(next, granules);
        end = next + granules * WORDS_PER_GRANULE;
      } else words[next] = following | PREVIOUS_FREE;
    }
    if ((header & PREVIOUS_FREE) !== 0) {
      start = words[chunk - 1] as number;
      const granules = (words[start] as number) >>> 2;
      if (start + granules * WORDS_PER_GRANULE !== chunk)
        throw new HeapCorruption('a free chunk ends with its own place', chunk * 4);
      this.lists.unlink(start, granules);
      // The tag stays in what is now payload: a second free of this chunk reads it.
      words[chunk] = header | FREE;
    }
    if (end === this.top) this.top = start;
    else this.lists.link(start, (end - start) >>> 1);
    if (this.onEvent) {
      const topEnd = start === this.top ? this.end : end;
      announceJoined(this.onEvent, { was, chunk, next, start, end }, topEnd);
    }
  }

  /** Grows a chunk in use over the free chunk or the top behind it; false when there is no room. */
  widen(chunk: number, need: number): boolean {
    const header = this.words[chunk] as number;
    const have = header >>> 2;
    const next = chunk + have * WORDS_PER_GRANULE;
    if (next === this.top) {
      if (!this.#reserve(need - have)) return false;
      this.top = chunk + need * WORDS_PER_GRANULE;
      this.words[chunk] = headerOf(need, header & PREVIOUS_FREE);
      return true;
    }
    const words = this.words;
    const following = words[next] as number;
    const granules = following >>> 2;
    if ((following & FREE) === 0 || have + granules < need) return false;
    this.lists.unlink(next, granules);
    words[chunk] = headerOf(have + granules, header & PREVIOUS_FREE);
    const end = next + granules * WORDS_PER_GRANULE;
    words[end] = (words[end] as number) & ~PREVIOUS_FREE;
    return true;
  }

  /** Cuts a chunk in use down to `need` granules when the rest can be a chunk, and frees the rest. */
  trim(chunk: number, need: number): void {
    const words = this.words;
    const header = words[chunk] as number;
    const rest = (header >>> 2) - need;
    if (rest < MIN_GRANULES) return;
    const remainder = chunk + need * WORDS_PER_GRANULE;
    words[chunk] = headerOf(need, header & PREVIOUS_FREE);
    words[remainder] = headerOf(rest, 0);
    if (this.onEvent) announceSplit(this.onEvent, chunk, need, remainder, rest);
    this.release(remainder, remainder + rest * WORDS_PER_GRANULE, 0, 'cut');
  }

  /** A chunk in use whose payload is aligned; what lies before it is a free chunk of its own. */
  takeAligned(need: number, alignment: Bytes, least: number): number {
    if (need <= QUICK_GRANULES) {
      // Blocks of one size are often wanted with one alignment.
      const parked = this.quick[need * 2] as number;
      if (parked !== NONE && gapBefore(parked, alignment, least) === 0) {
        if (this.onEvent) announceUnparked(this.onEvent, parked, need * GRANULE_BYTES);
        return unpark(this.quick, this.words, need);
      }
    }
    const chunk = this.lists.findAligned(need, alignment, least);
    if (chunk === NONE) return this.#takeTopAligned(need, alignment, least);
    const have = (this.words[chunk] as number) >>> 2;
    const gap = gapBefore(chunk, alignment, least);
    this.lists.unlink(chunk, have);
    return this.#carveBehind(chunk, gap, have, need);
  }

  #takeTopAligned(need: number, alignment: Bytes, least: number): number {
    const gap = gapBefore(this.top, alignment, least);
    const whole = gap + need;
    if (this.#flushBefore(whole)) return this.takeAligned(need, alignment, least);
    const chunk = this.#takeTop(whole);
    return chunk === NONE ? NONE : this.#carveBehind(chunk, gap, whole, need);
  }

  /** Lists the `gap` before the payload, then puts the rest in use as `#carve` does. */
  #carveBehind(chunk: number, gap: number, have: number, need: number): number {
    if (gap === 1) return this.#carveBehind(chunk, 0, have, need + 1);
    const words = this.words;
    const aligned = chunk + gap * WORDS_PER_GRANULE;
    const next = chunk + have * WORDS_PER_GRANULE;
    if (next === this.top) words[aligned] = headerOf(have - gap, 0);
    else this.#carve(aligned, have - gap, need);
    if (gap === 0) return aligned;
    this.lists.link(chunk, gap);
    words[aligned] = (words[aligned] as number) | PREVIOUS_FREE;
    if (this.onEvent) announceSplit(this.onEvent, chunk, gap, aligned, have - gap);
    return aligned;
  }
}
