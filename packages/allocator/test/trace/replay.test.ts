import { describe, expect, test } from 'vitest';
import { GlibcAllocator } from '../../src/glibc/index.ts';
import {
  BoundaryTagAllocator,
  BuddyAllocator,
  bestFit,
  firstFit,
  fixedMemory,
  resizableMemory,
  worstFit,
} from '../../src/index.ts';
import { ProbeCounter, readTrace, replayTrace } from '../../src/trace/index.ts';

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
  expect(pin).toMatchObject({ id: 9, size: 24, born: 3 });
});

test('a block that moves is born again where it is, one that stays is not', () => {
  const stays = replayTrace(readTrace('a 0 24\nr 0 500'), heap());
  expect(stays.pin).toMatchObject({ id: 0, size: 500, born: 1 });
  const moves = replayTrace(readTrace('a 0 24\na 1 24\nf 1\na 2 8\nr 0 900'), heap());
  expect(moves.pin).toMatchObject({ id: 0, size: 900, born: 5 });
});

test('a block mapped apart pins nothing', () => {
  const memory = resizableMemory(1 << 24);
  const trace = readTrace('a 0 24\na 1 1000000');
  const { pin, heapBytes } = replayTrace(trace, new GlibcAllocator({ memory }));
  expect(heapBytes).toBeGreaterThan(1_000_000);
  expect(pin).toMatchObject({ id: 0, born: 1 });
});

test('samples name what pins the top, and the free bytes it keeps', () => {
  const text = 'a 0 24\na 1 2000\na 2 24\nf 1\nf 0';
  const { samples, fragmentation } = replayTrace(readTrace(text), heap(), { walk: true });
  expect(samples.map(({ pin }) => pin?.id)).toEqual([0, 1, 2, 2, 2]);
  expect(fragmentation).toEqual(samples.at(-1)!.fragmentation);
  expect(replayTrace(readTrace(text), heap())).toMatchObject({ fragmentation: null });
});

describe('looks at free chunks', () => {
  /** Three holes of 112, 208 and 512 bytes, then a request for 100, 200 and 500 each. */
  const text = [
    ...[100, 200, 500].flatMap((size, i) => [`a ${i} ${size}`, `a ${i + 10} 8`]),
    ...[2, 1, 0].map((id) => `f ${id}`),
    'a 20 500',
    'a 21 200',
  ].join('\n');

  test.each([
    // Last in, first out: 112, 208, 512.
    [firstFit, 3 + 2],
    [bestFit, 3 + 2],
    [worstFit, 3 + 2],
  ])('are counted: %o', (placement, examined) => {
    const probes = new ProbeCounter();
    const memory = fixedMemory(1 << 16);
    const counted = new BoundaryTagAllocator({ memory, placement, onEvent: probes.listen });
    const report = replayTrace(readTrace(text), counted, { probes });
    expect(report.probes).toEqual({ examined, requests: 8 });
    expect(report.samples.at(-1)!.probes).toEqual(report.probes);
    expect(report.samples[5]!.probes).toEqual({ examined: 0, requests: 6 });
  });

  test('of glibc are those in the unsorted bin and in large bins', () => {
    const probes = new ProbeCounter();
    const counted = new GlibcAllocator({ memory: fixedMemory(1 << 20), onEvent: probes.listen });
    const trace = readTrace('a 0 2000\na 1 24\na 2 3000\na 3 24\nf 0\nf 2\na 4 2500');
    replayTrace(trace, counted, { probes });
    expect(probes.examined).toBe(3); // two sorted out of the unsorted bin, one taken from a larger bin
  });

  test('of a buddy heap are one for each block it hands out', () => {
    const probes = new ProbeCounter();
    const counted = new BuddyAllocator({ memory: fixedMemory(1 << 16), onEvent: probes.listen });
    replayTrace(readTrace('a 0 24\na 1 100\nf 0\na 2 24'), counted, { probes });
    expect(probes.examined).toBe(3);
  });

  test('are not counted when nobody listens', () => {
    expect(replayTrace(readTrace(text), heap()).probes).toBeNull();
  });
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
