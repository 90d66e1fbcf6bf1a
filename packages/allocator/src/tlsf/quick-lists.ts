/**
 * Freed chunks, parked whole for the next request of their size. For their neighbours they are in use, so
 * that parking and unparking touch two words and join nothing.
 *
 * Every size has an allowance of bytes, so that of the sizes a program frees by the hundred many wait, and
 * of large ones few. All are joined before the heap may grow.
 *
 * The lists are pairs of words, `[2g]` the chunk of g granules parked last, `[2g + 1]` the places left,
 * which `malloc` and `free` of `tlsf.ts` read and write themselves.
 *
 * Law: the chunks of a list have its size, and each is marked CACHED.
 */
import type { Bytes } from '../allocator.ts';
import { CACHED, GRANULE_BYTES, MIN_GRANULES, NEXT, NONE, QUICK_GRANULES } from './layout.ts';

/** @param allowance - bytes that may be parked of each size, at least one chunk, from 8,192 bytes on four; 0 parks nothing. */
export function quickLists(allowance: Bytes): Int32Array {
  const lists = new Int32Array(2 * QUICK_GRANULES + 2);
  if (allowance === 0) return lists;
  const least = allowance < 8192 ? 1 : 4;
  for (let granules = MIN_GRANULES; granules <= QUICK_GRANULES; granules++)
    lists[2 * granules + 1] = Math.max(least, Math.floor(allowance / (granules * GRANULE_BYTES)));
  return lists;
}

/** The chunk parked last, in use again; 0 when there is none of this size. */
export function unpark(lists: Int32Array, words: Int32Array, granules: number): number {
  if (granules > QUICK_GRANULES) return NONE;
  const at = granules * 2;
  const chunk = lists[at] as number;
  if (chunk === NONE) return NONE;
  lists[at] = words[chunk + NEXT] as number;
  lists[at + 1] = (lists[at + 1] as number) + 1;
  words[chunk] = (words[chunk] as number) & ~CACHED;
  return chunk;
}

/** False when a chunk of this size has to be joined and listed instead. */
export function park(
  lists: Int32Array,
  words: Int32Array,
  chunk: number,
  granules: number,
): boolean {
  const at = granules * 2;
  if (granules > QUICK_GRANULES || lists[at + 1] === 0) return false;
  words[chunk] = (words[chunk] as number) | CACHED;
  words[chunk + NEXT] = lists[at] as number;
  lists[at] = chunk;
  lists[at + 1] = (lists[at + 1] as number) - 1;
  return true;
}
