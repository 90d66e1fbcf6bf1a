/** How hard a heap searches: the free chunks it looks at. */
import type { AllocatorEvent, Listener } from '../events.ts';

/** Looks and the calls they were made for, since the run began. */
export interface ProbeCount {
  /** Free chunks looked at. */
  readonly examined: number;
  /** Calls of malloc, calloc, memalign and realloc. */
  readonly requests: number;
}

/**
 * Counts the looks of one heap, by the `examined` events it announces: every chunk of a free list that a
 * search compares with the request. A policy that takes the first of a list of equal chunks, or looks at
 * bitmaps, announces none: `bump`, the small blocks of `slab`, glibc's tcache, fastbins and small bins.
 *
 * A heap without a listener counts nothing, at no cost.
 *
 * ```ts
 * import { BoundaryTagAllocator } from '@memstrata/allocator';
 * import { ProbeCounter, readTrace, replayTrace } from '@memstrata/allocator/trace';
 *
 * const probes = new ProbeCounter();
 * const heap = new BoundaryTagAllocator({ onEvent: probes.listen });
 * const trace = readTrace('a 0 24\na 1 24\na 2 500\na 3 24\nf 0\nf 2\na 4 400');
 * console.log(replayTrace(trace, heap, { probes }).probes); // → { examined: 1, requests: 5 }
 * ```
 */
export class ProbeCounter {
  examined = 0;

  /** To be given to the heap as `onEvent`, or called by the listener that is. */
  readonly listen: Listener<AllocatorEvent> = (event) => {
    if (event.type === 'examined') this.examined++;
  };
}
