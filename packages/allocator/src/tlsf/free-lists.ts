/**
 * The free chunks of a TLSF heap, a doubly linked list for each size class.
 *
 * Law: a chunk on list `l` has a size of class `l`; the map knows which lists have chunks.
 */
import { alignUp } from '../alignment.ts';
import type { Bytes, Chunk } from '../allocator.ts';
import { HeapCorruption } from '../errors.ts';
import type { AllocatorEvent, Listener } from '../events.ts';
import {
  FREE,
  GRANULE_BYTES,
  headerOf,
  MIN_GRANULES,
  NEXT,
  NONE,
  PREV,
  WORDS_PER_GRANULE,
} from './layout.ts';
import { EXACT_GRANULES, LIST_COUNT, ListMap, listOf } from './size-classes.ts';

export class FreeLists {
  words: Int32Array = new Int32Array(0);
  readonly heads: Int32Array = new Int32Array(LIST_COUNT);
  readonly map: ListMap = new ListMap();
  readonly #scan: number;
  readonly #onEvent: Listener<AllocatorEvent> | null;

  /** @param scan - chunks of one list looked at before rounding up. */
  constructor(scan: number, onEvent: Listener<AllocatorEvent> | null) {
    this.#scan = scan;
    this.#onEvent = onEvent;
  }

  /** A listed chunk of at least `need` granules; 0 when there is none. */
  find(need: number): number {
    let list = listOf(need);
    if (need >= EXACT_GRANULES) {
      const scanned = this.#scanList(list, need);
      if (scanned !== NONE) return scanned;
      list++;
    }
    const found = this.map.from(list);
    return found < 0 ? NONE : (this.heads[found] as number);
  }

  /** The tightest of the first chunks of a list that mixes sizes. */
  #scanList(list: number, need: number): number {
    const words = this.words;
    let best = NONE;
    let bestGranules = Infinity;
    let chunk = this.heads[list] as number;
    for (let left = this.#scan; chunk !== NONE && left > 0; left--) {
      const have = (words[chunk] as number) >>> 2;
      const fits = have >= need;
      if (this.#onEvent) {
        const size = have * GRANULE_BYTES;
        this.#onEvent({ type: 'examined', chunk: (chunk * 4) as Chunk, size, fits });
      }
      if (fits && have < bestGranules) {
        best = chunk;
        bestGranules = have;
        if (have === need) break;
      }
      chunk = words[chunk + NEXT] as number;
    }
    return best;
  }

  /** Writes a free chunk's tags and puts it first on its list. */
  link(chunk: number, granules: number): void {
    const words = this.words;
    const list = listOf(granules);
    const head = this.heads[list] as number;
    words[chunk] = headerOf(granules, FREE);
    words[chunk + NEXT] = head;
    words[chunk + PREV] = NONE;
    words[chunk + granules * WORDS_PER_GRANULE - 1] = chunk;
    this.heads[list] = chunk;
    if (head === NONE) this.map.set(list);
    else words[head + PREV] = chunk;
  }

  /** Takes a free chunk off its list. @throws HeapCorruption when its neighbours do not point back. */
  unlink(chunk: number, granules: number): void {
    const words = this.words;
    const next = words[chunk + NEXT] as number;
    const prev = words[chunk + PREV] as number;
    if (next !== NONE) {
      if (words[next + PREV] !== chunk) this.#unlinked(chunk);
      words[next + PREV] = prev;
    }
    if (prev !== NONE) {
      if (words[prev + NEXT] !== chunk) this.#unlinked(chunk);
      words[prev + NEXT] = next;
      return;
    }
    const list = listOf(granules);
    if (this.heads[list] !== chunk) this.#unlinked(chunk);
    this.heads[list] = next;
    if (next === NONE) this.map.clear(list);
  }

  #unlinked(chunk: number): never {
    throw new HeapCorruption('a list neighbour points back', chunk * 4);
  }

  /** A listed chunk that holds `need` granules from its first aligned payload on. */
  findAligned(need: number, alignment: Bytes, least: number): number {
    const words = this.words;
    let left = this.#scan;
    let list = this.map.from(listOf(need));
    while (list >= 0 && left > 0) {
      let chunk = this.heads[list] as number;
      for (; chunk !== NONE && left > 0; left--) {
        if (gapBefore(chunk, alignment, least) + need <= (words[chunk] as number) >>> 2)
          return chunk;
        chunk = words[chunk + NEXT] as number;
      }
      list = this.map.from(list + 1);
    }
    return this.find(need + alignment / GRANULE_BYTES + MIN_GRANULES);
  }
}

/** Granules from a chunk to the first one whose payload is aligned: none, or `least`, which is enough for a chunk or 1. */
export function gapBefore(chunk: number, alignment: Bytes, least: number): number {
  const pointer = (chunk + 1) * 4;
  const gap = (alignUp(pointer, alignment) - pointer) / GRANULE_BYTES;
  return gap === 0 || gap >= least ? gap : gap + alignment / GRANULE_BYTES;
}
