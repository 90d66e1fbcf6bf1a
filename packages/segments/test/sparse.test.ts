/** What an address space costs until it is touched, measured on the heap: Node only. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { AddressSpace } from '../src/index.ts';

const GIB = 2 ** 30;
const SPACES = 64;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes the process holds for each of the spaces, objects and buffers together. */
function bytesOfEach(make: () => AddressSpace): number {
  const held = (): number => {
    // What other tests have left behind goes in several rounds: buffers follow their views.
    for (let round = 0; round < 4; round += 1) collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  make();
  held();
  const before = held();
  const spaces = Array.from({ length: SPACES }, make);
  const bytes = (held() - before) / SPACES;
  expect(spaces.map(({ mappingCount }) => mappingCount)).toEqual(Array(SPACES).fill(1));
  return bytes;
}

function promised(pages: number): AddressSpace {
  const space = new AddressSpace();
  const at = space.mmap({ length: 64 * GIB });
  space.memory.load8(at + 32 * GIB);
  for (let page = 0; page < pages; page += 1) space.memory.store8(at + page * 2 ** 24, 1);
  return space;
}

test('64 GiB cost under 1 MB until they are touched', () => {
  const untouched = bytesOfEach(() => promised(0));
  expect(untouched).toBeGreaterThan(0);
  expect(untouched).toBeLessThan(1e6);
  // What is measured sees what is kept: 100 touched pages are 400 KB.
  expect(bytesOfEach(() => promised(100))).toBeGreaterThan(100 * 4096);
});
