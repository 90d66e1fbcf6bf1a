/** Misuse of a boundary-tag heap, judged by its bytes alone. */
import type { Bytes, Chunk, Pointer } from '../allocator.ts';
import { DoubleFree, HeapCorruption, InvalidFree } from '../errors.ts';
import {
  CHUNK_ALIGNMENT,
  type ChunkWords,
  chunkOf,
  HEADER_BYTES,
  MIN_CHUNK_BYTES,
} from './layout.ts';

interface Extent {
  readonly first: Chunk;
  readonly top: Chunk;
  /** First byte behind the heap. */
  readonly end: Bytes;
}

/**
 * The chunk in use whose payload starts at `pointer`.
 * @throws InvalidFree, DoubleFree, or HeapCorruption when the header behind it is no header.
 */
export function liveChunk(words: ChunkWords, pointer: Pointer, { first, top, end }: Extent): Chunk {
  const chunk = chunkOf(pointer);
  const last = end - HEADER_BYTES;
  if (pointer % CHUNK_ALIGNMENT !== 0) throw new InvalidFree(pointer, 'it is not aligned to 16');
  if (chunk < first || chunk >= last) throw new InvalidFree(pointer, 'it is not in the heap');
  const size = words.sizeOf(chunk);
  if (words.header(chunk) !== size + words.previousInUse(chunk) || size < MIN_CHUNK_BYTES)
    throw new InvalidFree(pointer, 'no chunk has its header before it');
  if (size > last - chunk) throw new InvalidFree(pointer, 'its chunk would end behind the heap');
  if (chunk >= top || !words.isInUse(chunk)) throw new DoubleFree(pointer);
  const after = words.after(chunk);
  if (after !== top && (after > top || words.sizeOf(after) < MIN_CHUNK_BYTES))
    throw new HeapCorruption('a chunk has at least 32 bytes', after);
  return chunk;
}
