import { describe, expect, test } from 'vitest';
import {
  BoundaryTagAllocator,
  DoubleFree,
  fixedMemory,
  HeapCorruption,
  InvalidFree,
  type Pointer,
  resizableMemory,
} from '../../src/index.ts';
import { smallHeap, strip } from './heap-under-test.ts';

describe('malloc(24), malloc(40) on glibc chunk rules', () => {
  test('has usable sizes 24 and 40, 32 bytes apart', () => {
    const { heap } = smallHeap();
    const a = heap.malloc(24);
    const b = heap.malloc(40);
    expect([heap.usableSize(a), heap.usableSize(b), b - a]).toEqual([24, 40, 32]);
    expect(strip(heap)).toBe('*32 *48 .416');
  });

  test('announces each decision once the bytes say it', () => {
    const { heap, events } = smallHeap();
    const a = heap.malloc(24);
    expect(events).toEqual([
      { type: 'padded', size: 24, chunkSize: 32 },
      { type: 'split', chunk: 8, size: 32, rest: 40, restSize: 464 },
      { type: 'allocated', pointer: 16, chunk: 8, size: 32, requested: 24 },
    ]);
    events.length = 0;
    heap.free(a);
    expect(events).toEqual([
      { type: 'freed', pointer: 16, chunk: 8, size: 32 },
      { type: 'merged', chunk: 8, size: 496, absorbed: 40, absorbedSize: 464 },
    ]);
  });

  test('a listener reads from the heap what it was told', () => {
    const seen: string[] = [];
    const heap: BoundaryTagAllocator = new BoundaryTagAllocator({
      memory: fixedMemory(512),
      granularity: 512,
      onEvent: ({ type }) => seen.push(`${type} ${strip(heap)}`),
    });
    const a = heap.malloc(24);
    heap.malloc(40);
    seen.length = 0;
    heap.free(a);
    heap.malloc(8);
    expect(seen).toEqual([
      'freed -32 *48 .416',
      'listed -32 *48 .416',
      'padded -32 *48 .416',
      'examined -32 *48 .416',
      'unlisted -32 *48 .416',
      'allocated *32 *48 .416',
    ]);
  });
});

describe('splitting', () => {
  test.each([
    [64, '*80 *32 .384'],
    [40, '*48 -32 *32 .384'],
    [56, '*80 *32 .384'],
  ])('a hole of 80 serves %i bytes: %s', (size, after) => {
    const { heap } = smallHeap();
    const hole = heap.malloc(72);
    heap.malloc(24);
    heap.free(hole);
    heap.malloc(size);
    expect(strip(heap)).toBe(after);
  });

  test('the top may shrink to nothing but its header', () => {
    const { heap } = smallHeap();
    heap.malloc(488);
    expect(strip(heap)).toBe('*496 .0');
    heap.check();
    expect(heap.malloc(1)).toBe(0);
  });
});

describe('joining', () => {
  test('joins a freed chunk with its free left neighbour', () => {
    const { heap } = smallHeap();
    const [a, b] = [heap.malloc(24), heap.malloc(40)];
    heap.malloc(8);
    heap.free(a);
    heap.free(b);
    expect(strip(heap)).toBe('-80 *32 .384');
  });

  test('joins a freed chunk with its free right neighbour', () => {
    const { heap } = smallHeap();
    const [a, b] = [heap.malloc(24), heap.malloc(40)];
    heap.malloc(8);
    heap.free(b);
    heap.free(a);
    expect(strip(heap)).toBe('-80 *32 .384');
  });

  test('joins both neighbours and the top into one', () => {
    const { heap } = smallHeap();
    const [a, b, c] = [heap.malloc(24), heap.malloc(24), heap.malloc(24)];
    heap.free(a);
    heap.free(c);
    heap.free(b);
    expect(strip(heap)).toBe('.496');
  });
});

describe('realloc in place', () => {
  test('grows into the top', () => {
    const { heap, events } = smallHeap();
    const a = heap.malloc(24);
    expect(heap.realloc(a, 100)).toBe(a);
    expect(strip(heap)).toBe('*112 .384');
    expect(events.at(-1)).toMatchObject({ type: 'resized', from: 32, size: 112 });
  });

  test('grows into a free neighbour and gives the rest back', () => {
    const { heap } = smallHeap();
    const [a, b] = [heap.malloc(24), heap.malloc(120)];
    heap.malloc(8);
    heap.free(b);
    expect(heap.realloc(a, 60)).toBe(a);
    expect(strip(heap)).toBe('*80 -80 *32 .304');
    heap.check();
  });

  test('moves when the neighbour is in use, and frees the old chunk', () => {
    const { heap, events } = smallHeap();
    const a = heap.malloc(24);
    heap.malloc(8);
    heap.realloc(a, 60);
    expect(strip(heap)).toBe('-32 *32 *80 .352');
    expect(events).toContainEqual({ type: 'moved', from: 16, to: 80, copied: 24 });
  });

  test('shrinks and frees the rest when the rest can hold a chunk', () => {
    const { heap } = smallHeap();
    const a = heap.malloc(100);
    heap.malloc(8);
    heap.realloc(a, 80);
    expect(strip(heap)).toBe('*112 *32 .352');
    heap.realloc(a, 24);
    expect(strip(heap)).toBe('*32 -80 *32 .352');
  });
});

describe('growth', () => {
  test('grows by whole granules, in one piece, and the top takes the new bytes', () => {
    const heap = new BoundaryTagAllocator({ memory: resizableMemory(1 << 20) });
    heap.malloc(5000);
    expect(heap.heapBytes).toBe(8192);
    expect(strip(heap)).toBe('*5008 .3168');
  });

  test('takes the exact bytes when a granule no longer fits', () => {
    const memory = fixedMemory(4096 + 80);
    const heap = new BoundaryTagAllocator({ memory });
    heap.malloc(4000);
    expect(heap.malloc(120)).not.toBe(0);
    heap.check();
  });

  test('answers null when somebody else moved the break', () => {
    const memory = fixedMemory(1 << 16);
    const heap = new BoundaryTagAllocator({ memory });
    memory.grow(16);
    expect(heap.malloc(5000)).toBe(0);
    expect(heap.malloc(500)).not.toBe(0);
  });

  test('begins at the break it finds and leaves what lies below', () => {
    const memory = fixedMemory(8192);
    new Uint8Array(memory.buffer).fill(0xee, 0, 100);
    memory.grow(100);
    const heap = new BoundaryTagAllocator({ memory, granularity: 64 });
    expect(heap.malloc(24)).toBe(128);
    expect(new Uint8Array(memory.buffer, 0, 100).every((byte) => byte === 0xee)).toBe(true);
  });

  test('works above 2 GiB', () => {
    const memory = resizableMemory(0xffff_0000);
    const heap = new BoundaryTagAllocator({ memory });
    const low = heap.malloc(3 * 2 ** 30);
    const high = heap.malloc(1000);
    expect(high).toBeGreaterThan(3 * 2 ** 30);
    new Uint8Array(memory.buffer, high, 1000).fill(7);
    heap.check();
    heap.free(low);
    expect(heap.realloc(high, 5000)).toBe(high);
    heap.free(high);
    expect([...heap.chunks()].length).toBe(1);
    expect(heap.malloc(2 ** 32 - 1)).toBe(0);
    heap.check();
  });
});

describe('misuse is read from the bytes', () => {
  test('a block freed into the top is free', () => {
    const { heap } = smallHeap();
    const a = heap.malloc(24);
    heap.free(a);
    expect(() => heap.free(a)).toThrow(DoubleFree);
  });

  test('a trashed size field is no chunk', () => {
    const { heap, words } = smallHeap();
    const a = heap.malloc(24);
    words[2] = 0x41414141;
    expect(() => heap.free(a)).toThrow(InvalidFree);
  });

  test('an overflow into the next header is found at the free', () => {
    const { heap, words } = smallHeap();
    const a = heap.malloc(24);
    heap.malloc(24);
    words[(a + 24) >>> 2] = 3;
    expect(() => heap.free(a)).toThrow(HeapCorruption);
  });

  test('the message names the address and what to do', () => {
    const { heap } = smallHeap();
    expect(() => heap.free(0x30 as Pointer)).toThrow(
      /invalid pointer 0x30: .*pass exactly what malloc answered/,
    );
  });
});
