/** The laws of a TLSF heap, read from its bytes and its list heads. */
import { HeapCorruption } from '../errors.ts';
import type { FreeLists } from './free-lists.ts';
import {
  CACHED,
  FREE,
  granulesOf,
  MIN_GRANULES,
  NEXT,
  PREV,
  PREVIOUS_FREE,
  QUICK_GRANULES,
  WORDS_PER_GRANULE,
} from './layout.ts';
import { LIST_COUNT, listOf } from './size-classes.ts';

/** What a heap shows to its check. Chunks are word indexes. */
export interface TlsfState {
  readonly words: Int32Array;
  readonly lists: FreeLists;
  readonly quick: Int32Array;
  readonly first: number;
  readonly top: number;
}

const demand = (holds: boolean, law: string, chunk: number): void => {
  if (!holds) throw new HeapCorruption(law, chunk * 4);
};

/** @throws HeapCorruption at the first law that does not hold. */
export function checkTlsf(state: TlsfState): void {
  const { free, cached } = checkChunks(state);
  checkLists(state, free);
  checkQuick(state, cached);
}

/** Postcondition: the chunks tile the heap; the answer is the free and the cached ones. */
function checkChunks({ words, first, top }: TlsfState): { free: Set<number>; cached: Set<number> } {
  const [free, cached] = [new Set<number>(), new Set<number>()];
  let previousFree = false;
  let chunk = first;
  while (chunk < top) {
    const header = words[chunk] as number;
    const granules = granulesOf(header);
    const isFree = (header & FREE) !== 0;
    const next = chunk + granules * WORDS_PER_GRANULE;
    demand(granules >= MIN_GRANULES, 'a chunk has at least 16 bytes', chunk);
    demand(next <= top, 'a chunk ends at or before the top', chunk);
    const tag = (header & PREVIOUS_FREE) !== 0;
    demand(tag === previousFree, 'PREVIOUS_FREE says whether the chunk before is free', chunk);
    demand(!isFree || !previousFree, 'two free chunks are not neighbours', chunk);
    if (isFree) {
      demand(words[next - 1] === chunk, 'a free chunk ends with its own place', chunk);
      demand(header > 0, 'a free chunk is not parked', chunk);
      free.add(chunk);
    } else if ((header & CACHED) !== 0) cached.add(chunk);
    previousFree = isFree;
    chunk = next;
  }
  demand(!previousFree, 'the top has no free chunk before it', top);
  return { free, cached };
}

/** Postcondition: every free chunk is on the list of its size, once, and the maps know it. */
function checkLists({ words, lists: { heads, map } }: TlsfState, free: Set<number>): void {
  for (let list = 0; list < LIST_COUNT; list++) {
    const head = heads[list] as number;
    demand(map.has(list) === (head !== 0), 'the map knows which lists have chunks', head);
    let prev = 0;
    for (let chunk = head; chunk !== 0; chunk = words[chunk + NEXT] as number) {
      demand(free.delete(chunk), 'a listed chunk is free and listed once', chunk);
      demand(words[chunk + PREV] === prev, 'a list neighbour points back', chunk);
      const size = granulesOf(words[chunk] as number);
      demand(listOf(size) === list, 'a chunk is on the list of its size', chunk);
      prev = chunk;
    }
  }
  for (let row = 0; row < map.lists.length; row++)
    demand(
      ((map.rows >>> row) & 1) === Number(map.lists[row] !== 0),
      'a row bit says whether its lists have chunks',
      0,
    );
  for (const chunk of free) demand(false, 'every free chunk is listed', chunk);
}

/** Postcondition: every parked chunk is on the quick list of its size, once. */
function checkQuick({ words, quick }: TlsfState, cached: Set<number>): void {
  for (let granules = 0; granules <= QUICK_GRANULES; granules++) {
    for (
      let chunk = quick[granules * 2] as number;
      chunk !== 0;
      chunk = words[chunk + NEXT] as number
    ) {
      demand(cached.delete(chunk), 'a chunk on a quick list is parked there once', chunk);
      demand(
        granulesOf(words[chunk] as number) === granules,
        'a parked chunk has the size of its quick list',
        chunk,
      );
    }
  }
  for (const chunk of cached) demand(false, 'every parked chunk is on a quick list', chunk);
}
