import { expect, test } from 'vitest';
import { fixedMemory, HeapCorruption } from '../../src/index.ts';
import { checkTlsf } from '../../src/tlsf/check.ts';
import { TlsfHeap } from '../../src/tlsf/heap.ts';
import { CACHED, FREE, headerOf, PREVIOUS_FREE } from '../../src/tlsf/layout.ts';
import { park } from '../../src/tlsf/quick-lists.ts';

/**
 * Six chunks of 3 granules (6 words) at words 1, 7, 13, 19, 25 and 31, the top at 37. The second is
 * free, the fourth parked.
 */
function furnished(): TlsfHeap {
  const heap = new TlsfHeap({ memory: fixedMemory(4096), quick: 24, granularity: 1024 }, null);
  const chunks = Array.from({ length: 6 }, () => heap.take(3));
  expect(chunks).toEqual([1, 7, 13, 19, 25, 31]);
  park(heap.quick, heap.words, 19, 3);
  heap.release(7, 13, heap.words[7] as number, 'used');
  return heap;
}

test('a heap as its calls leave it breaks no law', () => {
  expect(() => checkTlsf(furnished())).not.toThrow();
});

test.each<[law: string, what: string, breakIt: (heap: TlsfHeap) => void]>([
  [
    'the top has no free chunk before it',
    'the last chunk is free',
    ({ words }) => {
      words[31] = headerOf(3, FREE);
      words[36] = 31;
    },
  ],
  [
    'a chunk is on the list of its size',
    'it has swallowed the one behind it',
    ({ words }) => {
      words[7] = headerOf(6, FREE);
      words[18] = 7;
      words[19] = headerOf(3, PREVIOUS_FREE) | CACHED;
    },
  ],
  [
    'the map knows which lists have chunks',
    'a head is gone',
    ({ lists }) => void lists.heads.fill(0),
  ],
  [
    'a row bit says whether its lists have chunks',
    'a bit is set too many',
    ({ lists }) => {
      lists.map.rows ^= 1 << 20;
    },
  ],
  [
    'a parked chunk has the size of its quick list',
    'it has swallowed the one behind it',
    ({ words }) => {
      words[19] = headerOf(6, 0) | CACHED;
    },
  ],
  [
    'every parked chunk is on a quick list',
    'a used chunk is marked',
    ({ words }) => {
      words[1] = (words[1] as number) | CACHED;
    },
  ],
])('finds a broken law: %s (%s)', (law, _what, breakIt) => {
  const heap = furnished();
  breakIt(heap);
  expect(() => checkTlsf(heap)).toThrow(HeapCorruption);
  expect(() => checkTlsf(heap)).toThrow(law);
});
