/**
 * A payload at a multiple of an alignment: a chunk large enough to hold one anywhere, its lead and
 * its rest given back.
 *
 * ```text
 *   ├ lead, freed ┼ chunk: header, aligned payload ┼ rest, freed ┤
 * ```
 *
 * The lead is at least a smallest chunk, so an aligned payload that would leave less moves up by one
 * alignment.
 *
 * Source: glibc 2.36, malloc/malloc.c, `_mid_memalign`, `_int_memalign`.
 */

import { alignUp, MAX_HEAP_BYTES } from '../alignment.ts';
import type { Bytes } from '../allocator.ts';
import type { Arena } from './arena.ts';
import { chunkSizeFor, HEADER_BYTES, MIN_CHUNK_BYTES, PREV_INUSE } from './chunk-layout.ts';
import { freeChunk } from './free.ts';
import { mallocChunk } from './malloc.ts';
import { advanceMapped } from './mapped-chunks.ts';

/** An aligned payload of `request` bytes, or 0; `alignment` is a power of two above 16. */
export function memalignChunk(arena: Arena, alignment: Bytes, request: Bytes): number {
  const size = chunkSizeFor(request);
  const worst = size + alignment + MIN_CHUNK_BYTES;
  if (worst > MAX_HEAP_BYTES) return 0;
  const payload = mallocChunk(arena, worst);
  if (payload === 0) return 0;
  let chunk = payload - HEADER_BYTES;
  if (payload % alignment !== 0) {
    const lead = leadFor(payload, alignment);
    if (arena.heap.isMapped(chunk)) return advanceMapped(arena, chunk, lead) + HEADER_BYTES;
    chunk = freeLead(arena, chunk, lead);
  } else if (arena.heap.isMapped(chunk)) {
    return payload;
  }
  freeRest(arena, chunk, size);
  return chunk + HEADER_BYTES;
}

/** Bytes up to the first aligned payload that leaves room for a chunk in front of it. */
function leadFor(payload: number, alignment: Bytes): Bytes {
  const lead = alignUp(payload, alignment) - payload;
  return lead < MIN_CHUNK_BYTES ? lead + alignment : lead;
}

function freeLead(arena: Arena, chunk: number, lead: Bytes): number {
  const { heap } = arena;
  const aligned = chunk + lead;
  const size = heap.size(chunk) - lead;
  heap.setHead(aligned, size + PREV_INUSE);
  heap.setPreviousInUse(aligned + size);
  heap.setHeadSize(chunk, lead);
  if (arena.onEvent) arena.announceSplit(chunk, lead, aligned, size);
  freeChunk(arena, chunk, true);
  return aligned;
}

function freeRest(arena: Arena, chunk: number, size: Bytes): void {
  const { heap } = arena;
  const whole = heap.size(chunk);
  if (whole <= size + MIN_CHUNK_BYTES) return;
  const rest = chunk + size;
  heap.setHead(rest, whole - size + PREV_INUSE);
  heap.setHeadSize(chunk, size);
  if (arena.onEvent) arena.announceSplit(chunk, size, rest, whole - size);
  freeChunk(arena, rest, true);
}
