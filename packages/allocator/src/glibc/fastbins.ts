/**
 * Fastbins: singly linked lists of small chunks, last in, first out, that keep their in-use bit and
 * so are not merged, until `consolidate` takes them all.
 *
 * Source: glibc 2.36, malloc/malloc.c, `_int_malloc` (the fastbin part), `_int_free`.
 */
import type { Bytes } from '../allocator.ts';
import { abortCorrupted, abortDoubleFree } from './abort.ts';
import type { Arena } from './arena.ts';
import { ALIGN_MASK, FD_AT, fastbinIndex, HEADER_BYTES, tcacheIndex } from './chunk-layout.ts';
import { NONE } from './heap-bytes.ts';
import { tcacheHasRoom, tcachePut } from './tcache.ts';

/** The list in words: `fastbin 48`. */
export const fastbinName = (index: number): string => `fastbin ${32 + index * 16}`;

function popFast(arena: Arena, index: number, report: string): number {
  const chunk = arena.fastbins[index] as number;
  if (chunk === NONE) return NONE;
  if (chunk & ALIGN_MASK) abortCorrupted(report, chunk);
  arena.fastbins[index] = arena.heap.protectedLink(chunk + FD_AT);
  if (arena.onEvent) arena.announceUnlisted(chunk, arena.heap.size(chunk), fastbinName(index));
  return chunk;
}

/** A chunk of exactly `size` from its fastbin, or NONE; more of them fill the tcache on the way. */
export function takeFast(arena: Arena, size: Bytes): number {
  const index = fastbinIndex(size);
  const chunk = popFast(arena, index, 'malloc(): unaligned fastbin chunk detected 2');
  if (chunk === NONE) return NONE;
  if (fastbinIndex(arena.heap.size(chunk)) !== index) {
    abortCorrupted('malloc(): memory corruption (fast)', chunk);
  }
  const cached = tcacheIndex(size);
  while (tcacheHasRoom(arena, cached)) {
    const more = popFast(arena, index, 'malloc(): unaligned fastbin chunk detected 3');
    if (more === NONE) break;
    tcachePut(arena, more, cached);
  }
  return chunk;
}

/**
 * Puts a freed chunk on its fastbin.
 *
 * @param internal - the heap gives back a rest, not the caller a block: the old head is checked too.
 */
export function putFast(arena: Arena, chunk: number, size: Bytes, internal: boolean): void {
  const { heap } = arena;
  const index = fastbinIndex(size);
  const head = arena.fastbins[index] as number;
  if (head === chunk) abortDoubleFree('double free or corruption (fasttop)', chunk);
  arena.haveFastChunks = true;
  heap.setProtectedLink(chunk + FD_AT, head);
  arena.fastbins[index] = chunk;
  if (internal && head !== NONE && fastbinIndex(heap.size(head)) !== index) {
    abortCorrupted('invalid fastbin entry (free)', head);
  }
  if (arena.onEvent) arena.announceListed(chunk, size, fastbinName(index));
}

/** The check before `putFast`: the chunk behind must be one. */
export function refuseBadNext(arena: Arena, chunk: number, size: Bytes): void {
  const next = chunk + size;
  const { heap } = arena;
  if (heap.sizeWord(next) <= HEADER_BYTES || heap.size(next) >= arena.systemBytes) {
    abortCorrupted('free(): invalid next size (fast)', next);
  }
}
