import { describe, expect, test } from 'vitest';
import { fixedMemory, resizableMemory } from '../src/index.ts';
import { policies } from './policies.ts';
import { RandomProgram } from './random-program.ts';
import { ShadowHeap } from './shadow-heap.ts';

const OPERATIONS = 1_000_000;
const SHARE = Math.floor(OPERATIONS / Object.keys(policies).length);

describe.each(Object.entries(policies))('%s', (_name, make) => {
  test('keeps every block whole, apart and reported through random operations', () => {
    const shadow = new ShadowHeap(make(resizableMemory(1 << 26)));
    const program = new RandomProgram(shadow, 7);
    let nextCheck = 1;
    for (let step = 1; step <= SHARE; step++) {
      program.step();
      if (step < nextCheck) continue;
      shadow.heap.check();
      shadow.compareChunks();
      // After every operation up to a hundred, then ever more rarely.
      nextCheck = step < 100 ? step + 1 : Math.ceil(step * 1.2);
    }
    shadow.heap.check();
  });

  test('survives a memory that is always nearly full', () => {
    const shadow = new ShadowHeap(make(fixedMemory(20_000)));
    const program = new RandomProgram(shadow, 11);
    for (let step = 1; step <= 3000; step++) {
      program.step();
      if (step % 100 !== 0) continue;
      shadow.heap.check();
      shadow.compareChunks();
    }
    expect(shadow.heap.heapBytes).toBeLessThanOrEqual(20_000);
  });
});
