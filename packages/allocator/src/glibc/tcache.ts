/**
 * The thread cache: 64 lists of up to seven blocks each, last in, first out, in front of everything
 * else.
 *
 * ```text
 * tcache_perthread_struct, the payload of the heap's first chunk (0x290 bytes):
 *   0    counts[64], 2 bytes each
 *   128  entries[64], 8 bytes each: address of the first payload of the list, or 0
 *
 * a cached block:  payload + 0  next, protected      payload + 8  key
 * ```
 *
 * A cached block keeps its in-use bit, so its neighbours never merge with it.
 *
 * Source: glibc 2.36, malloc/malloc.c, `tcache_put`, `tcache_get`, `_int_free`.
 */
import { abortCorrupted, abortDoubleFree } from './abort.ts';
import type { Arena } from './arena.ts';
import { ALIGN_MASK, HEADER_BYTES } from './chunk-layout.ts';
import { isWild, NONE } from './heap-bytes.ts';

const LIST_COUNT = 64;
const ENTRIES_AT = LIST_COUNT * 2;
/** `sizeof (tcache_perthread_struct)`. */
export const TCACHE_BYTES: number = LIST_COUNT * 10;
/** Offset of the key in a cached payload. */
const KEY_AT = 8;

/** The list in words: `tcache 32`. */
export const tcacheName = (index: number): string => `tcache ${32 + index * 16}`;

/** `tcache->counts[index]`. */
export const tcacheCount = (arena: Arena, index: number): number =>
  arena.heap.halves[(arena.tcache >>> 1) + index] as number;

/** Where `tcache->entries[index]` is kept. */
export const tcacheEntryAt = (arena: Arena, index: number): number =>
  arena.tcache + ENTRIES_AT + index * 8;

/** Whether chunks of this list's size may go to the cache, and there is room. */
export const tcacheHasRoom = (arena: Arena, index: number): boolean =>
  arena.tcache !== NONE &&
  index < arena.settings.tcacheBins &&
  tcacheCount(arena, index) < arena.settings.tcacheCount;

/** Whether the cache has a block for this list's requests. */
export const tcacheHasBlock = (arena: Arena, index: number): boolean =>
  index < arena.settings.tcacheBins && tcacheCount(arena, index) > 0;

function addToCount(arena: Arena, index: number, by: number): void {
  const { halves } = arena.heap;
  const at = (arena.tcache >>> 1) + index;
  halves[at] = (halves[at] as number) + by;
}

/** `tcache_put`: the chunk becomes the first of its list. */
export function tcachePut(arena: Arena, chunk: number, index: number): void {
  const { heap } = arena;
  const entryAt = tcacheEntryAt(arena, index);
  const payload = chunk + HEADER_BYTES;
  const keyAt = (payload + KEY_AT) >>> 2;
  heap.words[keyAt] = arena.tcacheKeyLow;
  heap.words[keyAt + 1] = arena.tcacheKeyHigh;
  heap.setProtectedLink(payload, heap.link(entryAt));
  heap.setLink(entryAt, payload);
  addToCount(arena, index, 1);
  if (arena.onEvent) arena.announceListed(chunk, heap.size(chunk), tcacheName(index));
}

/** `tcache_get`: the first payload of a list whose count is not 0. */
export function tcacheGet(arena: Arena, index: number): number {
  const { heap } = arena;
  const entryAt = tcacheEntryAt(arena, index);
  const payload = heap.link(entryAt);
  if (payload & ALIGN_MASK) abortCorrupted('malloc(): unaligned tcache chunk detected', entryAt);
  if (payload < 0 || isWild(payload) || payload >>> 2 >= heap.words.length) {
    abortCorrupted('segmentation fault: a tcache link leads out of the heap', entryAt);
  }
  heap.setLink(entryAt, heap.protectedLink(payload));
  addToCount(arena, index, -1);
  const keyAt = (payload + KEY_AT) >>> 2;
  heap.words[keyAt] = 0;
  heap.words[keyAt + 1] = 0;
  if (arena.onEvent) {
    const chunk = payload - HEADER_BYTES;
    arena.announceUnlisted(chunk, heap.size(chunk), tcacheName(index));
  }
  return payload;
}

/** `e->key == tcache_key`: the block is cached, or its payload looks so by accident. */
export function hasTcacheKey(arena: Arena, chunk: number): boolean {
  const { words } = arena.heap;
  const keyAt = (chunk + HEADER_BYTES + KEY_AT) >>> 2;
  return words[keyAt] === arena.tcacheKeyLow && words[keyAt + 1] === arena.tcacheKeyHigh;
}

/** The walk that tells a double free from an accident, in `_int_free`. */
export function refuseCached(arena: Arena, chunk: number, index: number): void {
  const { heap } = arena;
  const payload = chunk + HEADER_BYTES;
  let entry = heap.link(tcacheEntryAt(arena, index));
  for (let count = 0; entry !== NONE; count++) {
    if (count >= arena.settings.tcacheCount) {
      abortCorrupted('free(): too many chunks detected in tcache', entry);
    }
    if (entry & ALIGN_MASK) {
      abortCorrupted('free(): unaligned chunk detected in tcache 2', entry);
    }
    if (entry === payload) abortDoubleFree('free(): double free detected in tcache 2', chunk);
    entry = heap.protectedLink(entry);
  }
}
