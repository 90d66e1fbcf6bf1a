/**
 * Where a request is served, in glibc's order: fastbin, small bin, unsorted bin (sorting it on the
 * way), own large bin, next larger bin, top, the system.
 *
 * Source: glibc 2.36, malloc/malloc.c, `_int_malloc`.
 */
import { asChunk, type Bytes } from '../allocator.ts';
import { abortAssertion, abortCorrupted } from './abort.ts';
import type { Arena } from './arena.ts';
import { binIndex, isSmall } from './bin-index.ts';
import {
  fileChunk,
  nextMarkedBin,
  popUnsorted,
  pushUnsorted,
  requireUnsorted,
  UNSORTED,
  unlinkChunk,
  unmarkBin,
} from './bins.ts';
import {
  BK_NEXTSIZE_AT,
  chunkSizeFor,
  HEADER_BYTES,
  MIN_CHUNK_BYTES,
  PREV_INUSE,
  tcacheIndex,
} from './chunk-layout.ts';
import { consolidate } from './consolidate.ts';
import { takeFast } from './fastbins.ts';
import { binNode, NONE } from './heap-bytes.ts';
import { takeSmall } from './small-bins.ts';
import { systemMalloc } from './system.ts';
import { tcacheGet, tcacheHasRoom, tcachePut } from './tcache.ts';
import { takeFromTop } from './top.ts';

/** The unsorted bin had fits, and all of them went to the tcache. */
const CACHED = NONE - 1;
/** `MAX_ITERS`: chunks sorted in one pass. */
const MAX_SORTED = 10_000;
/** A larger bin holds no chunk too small. */
const FITS = '(unsigned long) (size) >= (unsigned long) (nb)';

/** The payload of a chunk for `request` bytes, or 0; the tcache is filled on the way but not asked. */
export function mallocChunk(arena: Arena, request: Bytes): number {
  const size = chunkSizeFor(request);
  const chunk = findChunk(arena, size);
  if (chunk === CACHED) return tcacheGet(arena, tcacheIndex(size));
  if (chunk === NONE) return 0;
  const { perturb } = arena.settings;
  if (perturb !== 0) arena.heap.fill(chunk + HEADER_BYTES, request, perturb ^ 0xff);
  return chunk + HEADER_BYTES;
}

function findChunk(arena: Arena, size: Bytes): number {
  if (size <= arena.settings.maxFast) {
    const chunk = takeFast(arena, size);
    if (chunk !== NONE) return chunk;
  }
  if (isSmall(size)) {
    const chunk = takeSmall(arena, size);
    if (chunk !== NONE) return chunk;
  } else if (arena.haveFastChunks) {
    consolidate(arena);
  }
  for (;;) {
    const chunk = searchBins(arena, size);
    if (chunk !== NONE) return chunk;
    if (!arena.haveFastChunks) return systemMalloc(arena, size);
    consolidate(arena); // the fastbins may hold what is missing: look again, once
  }
}

function searchBins(arena: Arena, size: Bytes): number {
  let chunk = sortUnsorted(arena, size);
  if (chunk !== NONE) return chunk;
  if (!isSmall(size)) {
    chunk = takeFromOwnBin(arena, size);
    if (chunk !== NONE) return chunk;
  }
  chunk = takeFromLargerBin(arena, size);
  return chunk === NONE ? takeFromTop(arena, size) : chunk;
}

/**
 * Empties the unsorted bin from its oldest chunk on. An exact fit goes to the tcache while there is
 * room, else it is the answer; a last remainder that stands alone is cut; the rest goes to its bin.
 *
 * Afterwards the bin is empty, unless a chunk was answered or 10,000 were sorted.
 */
function sortUnsorted(arena: Arena, size: Bytes): number {
  const { heap, settings } = arena;
  const cached = tcacheIndex(size);
  let found = NONE;
  let sorted = 0;
  for (let chunk = heap.bk(UNSORTED); chunk !== UNSORTED; chunk = heap.bk(UNSORTED)) {
    const chunkSize = heap.size(chunk);
    const bk = heap.bk(chunk);
    requireSoundUnsorted(arena, chunk, chunkSize, bk);
    const fits = chunkSize === size;
    if (arena.onEvent) announceExamined(arena, chunk, chunkSize, fits);
    if (isLastRemainder(arena, chunk, chunkSize, size, bk)) {
      return cutLastRemainder(arena, chunk, chunkSize, size, bk);
    }
    popUnsorted(arena, chunk, bk);
    if (fits) {
      heap.setPreviousInUse(chunk + size);
      if (!tcacheHasRoom(arena, cached)) return chunk;
      tcachePut(arena, chunk, cached);
      found = CACHED;
      continue;
    }
    fileChunk(arena, chunk, chunkSize);
    sorted++;
    const limit = settings.tcacheUnsortedLimit;
    if (found === CACHED && limit > 0 && sorted > limit) return CACHED;
    if (sorted >= MAX_SORTED) break;
  }
  return found;
}

/** The laws of a chunk in the unsorted bin, in the order glibc tests them. */
function requireSoundUnsorted(arena: Arena, chunk: number, size: Bytes, bk: number): void {
  const { heap, systemBytes } = arena;
  if (size <= HEADER_BYTES || size > systemBytes) {
    abortCorrupted('malloc(): invalid size (unsorted)', chunk);
  }
  const next = chunk + size;
  const nextWord = heap.sizeWord(next);
  if (nextWord < HEADER_BYTES || nextWord > systemBytes) {
    abortCorrupted('malloc(): invalid next size (unsorted)', next);
  }
  const footer = heap.prevSize(next);
  if (footer - (footer % 8) !== size) {
    abortCorrupted('malloc(): mismatching next->prev_size (unsorted)', next);
  }
  if (heap.fd(bk) !== chunk || heap.fd(chunk) !== UNSORTED) {
    abortCorrupted('malloc(): unsorted double linked list corrupted', chunk);
  }
  if (heap.isPreviousInUse(next)) {
    abortCorrupted('malloc(): invalid next->prev_inuse (unsorted)', next);
  }
}

/** A small request goes on cutting the chunk it cut last, if that is all there is: neighbours in time become neighbours in space. */
function isLastRemainder(
  arena: Arena,
  chunk: number,
  chunkSize: Bytes,
  size: Bytes,
  bk: number,
): boolean {
  return (
    chunk === arena.lastRemainder &&
    isSmall(size) &&
    bk === UNSORTED &&
    chunkSize > size + MIN_CHUNK_BYTES
  );
}

function cutLastRemainder(
  arena: Arena,
  chunk: number,
  chunkSize: Bytes,
  size: Bytes,
  bk: number,
): number {
  popUnsorted(arena, chunk, bk);
  arena.lastRemainder = chunk + size;
  cut(arena, chunk, chunkSize, size);
  return chunk;
}

/** The low `size` bytes of a chunk are in use; the rest is free, in front of the unsorted bin. */
function cut(arena: Arena, chunk: number, chunkSize: Bytes, size: Bytes): void {
  const rest = chunk + size;
  arena.heap.setHead(chunk, size + PREV_INUSE);
  pushUnsorted(arena, rest, chunkSize - size);
  if (arena.onEvent) arena.announceSplit(chunk, size, rest, chunkSize - size);
}

/** The smallest chunk of the request's own large bin that fits, or NONE. */
function takeFromOwnBin(arena: Arena, size: Bytes): number {
  const { heap } = arena;
  const bin = binNode(binIndex(size));
  const largest = heap.fd(bin);
  if (largest === bin || heap.sizeWord(largest) < size) return NONE;
  let chunk = heap.link(largest + BK_NEXTSIZE_AT);
  let chunkSize = heap.size(chunk);
  if (arena.onEvent) announceExamined(arena, chunk, chunkSize, chunkSize >= size);
  while (chunkSize < size) {
    const larger = heap.link(chunk + BK_NEXTSIZE_AT);
    if (heap.size(larger) <= chunkSize) {
      abortCorrupted('endless loop: a large bin does not ascend in size', chunk);
    }
    chunk = larger;
    chunkSize = heap.size(chunk);
    if (arena.onEvent) announceExamined(arena, chunk, chunkSize, chunkSize >= size);
  }
  if (chunk !== heap.bk(bin)) {
    // The second of a size is not on the ring of sizes: taking it leaves that ring alone.
    const second = heap.fd(chunk);
    if (heap.sizeWord(second) === heap.sizeWord(chunk)) chunk = second;
  }
  return takeListed(arena, chunk, chunkSize, size, 'malloc(): corrupted unsorted chunks');
}

/** The last, smallest chunk of the first bin above the request's own, or NONE. */
function takeFromLargerBin(arena: Arena, size: Bytes): number {
  const { heap } = arena;
  let bin = nextMarkedBin(arena, binIndex(size) + 1);
  while (bin !== 0) {
    const chunk = heap.bk(binNode(bin));
    if (chunk >= 0) {
      const chunkSize = heap.size(chunk);
      if (arena.onEvent) announceExamined(arena, chunk, chunkSize, true);
      if (chunkSize < size) abortAssertion('_int_malloc', FITS, chunk);
      takeListed(arena, chunk, chunkSize, size, 'malloc(): corrupted unsorted chunks 2');
      const rest = chunkSize - size;
      if (isSmall(size) && rest >= MIN_CHUNK_BYTES) arena.lastRemainder = chunk + size;
      return chunk;
    }
    unmarkBin(arena, bin);
    bin = nextMarkedBin(arena, bin + 1);
  }
  return NONE;
}

/** Takes a chunk off its bin and cuts it when the rest can be a chunk. */
function takeListed(
  arena: Arena,
  chunk: number,
  chunkSize: Bytes,
  size: Bytes,
  report: string,
): number {
  unlinkChunk(arena, chunk);
  if (chunkSize - size < MIN_CHUNK_BYTES) {
    arena.heap.setPreviousInUse(chunk + chunkSize);
  } else {
    requireUnsorted(arena, report);
    cut(arena, chunk, chunkSize, size);
  }
  return chunk;
}

function announceExamined(arena: Arena, chunk: number, size: Bytes, fits: boolean): void {
  arena.onEvent?.({ type: 'examined', chunk: asChunk(chunk), size, fits });
}
