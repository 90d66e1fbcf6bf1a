/**
 * The top chunk: the free end of the heap, in no bin, used when nothing else fits.
 *
 * Source: glibc 2.36, malloc/malloc.c, `_int_malloc` (`use_top`), `systrim`.
 */

import { alignDown } from '../alignment.ts';
import type { Bytes } from '../allocator.ts';
import { PAGE_BYTES } from '../linear-memory.ts';
import { abortCorrupted } from './abort.ts';
import type { Arena } from './arena.ts';
import { MIN_CHUNK_BYTES, PREV_INUSE } from './chunk-layout.ts';
import { NONE } from './heap-bytes.ts';

/** First byte behind the heap. */
export const heapEnd = (arena: Arena): number => arena.top + arena.topSize();

/** Makes `chunk` the top chunk of `size` bytes. */
export function setTop(arena: Arena, chunk: number, size: Bytes): void {
  arena.heap.setHead(chunk, size + PREV_INUSE);
  arena.top = chunk;
}

/** A chunk of `size` from the low end of top, or NONE; top always keeps a smallest chunk. */
export function takeFromTop(arena: Arena, size: Bytes): number {
  const chunk = arena.top;
  if (chunk === NONE) return NONE;
  const topSize = arena.heap.size(chunk);
  if (topSize > arena.systemBytes) abortCorrupted('malloc(): corrupted top size', chunk);
  if (topSize < size + MIN_CHUNK_BYTES) return NONE;
  const rest = topSize - size;
  setTop(arena, chunk + size, rest);
  arena.heap.setHead(chunk, size + PREV_INUSE);
  if (arena.onEvent) arena.announceSplit(chunk, size, chunk + size, rest);
  return chunk;
}

/** Gives whole pages of top back, all but `pad` bytes and a smallest chunk. */
export function trimTop(arena: Arena, pad: Bytes): boolean {
  const { memory } = arena;
  const size = arena.topSize();
  const spare = size - MIN_CHUNK_BYTES - 1;
  if (spare <= pad) return false;
  const extra = alignDown(spare - pad, PAGE_BYTES);
  const end = arena.top + size;
  if (extra === 0 || memory.size !== end) return false; // somebody else moved the break
  if (memory.shrink?.(extra) !== true) return false;
  const released = end - memory.size;
  arena.heap.reload();
  arena.systemBytes -= released;
  setTop(arena, arena.top, size - released);
  const region = arena.regions.at(-1);
  if (region) region.end -= released;
  arena.onEvent?.({ type: 'shrunk', from: end, to: memory.size });
  return true;
}
