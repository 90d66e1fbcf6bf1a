/**
 * Every law of the heap that its bytes can show, the stricter form of what glibc asserts when it is
 * compiled with MALLOC_DEBUG.
 *
 * Source: glibc 2.36, malloc/malloc.c, `do_check_malloc_state` and the checks it calls; the tcache
 * laws are this package's.
 */
import type { Bytes } from '../allocator.ts';
import { HeapCorruption } from '../errors.ts';
import type { Arena } from './arena.ts';
import {
  BIN_COUNT,
  binIndex,
  binName,
  FIRST_SMALL_BIN,
  isSmall,
  UNSORTED_BIN,
} from './bin-index.ts';
import {
  ALIGN_MASK,
  BK_NEXTSIZE_AT,
  FD_AT,
  FD_NEXTSIZE_AT,
  fastbinIndex,
  HEADER_BYTES,
  MIN_CHUNK_BYTES,
  tcacheIndex,
} from './chunk-layout.ts';
import { binNode, NONE } from './heap-bytes.ts';
import { isMappedWhole } from './mapped-chunks.ts';
import { hasTcacheKey, tcacheCount, tcacheEntryAt } from './tcache.ts';
import { heapEnd } from './top.ts';
import { soundSize } from './walk.ts';

/** What one walk of the heap found, for the lists to be held against. */
interface Survey {
  /** Chunks that their neighbour says are in use. */
  readonly inUse: Set<number>;
  /** Chunks that their neighbour says are free. */
  readonly free: Set<number>;
}

/** @throws HeapCorruption at the first broken law. */
export function checkArena(arena: Arena): void {
  checkMapped(arena);
  if (arena.top === NONE) return;
  const survey = surveyHeap(arena);
  checkTop(arena);
  checkCaches(arena, survey);
  checkBins(arena, survey);
  for (const chunk of survey.free) broken('every free chunk is in a bin', chunk);
}

function broken(law: string, offset: number, detail?: string): never {
  throw new HeapCorruption(law, offset, detail);
}

function surveyHeap(arena: Arena): Survey {
  const survey: Survey = { inUse: new Set(), free: new Set() };
  let bytes = 0;
  let end = arena.firstBreak;
  for (const region of arena.regions) {
    bytes += region.end - end;
    end = region.end;
    surveyRegion(arena, region.start, end, survey);
  }
  if (bytes !== arena.systemBytes) {
    broken('the heap has the bytes that the system gave', end, `${bytes} of ${arena.systemBytes}`);
  }
  return survey;
}

/** Chunk sizes lead from `start` to `end`, and no two free chunks touch. */
function surveyRegion(arena: Arena, start: number, end: number, survey: Survey): void {
  const { heap } = arena;
  if (!heap.isPreviousInUse(start)) broken('nothing free comes before the first chunk', start);
  let isFree = false;
  for (let chunk = start; chunk !== arena.top && chunk < end; ) {
    const size = soundSize(arena, chunk, end);
    const next = chunk + size;
    if (next === end) {
      checkFencepost(arena, chunk, size);
      return;
    }
    if (heap.isMapped(chunk)) broken('no chunk of the heap is marked as mapped', chunk);
    const wasFree = isFree;
    isFree = !heap.isPreviousInUse(next) && size >= MIN_CHUNK_BYTES;
    if (isFree && wasFree) broken('no two free chunks touch', chunk);
    if (isFree && heap.prevSize(next) !== size) {
      broken('a free chunk has its size at both ends', chunk, `${size} and ${heap.prevSize(next)}`);
    }
    (isFree ? survey.free : survey.inUse).add(chunk);
    chunk = next;
  }
}

/** A region that somebody else's break cut off ends in two chunks of 16 bytes. */
function checkFencepost(arena: Arena, chunk: number, size: Bytes): void {
  const before = arena.heap.size(chunk - HEADER_BYTES);
  if (size !== HEADER_BYTES || before !== HEADER_BYTES) {
    broken('the end of the heap is its top chunk', chunk, `a chunk of ${size} bytes reaches it`);
  }
}

function checkTop(arena: Arena): void {
  const { heap, top } = arena;
  const size = heap.size(top);
  if (size < MIN_CHUNK_BYTES) broken('top keeps a smallest chunk', top, `size ${size}`);
  if (heapEnd(arena) !== arena.regions.at(-1)?.end) {
    broken('top reaches the end of the heap', top, `size ${size}`);
  }
  if (!heap.isPreviousInUse(top)) broken('nothing free comes before top', top);
}

/** Tcache and fastbins: singly linked, in use by their bit, each chunk on one list of its size. */
function checkCaches(arena: Arena, survey: Survey): void {
  const seen = new Set<number>();
  const { heap, settings } = arena;
  for (let index = 0; arena.tcache !== NONE && index < settings.tcacheBins; index++) {
    let count = 0;
    let entry = heap.link(tcacheEntryAt(arena, index));
    for (; entry !== NONE; entry = heap.protectedLink(entry)) {
      const chunk = entry - HEADER_BYTES;
      checkCached(arena, chunk, survey, seen);
      if (tcacheIndex(heap.size(chunk)) !== index) broken('a tcache list has one size', chunk);
      if (!hasTcacheKey(arena, chunk)) broken('a cached block carries the key', chunk);
      count++;
    }
    if (count !== tcacheCount(arena, index)) {
      broken('a tcache count is the length of its list', tcacheEntryAt(arena, index), `${count}`);
    }
  }
  for (let index = 0; index < arena.fastbins.length; index++) {
    let chunk = arena.fastbins[index] as number;
    for (; chunk !== NONE; chunk = heap.protectedLink(chunk + FD_AT)) {
      checkCached(arena, chunk, survey, seen);
      if (fastbinIndex(heap.size(chunk)) !== index) broken('a fastbin has one size', chunk);
      if (!arena.haveFastChunks) broken('an arena with fast chunks says so', chunk);
    }
  }
}

function checkCached(arena: Arena, chunk: number, survey: Survey, seen: Set<number>): void {
  if (chunk & ALIGN_MASK) broken('links of tcache and fastbins are aligned', chunk);
  if (!survey.inUse.has(chunk) || chunk + HEADER_BYTES === arena.tcache) {
    broken('links of tcache and fastbins lead to chunks in use', chunk);
  }
  if (seen.has(chunk)) broken('a chunk is on one list of tcache and fastbins, once', chunk);
  seen.add(chunk);
}

/** Rings both ways; each free chunk is on the ring of its size, and is struck from the survey. */
function checkBins(arena: Arena, survey: Survey): void {
  const { heap } = arena;
  for (let bin = UNSORTED_BIN; bin < BIN_COUNT; bin++) {
    const header = binNode(bin);
    let before = header;
    for (let chunk = heap.fd(header); chunk !== header; chunk = heap.fd(chunk)) {
      if (!survey.free.delete(chunk)) {
        broken('links of a bin lead to free chunks, each once', chunk, binName(bin));
      }
      if (heap.bk(chunk) !== before) broken('fd and bk of a bin mirror each other', chunk);
      if (bin >= FIRST_SMALL_BIN) checkPlace(arena, chunk, before, bin);
      before = chunk;
    }
    if (heap.bk(header) !== before) broken('fd and bk of a bin mirror each other', before);
    checkSizeRing(arena, bin);
  }
}

function checkPlace(arena: Arena, chunk: number, before: number, bin: number): void {
  const { heap } = arena;
  const size = heap.size(chunk);
  if (binIndex(size) !== bin) broken('a free chunk is in the bin of its size', chunk, binName(bin));
  if (before >= 0 && heap.size(before) < size) broken('a large bin descends in size', chunk);
  if (((arena.binmap[bin >>> 5] as number) & (1 << (bin & 31))) === 0) {
    broken('the map marks every bin that holds a chunk', chunk, binName(bin));
  }
}

/** In a large bin the first of each size is on the ring of sizes, and nothing else is. */
function checkSizeRing(arena: Arena, bin: number): void {
  const { heap } = arena;
  const header = binNode(bin);
  const firsts: number[] = [];
  for (let chunk = heap.fd(header); chunk !== header; chunk = heap.fd(chunk)) {
    const size = heap.size(chunk);
    if (isSmall(size)) continue;
    const last = firsts.at(-1);
    const isFirst = bin !== UNSORTED_BIN && (last === undefined || heap.size(last) !== size);
    if (isFirst) firsts.push(chunk);
    else if (heap.link(chunk + FD_NEXTSIZE_AT) !== NONE) {
      broken('only the first chunk of a size is on the ring of sizes', chunk);
    }
  }
  firsts.forEach((chunk, index) => {
    const smaller = firsts[(index + 1) % firsts.length] as number;
    if (
      heap.link(chunk + FD_NEXTSIZE_AT) !== smaller ||
      heap.link(smaller + BK_NEXTSIZE_AT) !== chunk
    ) {
      broken('the ring of sizes joins the first chunk of each size', chunk);
    }
  });
}

/** Mapped blocks: whole pages, marked, and as many as counted. */
function checkMapped(arena: Arena): void {
  const { heap } = arena;
  let bytes = 0;
  for (const chunk of arena.mappedChunks) {
    if (!heap.isMapped(chunk) || !isMappedWhole(arena, chunk)) {
      broken('a mapped chunk is marked and fills whole pages', chunk);
    }
    bytes += heap.prevSize(chunk) + heap.size(chunk);
  }
  if (bytes !== arena.mappedBytes || arena.mappedChunks.size !== arena.mappedCount) {
    broken('mapped chunks have the bytes that were mapped', 0, `${bytes} of ${arena.mappedBytes}`);
  }
}
