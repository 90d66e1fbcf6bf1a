/** The chunks of a boundary-tag heap, in address order, read from their headers. */
import type { ChunkReport } from '../allocator.ts';
import { HeapCorruption } from '../errors.ts';
import type { Extent } from './check.ts';
import { type ChunkWords, HEADER_BYTES, MIN_CHUNK_BYTES, pointerOf } from './layout.ts';

/** Every chunk from the first to the top; `list` names the list of the free ones. */
export function* walk(words: ChunkWords, extent: Extent, list: string): Generator<ChunkReport> {
  const { first, top } = extent;
  for (let chunk = first; chunk < top; chunk = words.after(chunk)) {
    const size = words.sizeOf(chunk);
    if (size < MIN_CHUNK_BYTES) throw new HeapCorruption('a chunk has at least 32 bytes', chunk);
    const shared = { chunk, size, pointer: pointerOf(chunk), usable: size - HEADER_BYTES };
    if (words.isInUse(chunk)) yield { ...shared, state: 'used' };
    else yield { ...shared, state: 'free', list };
  }
  const size = words.sizeOf(top);
  const usable = Math.max(0, size - HEADER_BYTES);
  yield { chunk: top, size, state: 'top', pointer: pointerOf(top), usable };
}
