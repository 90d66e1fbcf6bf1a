import { describe, expect, test } from 'vitest';
import {
  type AllocatorEvent,
  DoubleFree,
  fixedMemory,
  HeapCorruption,
  type Pointer,
  resizableMemory,
  TlsfAllocator,
  TlsfCore,
  type TlsfOptions,
} from '../../src/index.ts';

const small = (options: TlsfOptions = {}): TlsfAllocator =>
  new TlsfAllocator({ memory: fixedMemory(1 << 16), granularity: 1024, ...options });

const LETTERS: Readonly<Record<string, string>> = { used: '*', free: '-', top: '.' };
const strip = (heap: TlsfAllocator): string =>
  [...heap.chunks()].map(({ state, size }) => `${LETTERS[state]}${size}`).join(' ');

test('adds 4 bytes to a block and rounds up to 8, at least 16', () => {
  const heap = small();
  const sizes = [0, 1, 12, 13, 20, 21, 100];
  expect(sizes.map((size) => heap.usableSize(heap.malloc(size)))).toEqual([
    12, 12, 12, 20, 20, 28, 100,
  ]);
});

test('the core serves blocks; what looks into the heap is all that the whole contract adds', () => {
  const added = Object.getOwnPropertyNames(TlsfAllocator.prototype);
  expect(added.sort()).toEqual(['check', 'chunks', 'constructor', 'stats']);
  const core = new TlsfCore({ memory: fixedMemory(1 << 16) });
  const pointer = core.malloc(20);
  expect(core.usableSize(pointer)).toBe(20);
  core.free(pointer);
  expect(() => core.free(pointer)).toThrow(DoubleFree);
});

describe('joining without quick lists', () => {
  const three = (): { heap: TlsfAllocator; a: Pointer; b: Pointer; c: Pointer } => {
    const heap = small({ quick: 0 });
    const [a, b, c] = [heap.malloc(20), heap.malloc(28), heap.malloc(36)] as const;
    heap.malloc(12);
    return { heap, a, b, c };
  };

  test.each(['abc', 'acb', 'bac', 'bca', 'cab', 'cba'])(
    'frees in the order %s leave one chunk',
    (order) => {
      const blocks = three();
      for (const name of order) blocks.heap.free(blocks[name as 'a' | 'b' | 'c']);
      expect(strip(blocks.heap)).toBe('-96 *16 .908');
      blocks.heap.check();
    },
  );

  test.each(['abc', 'acb', 'bac', 'bca', 'cab', 'cba'])(
    'after %s each block is known to be free',
    (order) => {
      const blocks = three();
      for (const name of order) blocks.heap.free(blocks[name as 'a' | 'b' | 'c']);
      for (const name of order)
        expect(() => blocks.heap.free(blocks[name as 'a' | 'b' | 'c'])).toThrow(DoubleFree);
      blocks.heap.check();
    },
  );
});

describe('quick lists', () => {
  test('park a small chunk for the next request of its size', () => {
    const heap = small();
    const a = heap.malloc(20);
    heap.malloc(20);
    heap.free(a);
    expect([...heap.chunks()][0]).toMatchObject({ state: 'free', list: 'quick' });
    expect(heap.malloc(24)).not.toBe(a);
    expect(heap.malloc(20)).toBe(a);
    heap.check();
  });

  test('are emptied before the heap grows', () => {
    const heap = small();
    const blocks = Array.from({ length: 42 }, () => heap.malloc(20));
    for (const block of blocks) heap.free(block);
    const { heapBytes } = heap;
    expect(heap.malloc(1000)).toBe(blocks[0]);
    expect(heap.heapBytes).toBe(heapBytes);
    heap.check();
  });
});

test('takes the tightest of the first chunks of a list that mixes sizes', () => {
  const heap = small({ quick: 0 });
  const holes = [1060, 1044, 1052].map((size) => {
    const hole = heap.malloc(size);
    heap.malloc(12);
    return hole;
  });
  for (const hole of holes) heap.free(hole);
  expect(heap.malloc(1044)).toBe(holes[1]);
  expect(heap.malloc(1050)).toBe(holes[2]);
});

test('works above 2 GiB', () => {
  const memory = resizableMemory(0xffff_0000);
  const heap = new TlsfAllocator({ memory });
  const low = heap.malloc(3 * 2 ** 30);
  const high = heap.malloc(20);
  expect(high).toBeGreaterThan(3 * 2 ** 30);
  const aligned = heap.alignedAlloc(4096, 5000);
  expect(aligned % 4096).toBe(0);
  new Uint8Array(memory.buffer, high, 20).fill(9);
  heap.check();
  heap.free(low);
  expect(heap.malloc(2 ** 31 + 100)).toBe(low);
  const moved = heap.realloc(high, 40_000);
  expect(new Uint8Array(memory.buffer, moved, 20).every((byte) => byte === 9)).toBe(true);
  heap.free(low);
  heap.check();
});

test('announces what it decided', () => {
  const events: AllocatorEvent[] = [];
  const heap = small({ onEvent: (event) => events.push(event), quick: 0 });
  const a = heap.malloc(20);
  heap.malloc(20);
  heap.free(a);
  expect(events.map(({ type }) => type)).toEqual([
    'grown',
    'padded',
    'allocated',
    'padded',
    'allocated',
    'freed',
  ]);
});

describe('check', () => {
  /** Chunks of 24 bytes at words 1, 7, 13, 19, 25 and 31; the second and fifth free, the fourth parked. */
  function damaged(word: number, value: number): () => void {
    const memory = fixedMemory(4096);
    const heap = new TlsfAllocator({ memory, granularity: 1024, quick: 24 });
    const blocks = Array.from({ length: 6 }, () => heap.malloc(20));
    heap.free(blocks[3]!);
    heap.free(blocks[1]!);
    heap.free(blocks[4]!);
    heap.check();
    new Int32Array(memory.buffer)[word] = value;
    return () => heap.check();
  }

  test.each<[law: string, word: number, value: number]>([
    ['a chunk has at least 16 bytes', 1, 0],
    ['a chunk ends at or before the top', 1, 4000],
    ['PREVIOUS_FREE says whether the chunk before is free', 13, 12],
    ['PREVIOUS_FREE says whether the chunk before is free', 1, 14],
    ['two free chunks are not neighbours', 13, 15],
    ['a free chunk ends with its own place', 12, 1],
    ['a free chunk is not parked', 7, (3 << 2) | 1 | (1 << 31)],
    ['a listed chunk is free and listed once', 26, 1],
    ['a list neighbour points back', 9, 1],
    ['every free chunk is listed', 26, 0],
    ['a chunk on a quick list is parked there once', 20, 1],
    ['a chunk on a quick list is parked there once', 19, 12],
  ])('finds a broken law: %s (word %i := %i)', (law, word, value) => {
    const check = damaged(word, value);
    expect(check).toThrow(HeapCorruption);
    expect(check).toThrow(law);
  });
});
