/**
 * Bins: rings of free chunks through a header in the arena.
 *
 * ```text
 *   bin ⇄ first ⇄ … ⇄ last ⇄ bin          (fd to the right, bk to the left)
 * ```
 *
 * The unsorted bin takes what is freed in front and is emptied from the back. A small bin holds one
 * size, oldest at the back. A large bin descends in size; the first chunk of each size is also on a
 * second ring, `fd_nextsize` to the next smaller and `bk_nextsize` to the next larger size.
 *
 * Source: glibc 2.36, malloc/malloc.c, `unlink_chunk`, `_int_malloc`, `_int_free`.
 */
import type { Bytes } from '../allocator.ts';
import { abortCorrupted } from './abort.ts';
import type { Arena } from './arena.ts';
import { binIndex, binName, isSmall, UNSORTED_BIN } from './bin-index.ts';
import { BK_NEXTSIZE_AT, FD_NEXTSIZE_AT, PREV_INUSE } from './chunk-layout.ts';
import { binNode, type HeapBytes, NONE } from './heap-bytes.ts';

/** The header of the unsorted bin, as links name it. */
export const UNSORTED: number = binNode(UNSORTED_BIN);

/** The bin a listed chunk stands in: its ring is followed to the header. */
function binOf(heap: HeapBytes, chunk: number): number {
  let node = chunk;
  while (node >= 0) node = heap.fd(node);
  return -node;
}

/** `unlink_chunk`: takes a free chunk off its ring, wherever it stands. */
export function unlinkChunk(arena: Arena, chunk: number): void {
  const { heap } = arena;
  const size = heap.size(chunk);
  if (size !== heap.prevSize(chunk + size)) abortCorrupted('corrupted size vs. prev_size', chunk);
  const fd = heap.fd(chunk);
  const bk = heap.bk(chunk);
  if (heap.bk(fd) !== chunk || heap.fd(bk) !== chunk) {
    abortCorrupted('corrupted double-linked list', chunk);
  }
  const list = arena.onEvent ? binName(binOf(heap, chunk)) : '';
  heap.setBk(fd, bk);
  heap.setFd(bk, fd);
  if (!isSmall(size)) unlinkSize(heap, chunk, fd);
  if (arena.onEvent) arena.announceUnlisted(chunk, size, list);
}

/** Takes a chunk off the ring of sizes; an equal neighbour, if any, takes its place there. */
function unlinkSize(heap: HeapBytes, chunk: number, fd: number): void {
  const smaller = heap.link(chunk + FD_NEXTSIZE_AT);
  if (smaller === NONE) return;
  const larger = heap.link(chunk + BK_NEXTSIZE_AT);
  if (
    heap.link(smaller + BK_NEXTSIZE_AT) !== chunk ||
    heap.link(larger + FD_NEXTSIZE_AT) !== chunk
  ) {
    abortCorrupted('corrupted double-linked list (not small)', chunk);
  }
  const heir = fd >= 0 && heap.link(fd + FD_NEXTSIZE_AT) === NONE;
  if (!heir) {
    heap.setLink(smaller + BK_NEXTSIZE_AT, larger);
    heap.setLink(larger + FD_NEXTSIZE_AT, smaller);
  } else if (smaller === chunk) {
    heap.setLink(fd + FD_NEXTSIZE_AT, fd);
    heap.setLink(fd + BK_NEXTSIZE_AT, fd);
  } else {
    heap.setLink(fd + FD_NEXTSIZE_AT, smaller);
    heap.setLink(fd + BK_NEXTSIZE_AT, larger);
    heap.setLink(smaller + BK_NEXTSIZE_AT, fd);
    heap.setLink(larger + FD_NEXTSIZE_AT, fd);
  }
}

/** Aborts with `report` unless the unsorted bin's first chunk points back at it. */
export function requireUnsorted(arena: Arena, report: string): void {
  const { heap } = arena;
  const first = heap.fd(UNSORTED);
  if (heap.bk(first) !== UNSORTED) abortCorrupted(report, first);
}

/** Puts a free chunk in front of the unsorted bin and writes its size at both ends. */
export function pushUnsorted(arena: Arena, chunk: number, size: Bytes): void {
  const { heap } = arena;
  const first = heap.fd(UNSORTED);
  heap.setFd(chunk, first);
  heap.setBk(chunk, UNSORTED);
  if (!isSmall(size)) clearSizeLinks(heap, chunk);
  heap.setFd(UNSORTED, chunk);
  heap.setBk(first, chunk);
  heap.setHead(chunk, size + PREV_INUSE);
  heap.setPrevSize(chunk + size, size);
  if (arena.onEvent) arena.announceListed(chunk, size, binName(UNSORTED_BIN));
}

/** Not on the ring of sizes: both links are null. */
function clearSizeLinks(heap: HeapBytes, chunk: number): void {
  heap.setLink(chunk + FD_NEXTSIZE_AT, NONE);
  heap.setLink(chunk + BK_NEXTSIZE_AT, NONE);
}

/** Takes the last chunk off the unsorted bin, whose bk the caller has checked. */
export function popUnsorted(arena: Arena, chunk: number, bk: number): void {
  const { heap } = arena;
  heap.setBk(UNSORTED, bk);
  heap.setFd(bk, UNSORTED);
  if (arena.onEvent) arena.announceUnlisted(chunk, heap.size(chunk), binName(UNSORTED_BIN));
}

/** Puts a chunk from the unsorted bin where its size belongs; the only place that fills bins. */
export function fileChunk(arena: Arena, chunk: number, size: Bytes): void {
  const { heap } = arena;
  const bin = binIndex(size);
  const header = binNode(bin);
  const small = isSmall(size);
  const fd = small ? heap.fd(header) : placeBySize(heap, chunk, size, header);
  const bk = small ? header : heap.bk(fd);
  markBin(arena, bin);
  heap.setBk(chunk, bk);
  heap.setFd(chunk, fd);
  heap.setBk(fd, chunk);
  heap.setFd(bk, chunk);
  if (arena.onEvent) arena.announceListed(chunk, size, binName(bin));
}

/** Joins the ring of sizes and answers the node the chunk goes in front of. */
function placeBySize(heap: HeapBytes, chunk: number, size: Bytes, header: number): number {
  const first = heap.fd(header);
  if (first === header) {
    joinSizes(heap, chunk, chunk, chunk);
    return header;
  }
  const sizeWord = size + PREV_INUSE;
  if (sizeWord < heap.sizeWord(heap.bk(header))) {
    joinSizes(heap, chunk, first, heap.link(first + BK_NEXTSIZE_AT));
    return header;
  }
  let place = first;
  while (sizeWord < heap.sizeWord(place)) place = nextSmaller(heap, place);
  if (sizeWord === heap.sizeWord(place)) {
    place = heap.fd(place); // second of its size, so that the ring of sizes need not change
  } else {
    const larger = heap.link(place + BK_NEXTSIZE_AT);
    if (heap.link(larger + FD_NEXTSIZE_AT) !== place) {
      abortCorrupted('malloc(): largebin double linked list corrupted (nextsize)', place);
    }
    joinSizes(heap, chunk, place, larger);
  }
  if (heap.fd(heap.bk(place)) !== place) {
    abortCorrupted('malloc(): largebin double linked list corrupted (bk)', place);
  }
  return place;
}

/** `larger ⇄ smaller` becomes `larger ⇄ chunk ⇄ smaller`. */
function joinSizes(heap: HeapBytes, chunk: number, smaller: number, larger: number): void {
  heap.setLink(chunk + FD_NEXTSIZE_AT, smaller);
  heap.setLink(chunk + BK_NEXTSIZE_AT, larger);
  heap.setLink(smaller + BK_NEXTSIZE_AT, chunk);
  heap.setLink(larger + FD_NEXTSIZE_AT, chunk);
}

/** The next size on the ring; a ring that does not descend would keep glibc going for ever. */
function nextSmaller(heap: HeapBytes, place: number): number {
  const next = heap.link(place + FD_NEXTSIZE_AT);
  if (heap.sizeWord(next) >= heap.sizeWord(place)) {
    abortCorrupted('endless loop: a large bin does not descend in size', place);
  }
  return next;
}

/** `mark_bin`. */
function markBin(arena: Arena, bin: number): void {
  const at = bin >>> 5;
  arena.binmap[at] = (arena.binmap[at] as number) | (1 << (bin & 31));
}

/** `unmark_bin`: noticed to be empty. */
export function unmarkBin(arena: Arena, bin: number): void {
  const at = bin >>> 5;
  arena.binmap[at] = (arena.binmap[at] as number) & ~(1 << (bin & 31));
}

/** The first marked bin from `bin` on, or 0. */
export function nextMarkedBin(arena: Arena, bin: number): number {
  let at = bin >>> 5;
  if (at >= arena.binmap.length) return 0;
  let map = (arena.binmap[at] as number) & (-1 << (bin & 31));
  while (map === 0) {
    if (++at === arena.binmap.length) return 0;
    map = arena.binmap[at] as number;
  }
  return at * 32 + 31 - Math.clz32(map & -map);
}
