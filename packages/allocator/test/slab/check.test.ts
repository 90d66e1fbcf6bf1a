import { expect, test } from 'vitest';
import { HeapCorruption } from '../../src/index.ts';
import { checkPages, type SlabState } from '../../src/slab/check.ts';
import { blocksOf, CLASS_COUNT, PAGE_BYTES, Pages } from '../../src/slab/pages.ts';

const SIZE = 64;
const CLASS = SIZE / 8;
const COUNT = blocksOf(CLASS);

/** Word index of a block of a page of this class. */
const block = (page: number, index: number): number => (page * PAGE_BYTES + index * SIZE) / 4;

interface Furnished extends SlabState {
  setLive(offset: number, live: boolean): void;
}

/**
 * Four pages of 64-byte blocks. Page 1 is current: blocks 0 to 9 live, the rest detached for the next
 * requests. Pages 2, 3 and 4 wait on the list of their class, in this order, with 5 live blocks each.
 * Page 5 has blocks of 32 bytes, all live.
 */
function furnished(): Furnished {
  const pages = new Pages();
  pages.cover(8 * PAGE_BYTES);
  const words = new Int32Array((8 * PAGE_BYTES) / 4);
  const [heads, current] = [new Int32Array(CLASS_COUNT), new Int32Array(CLASS_COUNT)];
  const setLive = (offset: number, live: boolean): void => {
    const granule = offset / 8;
    const bits = pages.live[granule >>> 5] as number;
    pages.live[granule >>> 5] = live ? bits | (1 << granule) : bits & ~(1 << granule);
  };
  const furnish = (page: number, live: number): number => {
    pages.classes[page] = CLASS;
    for (let i = 0; i < live; i++) setLive(block(page, i) * 4, true);
    for (let i = live; i < COUNT; i++)
      words[block(page, i)] = i + 1 < COUNT ? block(page, i + 1) : 0;
    pages.used[page] = live;
    return block(page, live);
  };
  heads[CLASS] = furnish(1, 10);
  pages.used[1] = COUNT;
  current[CLASS] = 1;
  for (const page of [4, 3, 2]) {
    pages.free[page] = furnish(page, 5);
    pages.link(page);
  }
  pages.classes[5] = 4;
  pages.used[5] = blocksOf(4);
  for (let i = 0; i < blocksOf(4); i++) setLive(5 * PAGE_BYTES + i * 32, true);
  return { pages, words, heads, current, setLive };
}

test('pages as the heap leaves them break no law', () => {
  expect(() => checkPages(furnished())).not.toThrow();
});

test.each<[law: string, what: string, breakIt: (f: Furnished) => void]>([
  [
    'a current page is of its class',
    'it is of another',
    (f) => {
      f.current[CLASS] = 5;
    },
  ],
  [
    'a free block leads to a block of its page',
    'a link leads to another page',
    (f) => {
      f.words[block(2, 7)] = block(3, 7);
    },
  ],
  [
    'a free block leads to a block of its page',
    'a link leads into a block',
    (f) => {
      f.words[block(2, 7)] = block(2, 8) + 1;
    },
  ],
  [
    'a free block leads to a block of its page',
    'a link leads behind the last block',
    (f) => {
      f.words[block(2, 7)] = block(2, COUNT);
    },
  ],
  [
    'a free block is listed once',
    'a link leads back',
    (f) => {
      f.words[block(1, 20)] = block(1, 12);
    },
  ],
  ['a free block is not live', 'its bit is set', (f) => f.setLive(block(1, 20) * 4, true)],
  [
    'a block is live or on one list',
    'a link skips one',
    (f) => {
      f.words[block(2, 7)] = block(2, 9);
    },
  ],
  [
    'a block is live or on one list',
    'the bit of a live one is gone',
    (f) => f.setLive(block(3, 2) * 4, false),
  ],
  [
    'a bit is set only where a live block starts',
    'one is set inside a block',
    (f) => f.setLive(block(3, 2) * 4 + 8, true),
  ],
  [
    'a page counts its used blocks',
    'one too many',
    (f) => {
      f.pages.used[2] = 6;
    },
  ],
  [
    'a page is listed once',
    'a link leads back',
    (f) => {
      f.pages.next[4] = 2;
    },
  ],
  [
    'a listed page is of its class',
    'it is of another',
    (f) => {
      f.pages.next[4] = 5;
    },
  ],
  [
    'a listed page points back',
    'it points elsewhere',
    (f) => {
      f.pages.prev[3] = 4;
    },
  ],
  ['a page with free blocks is listed', 'it is off the list', (f) => f.pages.unlink(3)],
  ['a page with free blocks is listed', 'the current one is listed too', (f) => f.pages.link(1)],
])('finds a broken law: %s (%s)', (law, _what, breakIt) => {
  const state = furnished();
  breakIt(state);
  expect(() => checkPages(state)).toThrow(HeapCorruption);
  expect(() => checkPages(state)).toThrow(law);
});
