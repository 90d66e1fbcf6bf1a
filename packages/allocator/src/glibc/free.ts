/**
 * Giving a chunk back: tcache, else fastbin, else merged into the unsorted bin or top.
 *
 * Source: glibc 2.36, malloc/malloc.c, `_int_free`.
 */
import type { Bytes } from '../allocator.ts';
import { abortCorrupted, abortDoubleFree, abortInvalidFree } from './abort.ts';
import type { Arena } from './arena.ts';
import { ALIGN_MASK, HEADER_BYTES, MIN_CHUNK_BYTES, tcacheIndex } from './chunk-layout.ts';
import { consolidate, FREE_REPORTS, mergeFree } from './consolidate.ts';
import { putFast, refuseBadNext } from './fastbins.ts';
import { NONE } from './heap-bytes.ts';
import { unmapChunk } from './mapped-chunks.ts';
import { hasTcacheKey, refuseCached, tcacheHasRoom, tcachePut } from './tcache.ts';
import { heapEnd, trimTop } from './top.ts';

/** `FASTBIN_CONSOLIDATION_THRESHOLD`: a free chunk of this size is worth a look at the whole heap. */
const CONSOLIDATION_BYTES = 65_536;
const ADDRESS_SPACE = 2 ** 64;

/**
 * Frees a chunk.
 *
 * @param internal - true for the rest of a split or a lead that the heap itself gives back; the
 * caller's own frees are announced.
 */
export function freeChunk(arena: Arena, chunk: number, internal: boolean): void {
  const size = arena.heap.size(chunk);
  requirePlausible(arena, chunk, size);
  const cached = tcacheIndex(size);
  if (arena.tcache !== NONE && cached < arena.settings.tcacheBins) {
    if (hasTcacheKey(arena, chunk)) refuseCached(arena, chunk, cached);
    if (tcacheHasRoom(arena, cached)) {
      if (!internal && arena.onEvent) arena.announceFreed(chunk);
      tcachePut(arena, chunk, cached);
      return;
    }
  }
  if (size <= arena.settings.maxFast) {
    refuseBadNext(arena, chunk, size);
    perturbFreed(arena, chunk, size);
    if (!internal && arena.onEvent) arena.announceFreed(chunk);
    putFast(arena, chunk, size, internal);
  } else if (arena.heap.isMapped(chunk)) {
    unmapChunk(arena, chunk);
  } else {
    freeMerged(arena, chunk, size, internal);
  }
}

/** The chunk must not wrap around the end of the address space, and its size must be one. */
function requirePlausible(arena: Arena, chunk: number, size: Bytes): void {
  if (size === 0 || arena.heap.address(chunk) + size > ADDRESS_SPACE || chunk & ALIGN_MASK) {
    abortInvalidFree('free(): invalid pointer', chunk);
  }
  if (size < MIN_CHUNK_BYTES || !arena.heap.isSizeAligned(chunk)) {
    abortInvalidFree('free(): invalid size', chunk);
  }
}

/** The chunk must be in use, and the one behind it must be a chunk of the heap. */
function requireInUse(arena: Arena, chunk: number, size: Bytes): void {
  const { heap } = arena;
  const next = chunk + size;
  if (chunk === arena.top) abortDoubleFree('double free or corruption (top)', chunk);
  if (next >= heapEnd(arena)) abortInvalidFree('double free or corruption (out)', chunk);
  if (!heap.isPreviousInUse(next)) abortDoubleFree('double free or corruption (!prev)', chunk);
  if (heap.sizeWord(next) <= HEADER_BYTES || heap.size(next) >= arena.systemBytes) {
    abortCorrupted('free(): invalid next size (normal)', next);
  }
}

function freeMerged(arena: Arena, chunk: number, size: Bytes, internal: boolean): void {
  requireInUse(arena, chunk, size);
  perturbFreed(arena, chunk, size);
  if (!internal && arena.onEvent) arena.announceFreed(chunk);
  const whole = mergeFree(arena, chunk, size, FREE_REPORTS);
  if (whole < CONSOLIDATION_BYTES) return;
  if (arena.haveFastChunks) consolidate(arena);
  if (arena.topSize() >= arena.thresholds.trim) trimTop(arena, arena.settings.topPad);
}

/** `free_perturb`. */
function perturbFreed(arena: Arena, chunk: number, size: Bytes): void {
  const { perturb } = arena.settings;
  if (perturb !== 0) arena.heap.fill(chunk + HEADER_BYTES, size - HEADER_BYTES, perturb);
}
