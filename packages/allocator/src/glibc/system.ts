/**
 * Asking the system: a mapping for a large request, else a longer heap.
 *
 * ```text
 *   before   … used │ top ──────────┤ break
 *   after    … used │ top ──────────┼────────── new pages ─────────┤ break
 * ```
 *
 * When somebody else moved the break in between, the old top cannot be lengthened. It is closed with
 * two fenceposts, chunks of 16 bytes that are never free, and a new top begins at the new break.
 *
 * Source: glibc 2.36, malloc/malloc.c, `sysmalloc`. Not modelled: mmap in place of a break that
 * cannot move (`sysmalloc_mmap_fallback`); such a request is answered with null.
 */

import { alignUp } from '../alignment.ts';
import type { Bytes } from '../allocator.ts';
import { PAGE_BYTES } from '../linear-memory.ts';
import { abortAssertion, abortCorrupted } from './abort.ts';
import type { Arena } from './arena.ts';
import { ALIGN_MASK, HEADER_BYTES, MIN_CHUNK_BYTES, PREV_INUSE } from './chunk-layout.ts';
import { freeChunk } from './free.ts';
import { NONE } from './heap-bytes.ts';
import { mapChunk } from './mapped-chunks.ts';
import { setTop, takeFromTop } from './top.ts';

/** Top is what glibc left there. */
const SOUND_TOP =
  '(old_top == initial_top (av) && old_size == 0) || ((unsigned long) (old_size) >= MINSIZE && prev_inuse (old_top) && ((unsigned long) old_end & (pagesize - 1)) == 0)';

/** A chunk of `size` bytes that top cannot serve, or NONE when the system gives nothing. */
export function systemMalloc(arena: Arena, size: Bytes): number {
  const mapped = mapChunk(arena, size);
  if (mapped !== NONE) return mapped;
  requireSoundTop(arena);
  return growTop(arena, size) ? takeFromTop(arena, size) : NONE;
}

function requireSoundTop(arena: Arena): void {
  const { heap, top } = arena;
  if (top === NONE) return;
  const size = heap.size(top);
  const sound =
    size >= MIN_CHUNK_BYTES && heap.isPreviousInUse(top) && (top + size) % PAGE_BYTES === 0;
  if (!sound) abortAssertion('sysmalloc', SOUND_TOP, top);
}

/** Moves the break far enough for `size`, padding and a smallest chunk, in whole pages. */
function growTop(arena: Arena, size: Bytes): boolean {
  const { memory, top } = arena;
  const oldSize = arena.topSize();
  const missing = pages(size + arena.settings.topPad + MIN_CHUNK_BYTES - oldSize);
  const from = memory.size;
  if (top !== NONE && from === top + oldSize) {
    if (!moveBreak(arena, missing)) return false;
    setTop(arena, top, memory.size - top);
    extendRegion(arena);
  } else if (!startTop(arena, from, missing + oldSize)) {
    return false;
  }
  arena.onEvent?.({ type: 'grown', from, to: memory.size });
  return true;
}

/** The first top, or one behind a foreign stretch: `bytes` from an aligned start to the end of a page. */
function startTop(arena: Arena, brk: number, bytes: Bytes): boolean {
  const { memory, top: oldTop } = arena;
  const oldSize = arena.topSize();
  if (oldTop !== NONE && brk < oldTop + oldSize) {
    abortCorrupted('break adjusted to free malloc space', oldTop);
  }
  const start = alignUp(brk, ALIGN_MASK + 1);
  if (!moveBreak(arena, pages(start + bytes) - brk)) return false;
  setTop(arena, start, memory.size - start);
  if (oldTop === NONE) arena.firstBreak = brk;
  arena.regions.push({ start, end: memory.size });
  if (oldTop !== NONE) {
    arena.systemBytes += brk - (oldTop + oldSize); // a foreign stretch counts as ours
    closeOldTop(arena, oldTop, oldSize);
  }
  return true;
}

const pages = (bytes: Bytes): Bytes => Math.ceil(bytes / PAGE_BYTES) * PAGE_BYTES;

function moveBreak(arena: Arena, bytes: Bytes): boolean {
  const { memory } = arena;
  const from = memory.size;
  if (!memory.grow(bytes)) return false;
  arena.systemBytes += memory.size - from;
  arena.heap.reload();
  return true;
}

function extendRegion(arena: Arena): void {
  const region = arena.regions.at(-1);
  if (region) region.end = arena.memory.size;
}

/** Puts the two fenceposts at the end of the old top and frees the rest of it. */
function closeOldTop(arena: Arena, oldTop: number, oldSize: Bytes): void {
  const { heap } = arena;
  const rest = oldSize - 2 * HEADER_BYTES;
  heap.setHead(oldTop, rest + PREV_INUSE);
  heap.setHead(oldTop + rest, HEADER_BYTES + PREV_INUSE);
  heap.setHead(oldTop + rest + HEADER_BYTES, HEADER_BYTES + PREV_INUSE);
  if (rest >= MIN_CHUNK_BYTES) freeChunk(arena, oldTop, true);
}
