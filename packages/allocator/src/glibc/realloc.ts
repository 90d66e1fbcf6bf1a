/**
 * Another size for a block: where it stands if the neighbour behind allows, else by a copy.
 *
 * Source: glibc 2.36, malloc/malloc.c, `_int_realloc`.
 */
import { asChunk, asPointer, type Bytes } from '../allocator.ts';
import { abortCorrupted, abortInvalidFree } from './abort.ts';
import type { Arena } from './arena.ts';
import { unlinkChunk } from './bins.ts';
import {
  ALIGN_MASK,
  chunkSizeFor,
  HEADER_BYTES,
  MIN_CHUNK_BYTES,
  PREV_INUSE,
  WORD_BYTES,
} from './chunk-layout.ts';
import { freeChunk } from './free.ts';
import { mallocChunk } from './malloc.ts';
import { setTop } from './top.ts';

/** The payload of a chunk for `request` bytes with the old contents, or 0, and the old chunk stays. */
export function reallocChunk(arena: Arena, chunk: number, oldSize: Bytes, request: Bytes): number {
  requireSoundPair(arena, chunk, oldSize);
  const size = chunkSizeFor(request);
  const next = chunk + oldSize;
  let whole = oldSize;
  if (oldSize < size) {
    whole = oldSize + arena.heap.size(next);
    if (next === arena.top && whole >= size + MIN_CHUNK_BYTES) {
      return growIntoTop(arena, chunk, oldSize, whole, size);
    }
    if (next !== arena.top && !isInUse(arena, next) && whole >= size) {
      unlinkChunk(arena, next);
      if (arena.onEvent) arena.announceMerged(chunk, whole, next, whole - oldSize);
    } else {
      const payload = mallocChunk(arena, size - ALIGN_MASK);
      if (payload === 0) return 0;
      const fresh = payload - HEADER_BYTES;
      if (fresh !== next) return moveTo(arena, fresh, chunk, oldSize, request);
      whole = oldSize + arena.heap.size(fresh); // the new chunk is the next one: no copy
    }
  }
  keep(arena, chunk, whole, size);
  if (arena.onEvent) announceResized(arena, chunk, oldSize);
  return chunk + HEADER_BYTES;
}

function requireSoundPair(arena: Arena, chunk: number, oldSize: Bytes): void {
  const { heap, systemBytes } = arena;
  if (heap.sizeWord(chunk) <= HEADER_BYTES || oldSize >= systemBytes) {
    abortInvalidFree('realloc(): invalid old size', chunk);
  }
  const next = chunk + oldSize;
  if (heap.sizeWord(next) <= HEADER_BYTES || heap.size(next) >= systemBytes) {
    abortCorrupted('realloc(): invalid next size', next);
  }
}

/** `inuse`: the bit that says so is in the chunk behind. */
const isInUse = (arena: Arena, chunk: number): boolean =>
  arena.heap.isPreviousInUse(chunk + arena.heap.size(chunk));

function growIntoTop(
  arena: Arena,
  chunk: number,
  oldSize: Bytes,
  whole: Bytes,
  size: Bytes,
): number {
  arena.heap.setHeadSize(chunk, size);
  setTop(arena, chunk + size, whole - size);
  if (arena.onEvent) announceResized(arena, chunk, oldSize);
  return chunk + HEADER_BYTES;
}

/** Copies the payload, borrowed word included, and frees the old chunk. */
function moveTo(
  arena: Arena,
  fresh: number,
  chunk: number,
  oldSize: Bytes,
  request: Bytes,
): number {
  const from = chunk + HEADER_BYTES;
  const to = fresh + HEADER_BYTES;
  const copied = oldSize - WORD_BYTES;
  arena.heap.copy(from, to, copied);
  if (arena.onEvent) {
    arena.announceAllocated(to, request);
    arena.announceMoved(chunk, to, copied);
  }
  freeChunk(arena, chunk, true);
  return to;
}

/** Keeps `size` of the `whole` bytes and frees the rest when it can be a chunk. */
function keep(arena: Arena, chunk: number, whole: Bytes, size: Bytes): void {
  const { heap } = arena;
  const rest = chunk + size;
  if (whole - size < MIN_CHUNK_BYTES) {
    heap.setHeadSize(chunk, whole);
    heap.setPreviousInUse(chunk + whole);
    return;
  }
  heap.setHeadSize(chunk, size);
  heap.setHead(rest, whole - size + PREV_INUSE);
  heap.setPreviousInUse(chunk + whole);
  if (arena.onEvent) arena.announceSplit(chunk, size, rest, whole - size);
  freeChunk(arena, rest, true);
}

function announceResized(arena: Arena, chunk: number, from: Bytes): void {
  arena.onEvent?.({
    type: 'resized',
    pointer: asPointer(chunk + HEADER_BYTES),
    chunk: asChunk(chunk),
    from,
    size: arena.heap.size(chunk),
  });
}
