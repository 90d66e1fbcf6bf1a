/**
 * Large blocks: each a mapping of its own, given back to the system at free.
 *
 * ```text
 *   page start        chunk
 *   ├ prev_size bytes ┼ prev_size ┼ size M ┼ payload … to the end of the last page
 * ```
 *
 * `prev_size` is the distance from the start of the mapping, 0 unless an alignment moved the chunk.
 *
 * Source: glibc 2.36, malloc/malloc.c, `sysmalloc_mmap`, `munmap_chunk`, `mremap_chunk`,
 * `__libc_free` (the thresholds).
 */

import { alignUp } from '../alignment.ts';
import { asPointer, type Bytes } from '../allocator.ts';
import { PAGE_BYTES } from '../linear-memory.ts';
import { abortInvalidFree } from './abort.ts';
import type { Arena } from './arena.ts';
import { chunkSizeFor, HEADER_BYTES, IS_MMAPPED, WORD_BYTES } from './chunk-layout.ts';
import { NONE } from './heap-bytes.ts';
import { MMAP_THRESHOLD_MAX } from './tunables.ts';

/** A chunk of at least `size` in a mapping of its own, or NONE when it is not to be mapped or cannot be. */
export function mapChunk(arena: Arena, size: Bytes): number {
  if (size < arena.thresholds.mmap || arena.mappedCount >= arena.settings.mmapMax) return NONE;
  // One word more than in the heap: no chunk follows whose prev_size could be borrowed.
  return mapBlock(arena, alignUp(size + WORD_BYTES, PAGE_BYTES), 0);
}

function mapBlock(arena: Arena, bytes: Bytes, lead: Bytes): number {
  const { heap, memory } = arena;
  const start = memory.map?.(bytes) ?? null;
  if (start === null) return NONE;
  heap.reload();
  const chunk = start + lead;
  heap.setPrevSize(chunk, lead);
  heap.setHead(chunk, bytes - lead + IS_MMAPPED);
  arena.mappedCount++;
  arena.mappedBytes += bytes;
  arena.mappedChunks.add(chunk);
  arena.onEvent?.({ type: 'mapped', start, size: bytes });
  return chunk;
}

/** Moves the header of a fresh mapped chunk `by` bytes up, for an alignment. */
export function advanceMapped(arena: Arena, chunk: number, by: Bytes): number {
  const { heap } = arena;
  const moved = chunk + by;
  const size = heap.size(chunk) - by;
  heap.setPrevSize(moved, heap.prevSize(chunk) + by);
  heap.setHead(moved, size + IS_MMAPPED);
  arena.mappedChunks.delete(chunk);
  arena.mappedChunks.add(moved);
  return moved;
}

/**
 * Freeing a mapped block says that such blocks come and go: from now on they are served from the
 * heap, and as much is kept at its top.
 */
function raiseThresholds(arena: Arena, chunk: number): void {
  const { heap, thresholds } = arena;
  const size = heap.sizeWord(chunk);
  if (thresholds.fixed || size <= thresholds.mmap || size > MMAP_THRESHOLD_MAX) return;
  thresholds.mmap = heap.size(chunk);
  thresholds.trim = 2 * thresholds.mmap;
}

/** Whether the header can be that of a mapped chunk: whole pages, and a payload at a power of two. */
export function isMappedWhole(arena: Arena, chunk: number): boolean {
  const { heap } = arena;
  const lead = heap.prevSize(chunk);
  const place = (chunk + HEADER_BYTES) & (PAGE_BYTES - 1);
  return (
    (chunk - lead) % PAGE_BYTES === 0 &&
    (lead + heap.size(chunk)) % PAGE_BYTES === 0 &&
    (place & (place - 1)) === 0
  );
}

/** Frees a block whose header says that it is mapped: a mapping of its own goes back to the system. */
export function freeMapped(arena: Arena, chunk: number): void {
  raiseThresholds(arena, chunk);
  requireMapped(arena, chunk);
  if (arena.onEvent) arena.announceFreed(chunk);
  unmapChunk(arena, chunk);
}

function requireMapped(arena: Arena, chunk: number): void {
  if (!isMappedWhole(arena, chunk)) abortInvalidFree('munmap_chunk(): invalid pointer', chunk);
}

/** `munmap_chunk`. */
export function unmapChunk(arena: Arena, chunk: number): void {
  requireMapped(arena, chunk);
  const { heap, memory } = arena;
  const lead = heap.prevSize(chunk);
  const bytes = lead + heap.size(chunk);
  const start = asPointer(chunk - lead);
  memory.unmap?.(start, bytes);
  arena.mappedCount--;
  arena.mappedBytes -= bytes;
  arena.mappedChunks.delete(chunk);
  arena.onEvent?.({ type: 'unmapped', start, size: bytes });
}

/**
 * `mremap_chunk`: the chunk with room for `size`, or NONE. The kernel moves pages; here they are
 * copied, because a memory has only `map` and `unmap`.
 */
export function remapChunk(arena: Arena, chunk: number, request: Bytes): number {
  if (!isMappedWhole(arena, chunk)) abortInvalidFree('mremap_chunk(): invalid pointer', chunk);
  const { heap } = arena;
  const lead = heap.prevSize(chunk);
  const old = lead + heap.size(chunk);
  const wanted = alignUp(chunkSizeFor(request) + lead + WORD_BYTES, PAGE_BYTES);
  if (wanted === old) return chunk;
  const moved = mapBlock(arena, wanted, lead);
  if (moved === NONE) return NONE;
  heap.copy(chunk, moved, Math.min(old, wanted) - lead);
  heap.setHead(moved, wanted - lead + IS_MMAPPED);
  if (arena.onEvent) {
    arena.announceAllocated(moved + HEADER_BYTES, request);
    const copied = Math.min(old, wanted) - lead - HEADER_BYTES;
    arena.announceMoved(chunk, moved + HEADER_BYTES, copied);
  }
  unmapChunk(arena, chunk);
  return moved;
}
