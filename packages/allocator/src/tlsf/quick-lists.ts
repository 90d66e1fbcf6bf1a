/**
 * A few freed chunks of each small size, parked whole for the next request of that size. For their
 * neighbours they are in use, so that parking and unparking touch two words and join nothing.
 *
 * Every size has an allowance of bytes, so that of the sizes a program frees by the hundred many wait, and
 * of large ones few. All are joined before the heap may grow.
 *
 * Law: the chunks of a list have its size, and each is marked CACHED.
 */
import type { Bytes } from '../allocator.ts';
import { CACHED, GRANULE_BYTES, NEXT, NONE } from './layout.ts';

/** Chunks of up to 1,040 bytes may be parked, as in glibc's tcache. */
const QUICK_GRANULES = 130;
export class QuickLists {
  readonly heads: Int32Array = new Int32Array(QUICK_GRANULES + 1);
  /** Places left of each size. */
  readonly room: Int32Array = new Int32Array(QUICK_GRANULES + 1);
  /** No chunk of more granules than this is parked. */
  #largest = 0;

  /** @param allowance - bytes that may be parked of each size; 0 parks nothing. */
  constructor(allowance: Bytes) {
    for (let granules = 1; granules <= QUICK_GRANULES; granules++)
      this.room[granules] = Math.floor(allowance / (granules * GRANULE_BYTES));
  }

  hasRoom(granules: number): boolean {
    return granules <= QUICK_GRANULES && (this.room[granules] as number) > 0;
  }

  /** The chunk parked last, in use again; 0 when there is none of this size. */
  pop(words: Int32Array, granules: number): number {
    if (granules > QUICK_GRANULES) return NONE;
    const chunk = this.heads[granules] as number;
    if (chunk === NONE) return NONE;
    this.heads[granules] = words[chunk + NEXT] as number;
    this.room[granules] = (this.room[granules] as number) + 1;
    words[chunk] = (words[chunk] as number) & ~CACHED;
    return chunk;
  }

  push(words: Int32Array, chunk: number, granules: number): void {
    words[chunk] = (words[chunk] as number) | CACHED;
    words[chunk + NEXT] = this.heads[granules] as number;
    this.heads[granules] = chunk;
    this.room[granules] = (this.room[granules] as number) - 1;
    if (granules > this.#largest) this.#largest = granules;
  }

  /** Takes any parked chunk off its list; 0 when nothing is parked. */
  any(words: Int32Array): number {
    for (; this.#largest > 0; this.#largest--)
      if (this.heads[this.#largest] !== NONE) return this.pop(words, this.#largest);
    return NONE;
  }
}
