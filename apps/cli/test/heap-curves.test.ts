import type { Sample } from '@memstrata/allocator/trace';
import { expect, test } from 'vitest';
import { curve, peakOf, probesSince } from '../src/heap-curves.ts';

const at = (operation: number, liveBytes: number, examined = 0): Sample => ({
  operation,
  liveBytes,
  heapBytes: 0,
  probes: { examined, requests: operation },
  fragmentation: null,
  pin: null,
});
const live = ({ liveBytes }: Sample): number => liveBytes;

test('each column shows the highest value of its share of the run', () => {
  const samples = [at(1, 1), at(2, 8), at(3, 4), at(4, 0)];
  expect(curve(samples, live, 4, 8)).toBe('▁█▄ ');
  expect(curve(samples, live, 2, 8)).toBe('█▄');
});

test('a column without a sample shows the one before; what is more than nothing shows', () => {
  expect(curve([at(1, 0), at(5, 1), at(10, 800)], live, 10, 800)).toBe('    ▁▁▁▁▁█');
});

test('a run without samples is empty, and one of zeros blank', () => {
  expect(curve([], live, 3, 8)).toBe('   ');
  expect(curve([at(1, 0)], live, 3, 0)).toBe('   ');
});

test('probes are those since the sample before', () => {
  const samples = [at(2, 0, 2), at(4, 0, 12)];
  expect(samples.map((sample, i) => probesSince(sample, samples[i - 1]))).toEqual([1, 5]);
  expect(peakOf(samples, probesSince)).toBe(5);
});
