/** The cold side of `free`: which misuse a pointer that is no live chunk is. */
import { nullPointer, type Pointer } from '../allocator.ts';
import { DoubleFree, InvalidFree } from '../errors.ts';
import {
  CACHED,
  FREE,
  GRANULE_BYTES,
  granulesOf,
  MIN_GRANULES,
  PREVIOUS_FREE,
  WORDS_PER_GRANULE,
} from './layout.ts';

/** The heap as misuse is judged by: chunks lie in [first, top), what was freed into the top below `end`. */
export interface TlsfExtent {
  readonly words: Int32Array;
  readonly first: number;
  readonly top: number;
  readonly end: number;
}

/**
 * The chunk in use whose payload starts at `pointer`.
 * @throws InvalidFree, DoubleFree
 */
export function liveChunk(pointer: Pointer, extent: TlsfExtent): number {
  const { words, first, top } = extent;
  const chunk = pointer / 4 - 1;
  if (pointer % GRANULE_BYTES !== 0 || !(chunk >= first && chunk < top)) refuse(pointer, extent);
  const header = words[chunk] as number;
  const granules = granulesOf(header);
  const next = chunk + granules * WORDS_PER_GRANULE;
  const used = (header & (FREE | CACHED)) === 0;
  if (!used || next > top || granules < MIN_GRANULES) refuse(pointer, extent);
  if (next < top && ((words[next] as number) & PREVIOUS_FREE) !== 0) throw new DoubleFree(pointer);
  return chunk;
}

/** No chunk in use can start there. A chunk freed into the top left its header behind. */
function refuse(pointer: Pointer, { words, first, top, end }: TlsfExtent): never {
  if (pointer === nullPointer) throw new InvalidFree(pointer, 'null has no block');
  if (pointer % GRANULE_BYTES !== 0)
    throw new InvalidFree(pointer, `it is not aligned to ${GRANULE_BYTES}`);
  const chunk = pointer / 4 - 1;
  const inside = chunk >= first && chunk < top;
  const header = inside || (chunk >= top && chunk < end) ? (words[chunk] as number) : 0;
  const granules = granulesOf(header);
  const freed = !inside || (header & (FREE | CACHED)) !== 0;
  const limit = inside ? top : end;
  if (freed && granules >= MIN_GRANULES && chunk + granules * WORDS_PER_GRANULE <= limit)
    throw new DoubleFree(pointer);
  throw new InvalidFree(
    pointer,
    inside ? 'no chunk has its header before it' : 'it is not in the heap',
  );
}
