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
  if (pointer === nullPointer) throw new InvalidFree(pointer, 'null has no block');
  const chunk = pointer / 4 - 1;
  if (pointer % GRANULE_BYTES !== 0 || !(chunk >= first && chunk < top)) misplaced(pointer, extent);
  const header = words[chunk] as number;
  const next = chunk + granulesOf(header) * WORDS_PER_GRANULE;
  const small = granulesOf(header) < MIN_GRANULES;
  if ((header & (FREE | CACHED)) !== 0 || next > top || small) misused(pointer, header, top);
  if (next < top && ((words[next] as number) & PREVIOUS_FREE) !== 0) throw new DoubleFree(pointer);
  return chunk;
}

/** No chunk can start there. A chunk freed into the top left its header behind. */
function misplaced(pointer: Pointer, { words, top, end }: TlsfExtent): never {
  if (!Number.isInteger(pointer) || pointer % GRANULE_BYTES !== 0)
    throw new InvalidFree(pointer, `it is not aligned to ${GRANULE_BYTES}`);
  const chunk = pointer / 4 - 1;
  const granules = chunk >= top && chunk < end ? granulesOf(words[chunk] as number) : 0;
  if (granules >= MIN_GRANULES && chunk + granules * WORDS_PER_GRANULE <= end)
    throw new DoubleFree(pointer);
  throw new InvalidFree(pointer, 'it is not in the heap');
}

/** A chunk may start there, but its header says free, or nothing sensible. */
function misused(pointer: Pointer, header: number, top: number): never {
  const granules = granulesOf(header);
  const end = pointer / 4 - 1 + granules * WORDS_PER_GRANULE;
  if ((header & (FREE | CACHED)) !== 0 && granules >= MIN_GRANULES && end <= top)
    throw new DoubleFree(pointer);
  throw new InvalidFree(pointer, 'no chunk has its header before it');
}
