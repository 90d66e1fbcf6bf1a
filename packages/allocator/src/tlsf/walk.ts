/** The chunks of a TLSF heap, read from their headers. */
import type { Bytes, ChunkReport } from '../allocator.ts';
import { HeapCorruption } from '../errors.ts';
import { reportOf } from './announce.ts';
import {
  CACHED,
  FREE,
  GRANULE_BYTES,
  granulesOf,
  MIN_GRANULES,
  WORDS_PER_GRANULE,
} from './layout.ts';
import type { TlsfExtent } from './misuse.ts';
import { listOf } from './size-classes.ts';

/** @throws HeapCorruption at a header whose size cannot be. */
export function* walk({ words, first, top }: TlsfExtent, endBytes: Bytes): Generator<ChunkReport> {
  let chunk = first;
  while (chunk < top) {
    const header = words[chunk] as number;
    const granules = granulesOf(header);
    if (granules < MIN_GRANULES)
      throw new HeapCorruption('a chunk has at least 16 bytes', chunk * 4);
    const report = reportOf(chunk, granules * GRANULE_BYTES);
    if ((header & (FREE | CACHED)) === 0) yield { ...report, state: 'used' };
    else yield { ...report, state: 'free', list: header < 0 ? 'quick' : `${listOf(granules)}` };
    chunk += granules * WORDS_PER_GRANULE;
  }
  const size = endBytes - chunk * 4;
  if (size > 0) yield { ...reportOf(chunk, size), state: 'top' };
}
