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
import { checkPages, type SlabState } from '../../src/slab/check.ts';
import {
  BITS,
  blocksOf,
  CLASS_COUNT,
  EMPTY,
  FREE_SHIFT,
  FULL,
  Pages,
} from '../../src/slab/pages.ts';

const SIZE_CLASS = 32;
const [CURRENT, PARTIAL, VACANT] = [1, 2, 3];

/** Three pages of 256-byte blocks: the current one with two detached, one with two free, an empty one. */
function threePages(): SlabState & { heads: Int32Array; current: Int32Array } {
  const pages = new Pages();
  pages.cover(8192);
  const words = new Int32Array(4096);
  pages.words = words;
  const count = blocksOf(SIZE_CLASS);
  for (const page of [CURRENT, PARTIAL, VACANT]) {
    pages.classes[page] = SIZE_CLASS;
    for (let i = 0; i < count; i++)
      words[page * 512 + i * 64] = i + 1 < count ? (i + 1) * 64 : FULL;
  }
  for (const page of [CURRENT, PARTIAL])
    for (let i = 0; i < count - 2; i++) words[page * 512 + BITS + i] = 1;
  const firstFree = (count - 2) * 64;
  pages.states[CURRENT] = (FULL << FREE_SHIFT) | count;
  pages.states[PARTIAL] = (firstFree << FREE_SHIFT) | (count - 2);
  pages.link(PARTIAL, SIZE_CLASS);
  pages.link(VACANT, EMPTY);
  const heads = new Int32Array(CLASS_COUNT).fill(FULL);
  heads[SIZE_CLASS] = CURRENT * 512 + firstFree;
  const current = new Int32Array(CLASS_COUNT);
  current[SIZE_CLASS] = CURRENT;
  return { pages, words, heads, current };
}

const firstFree = (blocksOf(SIZE_CLASS) - 2) * 64;

test('pages that keep the laws pass', () => {
  expect(() => checkPages(threePages())).not.toThrow();
});

test.each<[law: string, damage: (state: ReturnType<typeof threePages>) => void]>([
  ['a current page is of its class', ({ pages }) => (pages.classes[CURRENT] = 4)],
  ['detached blocks are of the current page', ({ heads }) => (heads[SIZE_CLASS]! += 512)],
  ['a free block leads to a block of its page', ({ words }) => (words[VACANT * 512] = 3)],
  ['a free block is listed once', ({ words }) => (words[VACANT * 512 + 64] = 0)],
  ['a free block is not live', ({ words }) => (words[VACANT * 512 + BITS] = 1)],
  ['a block is live or on one list', ({ words }) => (words[PARTIAL * 512 + firstFree] = FULL)],
  ['a bit is set only where a live block starts', ({ words }) => (words[PARTIAL * 512 + BITS] = 3)],
  ['a page counts its used blocks', ({ pages }) => pages.states[PARTIAL]!++],
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
  const state = threePages();
  damage(state);
  expect(() => checkPages(state)).toThrow(HeapCorruption);
  expect(() => checkPages(state)).toThrow(law);
});

describe('a slab heap', () => {
  test('finds a link that a write after free damaged, and keeps the damage inside the page', () => {
    const heap = new SlabAllocator({ memory: fixedMemory(1 << 16), opensAfter: 0 });
    const [a, b] = [heap.malloc(24), heap.malloc(24)];
    heap.free(a);
    heap.free(b);
    new Int32Array(heap.memory.buffer, b, 1)[0] = -1;
    expect(() => heap.check()).toThrow('a free block leads to a block of its page');
    for (let i = 0; i < 82; i++) expect(heap.malloc(24) >>> 11).toBe(a >>> 11);
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
    const blocks = Array.from({ length: 84 }, () => heap.usableSize(heap.malloc(24)));
    expect(new Set(blocks.slice(0, 83))).toEqual(new Set([28]));
    expect(blocks[83]).toBe(24);
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
