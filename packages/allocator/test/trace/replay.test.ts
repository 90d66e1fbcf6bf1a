import { expect, test } from 'vitest';
import { BoundaryTagAllocator, fixedMemory } from '../../src/index.ts';
import { readTrace, replayTrace } from '../../src/trace/index.ts';

const heap = (bytes = 1 << 20): BoundaryTagAllocator =>
  new BoundaryTagAllocator({ memory: fixedMemory(bytes) });

test('counts calls, live bytes and heap bytes, now and at most', () => {
  const text = 'a 0 1000\nc 1 10 100\nm 2 64 500\nr 0 3000\nf 1\nf 2';
  expect(replayTrace(readTrace(text), heap())).toMatchObject({
    operations: 6,
    calls: { malloc: 1, calloc: 1, memalign: 1, realloc: 1, free: 2 },
    failures: 0,
    liveBytes: 3000,
    liveBlocks: 1,
    peakLiveBytes: 4500,
    heapBytes: 8192,
    peakHeapBytes: 8192,
    utilisation: 4500 / 8192,
  });
});

test('goes on when the heap answers null, and counts it', () => {
  const report = replayTrace(readTrace('a 0 9000\na 1 100\nr 1 9000\nf 0\nf 1'), heap(4096));
  expect(report).toMatchObject({ failures: 2, liveBlocks: 0, liveBytes: 0, operations: 5 });
});

test('an empty trace has no utilisation', () => {
  expect(replayTrace([], heap())).toMatchObject({ operations: 0, utilisation: 0, pin: null });
});

test('names the block that pins the end of the heap', () => {
  const { pin } = replayTrace(readTrace('a 7 24\na 8 1000\na 9 24\nf 8'), heap());
  expect(pin).toMatchObject({ id: 9, size: 24 });
});

test('keeps a bounded number of evenly spaced samples', () => {
  const text = Array.from({ length: 1000 }, (_, id) => `a ${id} 8`).join('\n');
  const { samples } = replayTrace(readTrace(text), heap(), { samples: 16 });
  expect(samples.length).toBeGreaterThan(7);
  expect(samples.length).toBeLessThanOrEqual(16);
  const steps = samples.map(({ operation }, i) => operation - (samples[i - 1]?.operation ?? 0));
  expect(new Set(steps).size).toBe(1);
  expect(samples.at(-1)!.liveBytes).toBe(samples.at(-1)!.operation * 8);
});

test('measures fragmentation at each sample when asked to walk', () => {
  const text = 'a 0 1000\na 1 24\na 2 1000\na 3 24\nf 0\nf 2';
  const { samples } = replayTrace(readTrace(text), heap(), { walk: true });
  const { fragmentation } = samples.at(-1)!;
  // Two holes of 1008 and a top of 2008 bytes are free; one request can have 2000 of them.
  expect(fragmentation).toMatchObject({ freeBytes: 4016, largestFree: 1992, internalBytes: 16 });
  expect(fragmentation!.external).toBeCloseTo(1 - 1992 / 4016);
});
