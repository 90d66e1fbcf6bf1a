/**
 * Small bins as a source: each holds one size, so the oldest chunk is an exact fit without a search.
 *
 * Source: glibc 2.36, malloc/malloc.c, `_int_malloc` (the small bin part).
 */
import type { Bytes } from '../allocator.ts';
import { abortCorrupted } from './abort.ts';
import type { Arena } from './arena.ts';
import { binIndex, binName } from './bin-index.ts';
import { tcacheIndex } from './chunk-layout.ts';
import { binNode, NONE } from './heap-bytes.ts';
import { tcacheHasRoom, tcachePut } from './tcache.ts';

/** The oldest chunk of exactly `size`, or NONE; more of them fill the tcache on the way. */
export function takeSmall(arena: Arena, size: Bytes): number {
  const { heap } = arena;
  const bin = binIndex(size);
  const header = binNode(bin);
  const chunk = heap.bk(header);
  if (chunk === header) return NONE;
  if (heap.fd(heap.bk(chunk)) !== chunk) {
    abortCorrupted('malloc(): smallbin double linked list corrupted', chunk);
  }
  takeLast(arena, chunk, size, bin);
  const cached = tcacheIndex(size);
  while (tcacheHasRoom(arena, cached)) {
    const more = heap.bk(header);
    if (more === header) break;
    takeLast(arena, more, size, bin);
    tcachePut(arena, more, cached);
  }
  return chunk;
}

/** Takes the last chunk off its bin and marks it in use. */
function takeLast(arena: Arena, chunk: number, size: Bytes, bin: number): void {
  const { heap } = arena;
  const bk = heap.bk(chunk);
  heap.setPreviousInUse(chunk + size);
  heap.setBk(binNode(bin), bk);
  heap.setFd(bk, binNode(bin));
  if (arena.onEvent) arena.announceUnlisted(chunk, size, binName(bin));
}
