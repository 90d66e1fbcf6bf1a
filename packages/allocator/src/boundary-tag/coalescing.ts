/** When free neighbours are joined: at each free, or only once a request finds no chunk. */
import type { Chunk } from '../allocator.ts';

/** What a coalescing policy may ask of the heap. */
export interface Joinable {
  /** Joins an unlisted free chunk with its free neighbours and the top; the joined chunk, or 0 when the top took it. */
  join(chunk: Chunk): Chunk;
  /** Joins all free neighbours of the heap; true when any were. */
  joinAll(): boolean;
}

export interface Coalescing {
  readonly name: 'immediate' | 'deferred';
  /** What becomes of a chunk just freed: the chunk to list, or 0. */
  freed(heap: Joinable, chunk: Chunk): Chunk;
  /** No chunk fits: true when searching again may succeed. */
  short(heap: Joinable): boolean;
}

/** Joins at each free. Law: no two free chunks are neighbours. */
export const immediate: Coalescing = {
  name: 'immediate',
  freed: (heap, chunk) => heap.join(chunk),
  short: () => false,
};

/** Leaves freed chunks as they are, to be reused whole; joins them all when a request finds none. */
export const deferred: Coalescing = {
  name: 'deferred',
  freed: (_heap, chunk) => chunk,
  short: (heap) => heap.joinAll(),
};
