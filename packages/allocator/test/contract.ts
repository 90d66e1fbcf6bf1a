import { describe, expect, test } from 'vitest';
import {
  type Allocator,
  DoubleFree,
  fixedMemory,
  InvalidAlignment,
  InvalidFree,
  InvalidSize,
  type LinearMemory,
  nullPointer,
  type Pointer,
} from '../src/index.ts';

/** An allocator under the contract. */
export interface Subject {
  readonly name: string;
  make(memory: LinearMemory): Allocator;
  /** Every pointer is a multiple of this. */
  readonly alignment: number;
  /** False where freeing gives nothing back (bump). @defaultValue true */
  readonly reuses?: boolean;
  /** False where `realloc` of a freed block goes unnoticed, as in the allocator modelled. @defaultValue true */
  readonly detectsFreedRealloc?: boolean;
  /** True where parts of the heap are mapped apart from each other. @defaultValue false */
  readonly liesApart?: boolean;
}

const bytesOf = (heap: Allocator, pointer: Pointer, length: number): Uint8Array =>
  new Uint8Array(heap.memory.buffer, pointer, length);

const fill = (heap: Allocator, pointer: Pointer, length: number, seed: number): void => {
  const view = bytesOf(heap, pointer, length);
  for (let i = 0; i < length; i++) view[i] = (seed + i * 7) & 0xff;
};

const reads = (heap: Allocator, pointer: Pointer, length: number, seed: number): boolean =>
  bytesOf(heap, pointer, length).every((byte, i) => byte === ((seed + i * 7) & 0xff));

/** The laws of `Allocator`, the same for every policy. */
export function contract(subject: Subject): void {
  const fresh = (bytes = 1 << 20): Allocator => subject.make(fixedMemory(bytes));
  const reuses = subject.reuses ?? true;

  describe(subject.name, () => {
    test('answers aligned, disjoint blocks of at least the size asked for', () => {
      const heap = fresh();
      const blocks: { start: number; end: number }[] = [];
      for (let size = 0; size <= 600; size++) {
        const pointer = heap.malloc(size);
        const usable = heap.usableSize(pointer);
        const fits = pointer !== nullPointer && usable >= size;
        if (!fits || pointer % subject.alignment !== 0)
          expect.fail(`${size}: ${pointer}, ${usable}`);
        blocks.push({ start: pointer, end: pointer + Math.max(1, usable) });
      }
      blocks.sort((a, b) => a.start - b.start);
      expect(blocks.filter(({ start }, i) => i > 0 && start < blocks[i - 1]!.end)).toEqual([]);
      heap.check();
    });

    test('keeps what callers wrote while neighbours come and go', () => {
      const heap = fresh();
      const kept: { pointer: Pointer; size: number; seed: number }[] = [];
      for (let i = 0; i < 300; i++) {
        const size = (i * 37) % 900;
        const pointer = heap.malloc(size);
        fill(heap, pointer, size, i);
        if (i % 3 === 0) heap.free(pointer);
        else kept.push({ pointer, size, seed: i });
      }
      for (const { pointer, size, seed } of kept)
        expect(reads(heap, pointer, size, seed)).toBe(true);
      heap.check();
    });

    test('answers calloc with zeros, also on bytes used before', () => {
      const heap = fresh();
      for (const size of [8, 24, 100, 500, 5000]) {
        const dirty = heap.malloc(size);
        bytesOf(heap, dirty, size).fill(0xaa);
        heap.free(dirty);
        const clean = heap.calloc(size / 4, 4);
        expect(bytesOf(heap, clean, size).every((byte) => byte === 0)).toBe(true);
      }
      heap.check();
    });

    test('keeps the content through realloc, growing and shrinking', () => {
      const heap = fresh();
      let pointer = heap.malloc(10);
      fill(heap, pointer, 10, 3);
      let known = 10;
      for (const size of [100, 30, 31, 4000, 4100, 16, 600, 1]) {
        heap.malloc(24);
        pointer = heap.realloc(pointer, size);
        known = Math.min(known, size);
        expect(reads(heap, pointer, known, 3)).toBe(true);
        expect(heap.usableSize(pointer)).toBeGreaterThanOrEqual(size);
        fill(heap, pointer, size, 3);
        known = size;
        heap.check();
      }
    });

    test('treats realloc of null as malloc, and realloc to 0 as free', () => {
      const heap = fresh();
      const pointer = heap.realloc(nullPointer, 40);
      expect(heap.usableSize(pointer)).toBeGreaterThanOrEqual(40);
      expect(heap.realloc(pointer, 0)).toBe(nullPointer);
      heap.free(nullPointer);
      heap.check();
      expect(heap.stats().usedChunks).toBe(0);
    });

    test.each([1, 2, 8, 16, 32, 64, 256, 1024, 4096])(
      'aligns a block to %i bytes and frees it',
      (alignment) => {
        const heap = fresh();
        const blocks: Pointer[] = [];
        for (const size of [1, 24, 100, 700]) {
          heap.malloc(8);
          const pointer = heap.alignedAlloc(alignment, size);
          expect(pointer).not.toBe(nullPointer);
          expect(pointer % alignment).toBe(0);
          fill(heap, pointer, size, alignment);
          blocks.push(pointer);
          heap.check();
        }
        blocks.forEach((pointer, i) => {
          expect(reads(heap, pointer, [1, 24, 100, 700][i]!, alignment)).toBe(true);
          heap.free(pointer);
          heap.check();
        });
      },
    );

    test.each([0, 3, 24, -8, 1.5, NaN, Infinity, 2 ** 32])('refuses the alignment %d', (value) => {
      expect(() => fresh().alignedAlloc(value, 8)).toThrow(InvalidAlignment);
    });

    test('answers a distinct block to malloc(0)', () => {
      const heap = fresh();
      const first = heap.malloc(0);
      const second = heap.malloc(0);
      expect(first).not.toBe(nullPointer);
      expect(second).not.toBe(first);
      heap.free(first);
      heap.free(second);
      heap.check();
    });

    test.each([2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 8, 2 ** 53, Infinity])(
      'answers null to %d bytes and stays whole',
      (size) => {
        const heap = fresh();
        const pointer = heap.malloc(24);
        fill(heap, pointer, 24, 9);
        expect(heap.malloc(size)).toBe(nullPointer);
        expect(heap.calloc(1, size)).toBe(nullPointer);
        expect(heap.calloc(size, 16)).toBe(nullPointer);
        expect(heap.realloc(pointer, size)).toBe(nullPointer);
        expect(heap.alignedAlloc(64, size)).toBe(nullPointer);
        expect(reads(heap, pointer, 24, 9)).toBe(true);
        heap.check();
      },
    );

    test.each([-1, -8, Number.NaN, 1.5, -Infinity, 2 ** 31 + 0.5])(
      'refuses %d, which is no number of bytes',
      (size) => {
        const heap = fresh();
        const pointer = heap.malloc(24);
        expect(() => heap.malloc(size)).toThrow(InvalidSize);
        expect(() => heap.calloc(size, 8)).toThrow(InvalidSize);
        expect(() => heap.calloc(8, size)).toThrow(InvalidSize);
        expect(() => heap.realloc(pointer, size)).toThrow(InvalidSize);
        expect(() => heap.alignedAlloc(16, size)).toThrow(InvalidSize);
        heap.check();
      },
    );

    test('answers null when the memory is full, and serves again after a free', () => {
      const heap = fresh(1 << 16);
      const blocks: Pointer[] = [];
      for (;;) {
        const pointer = heap.malloc(1000);
        if (pointer === nullPointer) break;
        blocks.push(pointer);
      }
      expect(blocks.length).toBeGreaterThan(16);
      heap.check();
      const last = blocks.at(-1)!;
      heap.free(last);
      heap.check();
      if (reuses) expect(heap.malloc(1000)).not.toBe(nullPointer);
    });

    test('reports chunks that lie side by side and agree with stats', () => {
      const heap = fresh();
      const blocks = Array.from({ length: 60 }, (_, i) => heap.malloc(i * 13));
      for (let i = 0; i < blocks.length; i += 2) heap.free(blocks[i]!);
      const reports = [...heap.chunks()];
      const ends = reports.map(({ chunk, size }) => chunk + size);
      const starts = reports.slice(1).map(({ chunk }) => chunk as number);
      if (subject.liesApart) expect(starts.every((start, i) => start >= ends[i]!)).toBe(true);
      else expect(starts).toEqual(ends.slice(0, -1));
      const used = reports.filter(({ state }) => state === 'used');
      const stats = heap.stats();
      expect(used.length).toBe(stats.usedChunks);
      expect(used.reduce((sum, { size }) => sum + size, 0)).toBe(stats.usedBytes);
      const pointers = new Set(used.map(({ pointer }) => pointer));
      expect(blocks.filter((block, i) => i % 2 === 1 && !pointers.has(block))).toEqual([]);
      expect(stats.usedBytes + stats.freeBytes + stats.overheadBytes).toBe(stats.heapBytes);
    });

    if (!reuses) return;

    test('refuses a block that is already free', () => {
      const heap = fresh();
      const [a, b, c] = [heap.malloc(40), heap.malloc(40), heap.malloc(40)] as const;
      heap.free(b);
      expect(() => heap.free(b)).toThrow(DoubleFree);
      if (subject.detectsFreedRealloc ?? true)
        expect(() => heap.realloc(b, 80)).toThrow(DoubleFree);
      heap.free(a);
      heap.free(c);
      heap.check();
    });

    test.each([1, 7, 8, 16, 24, 999_992, 1 << 20, 2 ** 31, -1000, 12.5, Number.NaN])(
      'refuses to free %d, where no block starts',
      (offset) => {
        const heap = fresh();
        const pointer = heap.malloc(1000);
        fill(heap, pointer, 1000, 0);
        heap.malloc(8);
        const wild = (pointer + offset) as Pointer;
        expect(() => heap.free(wild)).toThrow(InvalidFree);
        expect(() => heap.realloc(wild, 5)).toThrow(InvalidFree);
        heap.check();
      },
    );

    test('gives all bytes back: forty rounds of equal work need little more than two', () => {
      const heap = fresh();
      let settled = 0;
      for (let round = 0; round < 40; round++) {
        const blocks = Array.from({ length: 100 }, (_, i) => heap.malloc((i * 29) % 700));
        for (let i = 0; i < 100; i++) heap.free(blocks[(i * 37) % 100]!);
        if (round === 1) settled = heap.heapBytes;
      }
      expect(heap.heapBytes).toBeLessThan(1.5 * settled);
      expect(heap.stats().usedChunks).toBe(0);
      heap.check();
    });

    test('keeps one block through a thousand moving reallocs (no leak)', () => {
      const heap = fresh();
      let pointer = heap.malloc(16);
      for (let i = 0; i < 1000; i++) {
        const neighbour = heap.malloc(16);
        pointer = heap.realloc(pointer, 16 + ((i * 61) % 500));
        heap.free(neighbour);
      }
      expect(heap.stats().usedChunks).toBe(1);
      heap.check();
    });
  });
}
