/** The events of a TLSF heap, built only when somebody listens. Chunks are word indexes here. */
import type { Bytes, Chunk, ChunkReport, Pointer } from '../allocator.ts';
import type { AllocatorEvent, Listener } from '../events.ts';
import { GRANULE_BYTES, granulesOf, HEADER_BYTES } from './layout.ts';

type OnEvent = Listener<AllocatorEvent>;

const chunkAt = (word: number): Chunk => (word * 4) as Chunk;
const pointerAt = (word: number): Pointer => ((word + 1) * 4) as Pointer;

/** What every report says about a chunk. */
export const reportOf = (chunk: number, size: Bytes): Omit<ChunkReport, 'state'> => ({
  chunk: chunkAt(chunk),
  size,
  pointer: pointerAt(chunk),
  usable: Math.max(0, size - HEADER_BYTES),
});

export function announceAllocated(
  onEvent: OnEvent,
  words: Int32Array,
  word: number,
  requested: Bytes,
  parked: boolean,
): void {
  const [chunk, pointer] = [chunkAt(word), pointerAt(word)];
  const size = granulesOf(words[word] as number) * GRANULE_BYTES;
  onEvent({ type: 'padded', size: requested, chunkSize: size });
  if (parked) announceUnparked(onEvent, word, size);
  onEvent({ type: 'allocated', pointer, chunk, size, requested });
}

export function announceUnparked(onEvent: OnEvent, word: number, size: Bytes): void {
  onEvent({ type: 'unlisted', chunk: chunkAt(word), size, list: 'quick' });
}

export function announceFreed(
  onEvent: OnEvent,
  word: number,
  granules: number,
  parked: boolean,
): void {
  const [chunk, pointer] = [chunkAt(word), pointerAt(word)];
  const size = granules * GRANULE_BYTES;
  onEvent({ type: 'freed', pointer, chunk, size });
  if (parked) onEvent({ type: 'listed', chunk, size, list: 'quick' });
}

export function announceSplit(
  onEvent: OnEvent,
  word: number,
  granules: number,
  rest: number,
  restGranules: number,
): void {
  onEvent({
    type: 'split',
    chunk: chunkAt(word),
    size: granules * GRANULE_BYTES,
    rest: chunkAt(rest),
    restSize: restGranules * GRANULE_BYTES,
  });
}

/** [chunk, next) is now part of the free stretch [start, end). */
export interface Joined {
  readonly was: Was;
  readonly chunk: number;
  readonly next: number;
  readonly start: number;
  readonly end: number;
}

/** What a chunk was before it was joined: a caller's block, parked since its `free`, or cut off a block. */
export type Was = 'used' | 'parked' | 'cut';

/** @param topEnd - where the top ends, when it took the stretch; else `end`. */
export function announceJoined(
  onEvent: OnEvent,
  { was, chunk, next, start, end }: Joined,
  topEnd: number,
): void {
  if (was === 'used') announceFreed(onEvent, chunk, (next - chunk) >>> 1, false);
  if (was === 'parked') announceUnparked(onEvent, chunk, (next - chunk) * 4);
  if (end !== next) announceMerged(onEvent, chunk, end, next);
  if (start !== chunk) announceMerged(onEvent, start, end, chunk);
  if (topEnd !== end) announceMerged(onEvent, start, topEnd, end);
}

function announceMerged(onEvent: OnEvent, word: number, end: number, absorbed: number): void {
  onEvent({
    type: 'merged',
    chunk: chunkAt(word),
    size: (end - word) * 4,
    absorbed: chunkAt(absorbed),
    absorbedSize: (end - absorbed) * 4,
  });
}

export function announceResized(
  onEvent: OnEvent,
  words: Int32Array,
  word: number,
  granules: number,
): void {
  const [from, size] = [granules, granulesOf(words[word] as number)];
  onEvent({
    type: 'resized',
    pointer: pointerAt(word),
    chunk: chunkAt(word),
    from: from * GRANULE_BYTES,
    size: size * GRANULE_BYTES,
  });
}
