/** Clearing and copying stretches of 32-bit words. */
import type { Bytes } from './allocator.ts';

/** Below this many words a loop is faster than a call of the typed array's own method. */
const SHORT_WORDS = 32;

/** Clears the words that hold `bytes` from `offset` on, a multiple of 4. */
export function clear(words: Int32Array, offset: Bytes, bytes: Bytes): void {
  const from = offset >>> 2;
  const to = (offset + bytes + 3) >>> 2;
  if (to - from > SHORT_WORDS) words.fill(0, from, to);
  else for (let i = from; i < to; i++) words[i] = 0;
}

/** Copies `count` words between stretches that do not overlap. */
export function copy(words: Int32Array, target: number, source: number, count: number): void {
  if (count > SHORT_WORDS) words.copyWithin(target, source, source + count);
  else for (let i = 0; i < count; i++) words[target + i] = words[source + i] as number;
}
