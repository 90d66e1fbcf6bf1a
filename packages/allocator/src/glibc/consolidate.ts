/**
 * Merging: a freed chunk with its free neighbours, and all fastbin chunks at once.
 *
 * Source: glibc 2.36, malloc/malloc.c, `_int_free`, `malloc_consolidate`.
 */
import type { Bytes } from '../allocator.ts';
import { abortCorrupted } from './abort.ts';
import type { Arena } from './arena.ts';
import { pushUnsorted, requireUnsorted, unlinkChunk } from './bins.ts';
import { ALIGN_MASK, FD_AT, fastbinIndex } from './chunk-layout.ts';
import { fastbinName } from './fastbins.ts';
import { NONE } from './heap-bytes.ts';
import { setTop } from './top.ts';

/** What glibc says while merging: it differs by who merges. */
interface MergeReports {
  /** The chunk before has another size than its footer. */
  readonly footer: string;
  /** The unsorted bin's first chunk does not point back; null where glibc does not look. */
  readonly unsorted: string | null;
}

/** What glibc says when `free` merges. */
export const FREE_REPORTS: MergeReports = {
  footer: 'corrupted size vs. prev_size while consolidating',
  unsorted: 'free(): corrupted unsorted chunks',
};

const CONSOLIDATE_REPORTS: MergeReports = {
  footer: 'corrupted size vs. prev_size in fastbins',
  unsorted: null,
};

/**
 * Merges a chunk that is on no list with its free neighbours and puts the whole into the unsorted
 * bin, or into top.
 *
 * Afterwards no two free chunks touch, unless one is in the tcache or a fastbin.
 *
 * @returns the size of the whole.
 */
export function mergeFree(
  arena: Arena,
  freed: number,
  freedSize: Bytes,
  reports: MergeReports,
): Bytes {
  const { heap } = arena;
  const next = freed + freedSize;
  const nextSize = heap.size(next);
  let chunk = freed;
  let size = freedSize;
  if (!heap.isPreviousInUse(freed)) {
    const previousSize = heap.prevSize(freed);
    chunk -= previousSize;
    size += previousSize;
    if (heap.size(chunk) !== previousSize) abortCorrupted(reports.footer, chunk);
    unlinkChunk(arena, chunk);
    if (arena.onEvent) arena.announceMerged(chunk, size, freed, freedSize);
  }
  if (next === arena.top) {
    size += nextSize;
    setTop(arena, chunk, size);
    if (arena.onEvent) arena.announceMerged(chunk, size, next, nextSize);
    return size;
  }
  if (heap.isPreviousInUse(next + nextSize)) {
    heap.clearPreviousInUse(next);
  } else {
    unlinkChunk(arena, next);
    size += nextSize;
    if (arena.onEvent) arena.announceMerged(chunk, size, next, nextSize);
  }
  if (reports.unsorted !== null) requireUnsorted(arena, reports.unsorted);
  pushUnsorted(arena, chunk, size);
  return size;
}

/** `malloc_consolidate`: empties the fastbins, smallest sizes first, each chunk merged. */
export function consolidate(arena: Arena): void {
  arena.haveFastChunks = false;
  for (let index = 0; index < arena.fastbins.length; index++) {
    let chunk = arena.fastbins[index] as number;
    arena.fastbins[index] = NONE;
    while (chunk !== NONE) chunk = consolidateOne(arena, chunk, index);
  }
}

/** Merges the head of a detached fastbin and answers the next chunk of it. */
function consolidateOne(arena: Arena, chunk: number, index: number): number {
  const { heap } = arena;
  if (chunk & ALIGN_MASK) {
    abortCorrupted('malloc_consolidate(): unaligned fastbin chunk detected', chunk);
  }
  const size = heap.size(chunk);
  if (fastbinIndex(size) !== index) {
    abortCorrupted('malloc_consolidate(): invalid chunk size', chunk);
  }
  const next = heap.protectedLink(chunk + FD_AT);
  if (arena.onEvent) arena.announceUnlisted(chunk, size, fastbinName(index));
  mergeFree(arena, chunk, size, CONSOLIDATE_REPORTS);
  return next;
}
