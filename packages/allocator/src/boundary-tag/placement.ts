/**
 * Which free chunk serves a request. Each policy owns its search loop, so the loop stays monomorphic
 * and reads as the textbook has it (Knuth, TAOCP 1, §2.5; Wilson et al., "Dynamic Storage Allocation:
 * A Survey and Critical Review", 1995, §3).
 */
import type { Bytes, Chunk } from '../allocator.ts';
import type { AllocatorEvent, Listener } from '../events.ts';
import type { FreeList } from './free-list.ts';

export interface Placement {
  readonly name: 'first-fit' | 'next-fit' | 'best-fit' | 'worst-fit';
  /** A listed chunk of at least `size` bytes; 0 when there is none. */
  find(list: FreeList, size: Bytes, onEvent: Listener<AllocatorEvent> | null): Chunk;
}

const NONE: Chunk = 0 as Chunk;

/** The first chunk on the list that is large enough. */
export const firstFit: Placement = {
  name: 'first-fit',
  find(list, size, onEvent) {
    const { words } = list;
    for (let chunk = list.first; chunk !== NONE; chunk = list.after(chunk)) {
      const has = words.sizeOf(chunk);
      if (onEvent) onEvent({ type: 'examined', chunk, size: has, fits: has >= size });
      if (has >= size) return chunk;
    }
    return NONE;
  },
};

/** First fit that resumes where the last search ended, and goes round once. */
export const nextFit: Placement = {
  name: 'next-fit',
  find(list, size, onEvent) {
    const { words } = list;
    const start = list.rover === NONE ? list.first : list.rover;
    let chunk = start;
    while (chunk !== NONE) {
      const has = words.sizeOf(chunk);
      if (onEvent) onEvent({ type: 'examined', chunk, size: has, fits: has >= size });
      if (has >= size) {
        list.rover = chunk;
        return chunk;
      }
      chunk = list.after(chunk);
      if (chunk === NONE) chunk = list.first;
      if (chunk === start) break;
    }
    return NONE;
  },
};

/** The smallest chunk that is large enough; an exact fit ends the search. */
export const bestFit: Placement = {
  name: 'best-fit',
  find(list, size, onEvent) {
    const { words } = list;
    let best = NONE;
    let bestSize = Infinity;
    for (let chunk = list.first; chunk !== NONE; chunk = list.after(chunk)) {
      const has = words.sizeOf(chunk);
      if (onEvent) onEvent({ type: 'examined', chunk, size: has, fits: has >= size });
      if (has >= size && has < bestSize) {
        best = chunk;
        bestSize = has;
        if (has === size) break;
      }
    }
    return best;
  },
};

/** The largest chunk, if it is large enough. */
export const worstFit: Placement = {
  name: 'worst-fit',
  find(list, size, onEvent) {
    const { words } = list;
    let worst = NONE;
    let worstSize = size - 1;
    for (let chunk = list.first; chunk !== NONE; chunk = list.after(chunk)) {
      const has = words.sizeOf(chunk);
      if (onEvent) onEvent({ type: 'examined', chunk, size: has, fits: has >= size });
      if (has > worstSize) {
        worst = chunk;
        worstSize = has;
      }
    }
    return worst;
  },
};
