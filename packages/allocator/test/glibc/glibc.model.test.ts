import { describe, expect, test } from 'vitest';
import { GlibcAllocator, type GlibcOptions } from '../../src/glibc/index.ts';
import { fixedMemory, type LinearMemory, resizableMemory } from '../../src/index.ts';
import { RandomProgram } from '../random-program.ts';
import { ShadowHeap } from '../shadow-heap.ts';

/** Options under which other lists are met: no tcache, no fastbins, many mapped blocks, a shy heap. */
const settings: Readonly<Record<string, GlibcOptions>> = {
  'as it starts': {},
  'without tcache': { tcacheCount: 0 },
  'that maps what is large': { mmapThreshold: 4096 },
  'that gives back at once': { topPad: 0, trimThreshold: 0 },
};

describe.each(Object.entries(settings))('a glibc heap %s', (_name, options) => {
  test.each<[what: string, memory: () => LinearMemory, steps: number]>([
    ['keeps every block whole, apart and reported', () => resizableMemory(1 << 26), 6000],
    ['survives a memory that is nearly full', () => fixedMemory(40_000), 3000],
  ])('%s', (_what, memory, steps) => {
    const shadow = new ShadowHeap(new GlibcAllocator({ ...options, memory: memory() }));
    const program = new RandomProgram(shadow, 13);
    for (let step = 1; step <= steps; step++) {
      program.step();
      if (step > 100 && step % 250 !== 0) continue;
      shadow.heap.check();
      shadow.compareChunks();
    }
    for (const id of [...shadow.blocks.keys()]) shadow.free(id);
    shadow.heap.check();
    expect(shadow.heap.stats().usedChunks).toBe(0);
  });
});
