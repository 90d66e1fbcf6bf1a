/** The laws of a boundary-tag heap, read from its bytes alone. */
import type { Bytes, Chunk } from '../allocator.ts';
import { HeapCorruption } from '../errors.ts';
import type { FreeList } from './free-list.ts';
import { CHUNK_ALIGNMENT, type ChunkWords, HEADER_BYTES, MIN_CHUNK_BYTES } from './layout.ts';

/** The bounds of the heap under check. */
export interface Extent {
  readonly first: Chunk;
  readonly top: Chunk;
  /** First byte behind the heap. */
  readonly end: Bytes;
  /** Whether two free neighbours break a law (immediate coalescing). */
  readonly joined: boolean;
}

/** @throws HeapCorruption at the first law that does not hold. */
export function checkHeap(words: ChunkWords, list: FreeList, extent: Extent): void {
  const free = checkChunks(words, extent);
  checkList(words, list, free);
}

const demand = (holds: boolean, law: string, chunk: number): void => {
  if (!holds) throw new HeapCorruption(law, chunk);
};

/** Postcondition: the chunks tile the heap; the answer is the set of free ones, top excluded. */
function checkChunks(words: ChunkWords, { first, top, end, joined }: Extent): Set<Chunk> {
  const free = new Set<Chunk>();
  demand(words.previousInUse(first) === 1, 'the first chunk has no free chunk before it', first);
  let chunk = first;
  while (chunk < top) {
    const size = words.sizeOf(chunk);
    demand(
      words.header(chunk) === size + words.previousInUse(chunk),
      'a header is a size and the P bit',
      chunk,
    );
    demand(size >= MIN_CHUNK_BYTES, 'a chunk has at least 32 bytes', chunk);
    demand(size <= top - chunk, 'a chunk ends at or before the top', chunk);
    const next = words.after(chunk);
    if (words.previousInUse(next) === 0) {
      demand(words.footerBefore(next) === size, 'a free chunk ends with its size', chunk);
      demand(
        !joined || words.previousInUse(chunk) === 1,
        'two free chunks are not neighbours',
        chunk,
      );
      free.add(chunk);
    }
    chunk = next;
  }
  demand(!joined || words.previousInUse(top) === 1, 'the top has no free chunk before it', top);
  const topSize = words.sizeOf(top);
  demand(
    words.header(top) === topSize + words.previousInUse(top),
    'a header is a size and the P bit',
    top,
  );
  const behind = end - HEADER_BYTES - (top + topSize);
  demand(behind >= 0 && behind < CHUNK_ALIGNMENT, 'the top ends the heap', top);
  return free;
}

/** Postcondition: the list holds every free chunk once, well linked, in the list's order. */
function checkList(words: ChunkWords, list: FreeList, free: Set<Chunk>): void {
  let last: Chunk = 0 as Chunk;
  for (let chunk = list.first; chunk !== 0; chunk = words.next(chunk)) {
    demand(free.delete(chunk), 'a listed chunk is free and listed once', chunk);
    demand(words.prev(chunk) === last, 'a list neighbour points back', chunk);
    demand(list.order.name !== 'address' || last < chunk, 'a list in address order ascends', chunk);
    last = chunk;
  }
  demand(list.last === last, 'the list ends at its last chunk', last);
  for (const chunk of free) demand(false, 'every free chunk is listed', chunk);
}
