import { expect, test } from 'vitest';
import { chunkSizeFor } from '../../src/boundary-tag/layout.ts';

test.each([
  [0, 32],
  [1, 32],
  [24, 32],
  [25, 48],
  [40, 48],
  [41, 64],
  [56, 64],
  [57, 80],
  [1032, 1040],
])('pads a request of %i bytes to a chunk of %i, as glibc 2.36 does on x86-64', (size, chunk) => {
  expect(chunkSizeFor(size)).toBe(chunk);
});
