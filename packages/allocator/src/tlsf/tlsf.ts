/** The whole contract over a TLSF heap: what serves blocks is in `core.ts`, what looks into the heap here. */
import type { Allocator, ChunkReport, HeapStats } from '../allocator.ts';
import { sumChunks } from '../heap-stats.ts';
import { checkTlsf } from './check.ts';
import { TlsfCore } from './core.ts';
import { walk } from './walk.ts';

/**
 * The general-purpose heap: fast at every size, 4 bytes a block, constant time.
 *
 * ```ts
 * import { TlsfAllocator } from '@memstrata/allocator';
 *
 * const heap = new TlsfAllocator();
 * const a = heap.malloc(20);
 * const b = heap.malloc(20);
 * console.log(heap.usableSize(a), b - a); // → 20 24
 * ```
 */
export class TlsfAllocator extends TlsfCore implements Allocator {
  chunks(): Iterable<ChunkReport> {
    return walk(this.heap, this.heap.endBytes);
  }

  stats(): HeapStats {
    return sumChunks(this.chunks(), this.heapBytes);
  }

  check(): void {
    checkTlsf(this.heap);
  }
}
