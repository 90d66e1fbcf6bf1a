/**
 * A few freed chunks of each small size, parked whole for the next request of that size. For their
 * neighbours they are in use, so that parking and unparking touch two words and join nothing.
 *
 * Law: a list holds at most `depth` chunks, all of its size, each marked CACHED.
 */
import { CACHED, NEXT, NONE } from './layout.ts';

/** Chunks of up to 256 bytes may be parked. */
const QUICK_GRANULES = 32;

export class QuickLists {
  readonly heads: Int32Array = new Int32Array(QUICK_GRANULES + 1);
  readonly counts: Int32Array = new Int32Array(QUICK_GRANULES + 1);
  readonly #depth: number;

  constructor(depth: number) {
    this.#depth = depth;
  }

  hasRoom(granules: number): boolean {
    return granules <= QUICK_GRANULES && (this.counts[granules] as number) < this.#depth;
  }

  /** The chunk parked last, in use again; 0 when there is none of this size. */
  pop(words: Int32Array, granules: number): number {
    if (granules > QUICK_GRANULES) return NONE;
    const chunk = this.heads[granules] as number;
    if (chunk === NONE) return NONE;
    this.heads[granules] = words[chunk + NEXT] as number;
    this.counts[granules] = (this.counts[granules] as number) - 1;
    words[chunk] = (words[chunk] as number) & ~CACHED;
    return chunk;
  }

  push(words: Int32Array, chunk: number, granules: number): void {
    words[chunk] = (words[chunk] as number) | CACHED;
    words[chunk + NEXT] = this.heads[granules] as number;
    this.heads[granules] = chunk;
    this.counts[granules] = (this.counts[granules] as number) + 1;
  }

  /** Takes any parked chunk off its list; 0 when nothing is parked. */
  any(words: Int32Array): number {
    for (let granules = 0; granules <= QUICK_GRANULES; granules++)
      if (this.heads[granules] !== NONE) return this.pop(words, granules);
    return NONE;
  }
}
