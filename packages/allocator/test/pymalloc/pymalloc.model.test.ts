import { describe, expect, test } from 'vitest';
import { fixedMemory, type LinearMemory, resizableMemory } from '../../src/index.ts';
import { Pymalloc, pymallocGeometries } from '../../src/pymalloc/index.ts';
import { RandomProgram } from '../random-program.ts';
import { ShadowHeap } from '../shadow-heap.ts';

describe.each(['3.6', '3.9', '3.13'] as const)('pymalloc of %s', (version) => {
  test.each<[what: string, memory: () => LinearMemory, steps: number]>([
    ['keeps every block whole, apart and reported', () => resizableMemory(1 << 26), 5000],
    ['survives a memory that is nearly full', () => fixedMemory(150_000), 3000],
  ])('%s', (_what, memory, steps) => {
    const pymalloc = new Pymalloc({ memory: memory(), geometry: pymallocGeometries[version] });
    const shadow = new ShadowHeap(pymalloc);
    const program = new RandomProgram(shadow, 17);
    for (let step = 1; step <= steps; step++) {
      program.step();
      if (step > 100 && step % 250 !== 0) continue;
      pymalloc.check();
      shadow.compareChunks();
    }
    for (const id of [...shadow.blocks.keys()]) shadow.free(id);
    pymalloc.check();
    expect(pymalloc.stats().usedChunks).toBe(0);
    expect([...pymalloc.pools()]).toEqual([]);
  });
});
