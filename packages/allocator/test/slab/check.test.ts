import { describe, expect, test } from 'vitest';
import {
  type AllocatorEvent,
  DoubleFree,
  fixedMemory,
  HeapCorruption,
  InvalidFree,
  type Pointer,
  SlabAllocator,
} from '../../src/index.ts';
import { checkPages } from '../../src/slab/check.ts';
import {
  bitOf,
  blocksOf,
  CLASS_COUNT,
  classOf,
  EMPTY,
  entryOf,
  mapWord,
  Pages,
  PRECISION_SHIFT,
  RECIPROCAL_SHIFT,
  REST,
  STATE,
} from '../../src/slab/pages.ts';

const SIZE_CLASS = 32;
const [SERVING, PARTIAL, FULL, VACANT] = [1, 2, 3, 4];
const BLOCKS = blocksOf(SIZE_CLASS);

/** Pages of 256-byte blocks: one that serves with two free, one with two free, one apart, an empty one. */
function fourPages(): { pages: Pages; cursors: Int32Array } {
  const pages = new Pages();
  pages.cover(10_240);
  pages.words = new Int32Array(5120);
  for (const page of [SERVING, PARTIAL, FULL, VACANT]) pages.open(page, SIZE_CLASS);
  for (const page of [SERVING, PARTIAL])
    pages.words[mapWord(page, 0)] = bitOf(BLOCKS - 1) | bitOf(BLOCKS - 2);
  pages.words[mapWord(FULL, 0)] = 0;
  pages.entries[PARTIAL] = entryOf(SIZE_CLASS) | (255 + BLOCKS - 2);
  pages.entries[FULL] = entryOf(SIZE_CLASS) | BLOCKS;
  pages.link(PARTIAL, SIZE_CLASS);
  pages.link(VACANT, EMPTY);
  pages.serve(SERVING, SIZE_CLASS);
  const cursors = new Int32Array(2 * CLASS_COUNT);
  cursors.set([mapWord(SERVING, 0), SERVING * 512], 2 * SIZE_CLASS);
  return { pages, cursors };
}

test('pages that keep the laws pass', () => {
  const { pages, cursors } = fourPages();
  expect(() => checkPages(pages, cursors)).not.toThrow();
});

test.each<[law: string, damage: (state: ReturnType<typeof fourPages>) => void]>([
  ['an entry says class and capacity', ({ pages }) => (pages.entries[VACANT]! += 512)],
  ['a bit is set only for a block', ({ pages }) => (pages.words[mapWord(PARTIAL, 0)]! |= 1)],
  ['a page counts its used blocks', ({ pages }) => pages.entries[PARTIAL]!++],
  ['a page apart has no free block', ({ pages }) => (pages.entries[PARTIAL]! -= 255)],
  ['the page that serves a class is of it', ({ pages }) => pages.open(SERVING, 4)],
  ['a page that serves is not apart', ({ pages }) => (pages.entries[SERVING]! &= ~STATE)],
  ['a cursor is on the map of the page that serves', ({ cursors }) => cursors[2 * SIZE_CLASS]!--],
  ['a cursor knows the first block of its word', ({ cursors }) => cursors[2 * SIZE_CLASS + 1]!++],
  ['a listed page points back', ({ pages }) => (pages.prev[PARTIAL] = VACANT)],
  ['a page is listed once', ({ pages }) => (pages.next[PARTIAL] = PARTIAL)],
  ['a page with free blocks is listed', ({ pages }) => pages.unlink(VACANT, EMPTY)],
  [
    'a listed page is of its class',
    ({ pages }) => {
      pages.unlink(PARTIAL, SIZE_CLASS);
      pages.link(PARTIAL, EMPTY);
    },
  ],
])('finds a broken law: %s', (law, damage) => {
  const { pages, cursors } = fourPages();
  damage({ pages, cursors });
  expect(() => checkPages(pages, cursors)).toThrow(HeapCorruption);
  expect(() => checkPages(pages, cursors)).toThrow(law);
});

test('a reciprocal divides as a division does, for every class and place', () => {
  for (let sizeClass = 1; sizeClass < CLASS_COUNT; sizeClass++) {
    const entry = entryOf(sizeClass);
    const reciprocal = entry >>> RECIPROCAL_SHIFT;
    expect(classOf(entry)).toBe(sizeClass);
    for (let place = 0; place < 256; place++) {
      const product = place * reciprocal;
      const starts = (product & REST) < reciprocal;
      expect(starts).toBe(place % sizeClass === 0);
      if (starts) expect(product >>> PRECISION_SHIFT).toBe(place / sizeClass);
    }
  }
});

describe('a slab heap', () => {
  test('no write after free leads it astray', () => {
    const heap = new SlabAllocator({ memory: fixedMemory(1 << 16), opensAfter: 0 });
    const [a, b] = [heap.malloc(24), heap.malloc(24)];
    heap.free(a);
    heap.free(b);
    new Int32Array(heap.memory.buffer, a, 12).fill(-1);
    heap.check();
    expect(() => heap.free(b)).toThrow(DoubleFree);
    expect([heap.malloc(24), heap.malloc(24)]).toEqual([a, b]);
  });

  test('counts the used blocks of the page that serves when it stops to', () => {
    const heap = new SlabAllocator({ memory: fixedMemory(1 << 16), opensAfter: 0 });
    const blocks = blocksOf(16);
    const pointers = Array.from({ length: blocks }, () => heap.malloc(128));
    for (let i = 0; i < 1000; i++) {
      heap.free(pointers[i % blocks] as Pointer);
      expect(heap.malloc(128)).toBe(pointers[i % blocks]);
    }
    heap.malloc(128);
    heap.check();
    for (const pointer of pointers) heap.free(pointer);
    heap.check();
    expect(heap.stats().usedChunks).toBe(1);
  });

  test('tells a freed block, a place inside one and the end of a page apart', () => {
    const heap = new SlabAllocator({ memory: fixedMemory(1 << 16), opensAfter: 0 });
    const a = heap.malloc(24);
    heap.malloc(24);
    heap.free(a);
    expect(() => heap.free(a)).toThrow(DoubleFree);
    expect(() => heap.free((a + 8) as Pointer)).toThrow(InvalidFree);
    expect(() => heap.free((a + 2040) as Pointer)).toThrow(InvalidFree);
    expect(() => heap.free((a + 2 ** 32) as Pointer)).toThrow(InvalidFree);
    heap.check();
  });

  test('an empty page serves another class, and large blocks before the heap grows', () => {
    const events: AllocatorEvent[] = [];
    const heap = new SlabAllocator({
      memory: fixedMemory(1 << 16),
      opensAfter: 0,
      onEvent: (event) => events.push(event),
    });
    const fill = (size: number, blocks: number): Pointer[] =>
      Array.from({ length: blocks }, () => heap.malloc(size));
    const small = fill(64, 4 * 31);
    for (const pointer of small) heap.free(pointer);
    const opened = (): number => events.filter(({ type }) => type === 'page-opened').length;
    const closed = (): number => events.filter(({ type }) => type === 'page-closed').length;
    expect([opened(), closed()]).toEqual([4, 0]);
    const { heapBytes } = heap;
    const other = heap.malloc(32);
    expect([opened(), closed()]).toEqual([5, 1]);
    expect(small.map((pointer) => pointer >>> 11)).toContain(other >>> 11);
    expect(heap.heapBytes).toBe(heapBytes);
    heap.malloc(4000);
    expect(closed()).toBe(3);
    expect(heap.heapBytes).toBe(heapBytes);
    heap.check();
  });

  test('opens the first page of a size when as many blocks as it holds were asked for', () => {
    const heap = new SlabAllocator({ memory: fixedMemory(1 << 16) });
    const blocks = Array.from({ length: 85 }, () => heap.usableSize(heap.malloc(24)));
    expect(new Set(blocks.slice(0, 84))).toEqual(new Set([28]));
    expect(blocks[84]).toBe(24);
    heap.check();
  });

  test('a page starts 8 bytes early where the chunk before it leaves no more room', () => {
    const heap = new SlabAllocator({ memory: fixedMemory(1 << 16), opensAfter: 0 });
    const before = heap.malloc(2024);
    const a = heap.malloc(128);
    expect([before + 2028, a]).toEqual([2036, 2048]);
    const early = [...heap.chunks()].find(({ chunk }) => chunk === 2036);
    expect(early).toMatchObject({ state: 'overhead', size: 12 });
    expect(() => heap.free((a - 8) as Pointer)).toThrow(InvalidFree);
    heap.check();
    heap.free(a);
    heap.free(before);
    for (let i = 0; i < 8; i++) heap.malloc(7000);
    heap.check();
    expect(heap.stats().usedChunks).toBe(8);
  });
});
