/**
 * One bit of a heap that no block owns is turned, anywhere: in a header, a link, a map, in free room. Either
 * `check()` or a later call says so with a typed error, or nobody reads that bit and every block stays whole.
 */
import { expect, test } from 'vitest';
import { DoubleFree, HeapCorruption, InvalidFree, resizableMemory } from '../src/index.ts';
import { policies } from './policies.ts';
import { RandomProgram, random } from './random-program.ts';
import { ShadowHeap } from './shadow-heap.ts';

const DAMAGES = 150;
const BEFORE = 160;
const AFTER = 120;

/** What became of a heap with one bit turned. */
type End = 'found by check' | 'seen in the walk' | 'found by a call' | 'harmless';

function end(shadow: ShadowHeap, program: RandomProgram): End {
  try {
    shadow.heap.check();
  } catch (error) {
    expect(error).toBeInstanceOf(HeapCorruption);
    return 'found by check';
  }
  try {
    shadow.compareChunks();
  } catch {
    // A used chunk's size leads exactly to a later header: a sound heap, but of other blocks. Only its caller can tell.
    return 'seen in the walk';
  }
  try {
    for (let step = 0; step < AFTER; step++) program.step();
    shadow.heap.check();
  } catch (error) {
    const said = [HeapCorruption, DoubleFree, InvalidFree].some((type) => error instanceof type);
    if (!said) throw error;
    return 'found by a call';
  }
  return 'harmless';
}

function turnOneBit({ heap, blocks }: ShadowHeap, next: () => number): void {
  const bytes = new Uint8Array(heap.memory.buffer, 0, heap.memory.size);
  const owned = new Uint8Array(bytes.length);
  for (const { pointer, size } of blocks.values()) owned.fill(1, pointer, pointer + size);
  const starts = [...heap.chunks()].map(({ chunk }) => chunk);
  const start = starts[Math.floor(next() * starts.length)] as number;
  // Where headers, footers and links are, or anywhere.
  let at = Math.floor(next() < 0.5 ? start - 4 + next() * 20 : next() * bytes.length);
  at = Math.min(Math.max(at, 0), bytes.length - 1);
  while (owned[at] === 1) at = (at + 1) % bytes.length;
  bytes[at] = (bytes[at] as number) ^ (1 << Math.floor(next() * 8));
}

test.each(Object.entries(policies))('%s: what is not found does no harm', (_name, make) => {
  const ends: End[] = [];
  for (let seed = 1; seed <= DAMAGES; seed++) {
    const shadow = new ShadowHeap(make(resizableMemory(1 << 22)));
    const program = new RandomProgram(shadow, seed);
    for (let step = 0; step < BEFORE; step++) program.step();
    turnOneBit(shadow, random(seed + 1000));
    ends.push(end(shadow, program));
  }
  expect(ends).toContain('found by check');
  expect(ends).toContain('harmless');
});
