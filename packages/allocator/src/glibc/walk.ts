/**
 * Reading a heap from its bytes: every chunk in address order, and what list a free one is on.
 *
 * A chunk is free when the chunk behind it says so, or when the tcache or a fastbin holds it: those
 * two keep the in-use bit, so only their lists tell.
 */
import { asChunk, asPointer, type Bytes, type ChunkReport, type ChunkState } from '../allocator.ts';
import { HeapCorruption } from '../errors.ts';
import type { Arena } from './arena.ts';
import { BIN_COUNT, binName } from './bin-index.ts';
import { ALIGN_MASK, FD_AT, HEADER_BYTES, WORD_BYTES } from './chunk-layout.ts';
import { fastbinName } from './fastbins.ts';
import { binNode, isWild, NONE } from './heap-bytes.ts';
import { tcacheEntryAt, tcacheName } from './tcache.ts';

/** The list each listed chunk stands on; a list that leads out of the heap or into itself ends there. */
function listedChunks(arena: Arena): ReadonlyMap<number, string> {
  const { heap } = arena;
  const lists = new Map<number, string>();
  const follow = (from: number, list: string, next: (node: number) => number): void => {
    for (let node = from; node >= 0 && !isWild(node) && !lists.has(node); node = next(node)) {
      lists.set(node, list);
    }
  };
  for (let index = 0; arena.tcache !== NONE && index < arena.settings.tcacheBins; index++) {
    const first = heap.link(tcacheEntryAt(arena, index));
    follow(first - HEADER_BYTES, tcacheName(index), (node) => {
      return heap.protectedLink(node + HEADER_BYTES) - HEADER_BYTES;
    });
  }
  arena.fastbins.forEach((first, index) => {
    follow(first, fastbinName(index), (node) => heap.protectedLink(node + FD_AT));
  });
  for (let bin = 1; bin < BIN_COUNT; bin++) {
    follow(heap.fd(binNode(bin)), binName(bin), (node) => heap.fd(node));
  }
  return lists;
}

/** Size of the chunk, which must lie in the region. */
export function soundSize(arena: Arena, chunk: number, end: number): Bytes {
  const size = arena.heap.size(chunk);
  if (size < HEADER_BYTES || size & ALIGN_MASK || chunk + size > end) {
    throw new HeapCorruption(
      'chunk sizes lead from the start of the heap to its end',
      chunk,
      `size ${size}`,
    );
  }
  return size;
}

/** Every chunk of the heap, then every mapped block. */
export function* chunksOf(arena: Arena): Generator<ChunkReport> {
  const lists = listedChunks(arena);
  let end = arena.firstBreak;
  for (const region of arena.regions) {
    if (region.start > end) yield report(end, region.start - end, 'overhead');
    for (let chunk = region.start; chunk < region.end; ) {
      const size = soundSize(arena, chunk, region.end);
      yield report(chunk, size, stateOf(arena, chunk, size, lists), lists.get(chunk));
      chunk += size;
    }
    end = region.end;
  }
  for (const chunk of [...arena.mappedChunks].sort((a, b) => a - b)) {
    const lead = arena.heap.prevSize(chunk);
    if (lead > 0) yield report(chunk - lead, lead, 'overhead');
    yield {
      ...report(chunk, arena.heap.size(chunk), 'used'),
      usable: arena.heap.size(chunk) - HEADER_BYTES,
    };
  }
}

function stateOf(
  arena: Arena,
  chunk: number,
  size: Bytes,
  lists: ReadonlyMap<number, string>,
): ChunkState {
  if (chunk === arena.top) return 'top';
  if (chunk + HEADER_BYTES === arena.tcache || size === HEADER_BYTES) return 'overhead';
  return lists.has(chunk) || !arena.heap.isPreviousInUse(chunk + size) ? 'free' : 'used';
}

function report(chunk: number, size: Bytes, state: ChunkState, list?: string): ChunkReport {
  return {
    chunk: asChunk(chunk),
    size,
    state,
    pointer: asPointer(chunk + HEADER_BYTES),
    usable: Math.max(0, size - (state === 'top' ? HEADER_BYTES : WORD_BYTES)),
    ...(list === undefined ? {} : { list }),
  };
}
