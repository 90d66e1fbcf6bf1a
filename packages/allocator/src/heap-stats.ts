/** Totals over the chunks of one heap. */
import type { Bytes, ChunkReport, HeapStats } from './allocator.ts';

/** Sums `chunks`; what they do not cover of `heapBytes` is the allocator's own. */
export function sumChunks(chunks: Iterable<ChunkReport>, heapBytes: Bytes): HeapStats {
  let [usedBytes, usableBytes, usedChunks, freeBytes, freeChunks, largestFree] = [0, 0, 0, 0, 0, 0];
  for (const { state, size, usable } of chunks) {
    if (state === 'used') {
      usedBytes += size;
      usableBytes += usable;
      usedChunks++;
    } else if (state !== 'overhead') {
      freeBytes += size;
      freeChunks++;
      largestFree = Math.max(largestFree, usable);
    }
  }
  const overheadBytes = heapBytes - usedBytes - freeBytes;
  return {
    heapBytes,
    usedBytes,
    usableBytes,
    usedChunks,
    freeBytes,
    freeChunks,
    largestFree,
    overheadBytes,
  };
}
