import type { Extent } from './check.ts';
import type { Joinable } from './coalescing.ts';
import type { FreeList } from './free-list.ts';
import type { ChunkWords } from './layout.ts';

/** Joins every run of free neighbours, once; whether there was one. A run that reaches the top ends the heap. */
export function joinRuns(
  words: ChunkWords,
  list: FreeList,
  { first, top }: Extent,
  heap: Joinable,
): boolean {
  let any = false;
  let chunk = first;
  while (chunk < top) {
    const after = words.after(chunk);
    if (words.isInUse(chunk) || (after < top && words.isInUse(after))) {
      chunk = after;
      continue;
    }
    // `chunk` and the one behind it are free (or the top): join the whole run of them.
    any = true;
    list.remove(chunk);
    const joined = heap.join(chunk);
    if (joined === 0) break;
    list.insert(joined, words.sizeOf(joined));
    chunk = joined;
  }
  return any;
}
