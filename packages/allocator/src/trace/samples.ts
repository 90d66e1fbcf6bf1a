/** What a heap looked like over a run of unknown length, in a bounded number of samples. */
import type { Allocator, Bytes } from '../allocator.ts';

export interface Sample {
  /** Operations done when it was taken. */
  readonly operation: number;
  /** Requested bytes of live blocks. */
  readonly liveBytes: Bytes;
  /** Bytes the heap holds. */
  readonly heapBytes: Bytes;
  /** From a walk of the heap, when asked for. */
  readonly fragmentation: Fragmentation | null;
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

  offer(operation: number, liveBytes: Bytes, heap: Allocator): void {
    if (operation % this.#every !== 0) return;
    if (this.#kept.length === this.#most) {
      this.#every *= 2;
      this.#kept = this.#kept.filter((sample) => sample.operation % this.#every === 0);
      if (operation % this.#every !== 0) return;
    }
    const fragmentation = this.#walk ? measure(heap, liveBytes) : null;
    this.#kept.push({ operation, liveBytes, heapBytes: heap.heapBytes, fragmentation });
  }

  kept(): readonly Sample[] {
    return [...this.#kept];
  }
}

function measure(heap: Allocator, liveBytes: Bytes): Fragmentation {
  const { usedBytes, freeBytes, largestFree } = heap.stats();
  const external = freeBytes === 0 ? 0 : 1 - largestFree / freeBytes;
  return { internalBytes: usedBytes - liveBytes, freeBytes, largestFree, external };
}
