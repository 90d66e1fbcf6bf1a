/** What a heap looked like over a run of unknown length, in a bounded number of samples. */
import type { Allocator, Bytes, Pointer } from '../allocator.ts';
import type { ProbeCount } from './probes.ts';

export interface Sample {
  /** Operations done when it was taken. */
  readonly operation: number;
  /** Requested bytes of live blocks. */
  readonly liveBytes: Bytes;
  /** Bytes the heap holds. */
  readonly heapBytes: Bytes;
  /** Looks at free chunks since the run began, when somebody counts them. */
  readonly probes: ProbeCount | null;
  /** From a walk of the heap, when asked for. */
  readonly fragmentation: Fragmentation | null;
  /** What keeps the heap from ending earlier; found when walks are asked for. */
  readonly pin: Pin | null;
}

/** The highest live block below the break: no free byte below it can leave at the heap's end. */
export interface Pin {
  readonly id: number;
  readonly pointer: Pointer;
  /** What was asked for. */
  readonly size: Bytes;
  /** The operation that allocated it, or moved it here; counted from 1. */
  readonly born: number;
}

export interface Fragmentation {
  /** Bytes inside used chunks that nobody asked for: headers, rounding. */
  readonly internalBytes: Bytes;
  /** Bytes in free chunks, the top chunk included. */
  readonly freeBytes: Bytes;
  readonly largestFree: Bytes;
  /** The share of the free bytes that one request could not have: 1 − largest / free; 0 when none are free. */
  readonly external: number;
}

/** Keeps every n-th moment; when full, drops every second one and doubles n. */
export class Samples {
  readonly #most: number;
  readonly #walk: boolean;
  #every = 1;
  #kept: Sample[] = [];

  constructor(most: number, walk: boolean) {
    this.#most = Math.max(2, most);
    this.#walk = walk;
  }

  offer(operation: number, look: (walk: boolean) => Sample): void {
    if (operation % this.#every !== 0) return;
    if (this.#kept.length === this.#most) {
      this.#every *= 2;
      this.#kept = this.#kept.filter((sample) => sample.operation % this.#every === 0);
      if (operation % this.#every !== 0) return;
    }
    this.#kept.push(look(this.#walk));
  }

  kept(): readonly Sample[] {
    return [...this.#kept];
  }
}

/** From one walk of the heap. */
export function measure(heap: Allocator, liveBytes: Bytes): Fragmentation {
  const { usedBytes, freeBytes, largestFree } = heap.stats();
  const external = freeBytes === 0 ? 0 : 1 - largestFree / freeBytes;
  return { internalBytes: usedBytes - liveBytes, freeBytes, largestFree, external };
}
