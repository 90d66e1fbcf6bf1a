import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { GlibcAllocator } from '../../src/glibc/index.ts';
import {
  asPointer,
  DoubleFree,
  HeapCorruption,
  InvalidFree,
  type Pointer,
  resizableMemory,
} from '../../src/index.ts';

const report = readFileSync(
  join(import.meta.dirname, '../recorded/heap-errors/report-debian12.txt'),
  'utf8',
);

/** The recorded programs: C source, and what glibc printed before it aborted ('' when it did not). */
const recorded = new Map(
  report
    .split(/^== /m)
    .slice(1)
    .map((section) => {
      const [name, source, , ...lines] = section.split('\n');
      const said = lines
        .slice(
          0,
          lines.findIndex((line) => line.endsWith('-- asan')),
        )
        .join('\n');
      return [name ?? '', { source, said: said === '(not detected)' ? '' : said }] as const;
    }),
);

/** A heap, and the word-wise pokes the C programs make through `size_t *`. */
class Process {
  readonly heap = new GlibcAllocator({ memory: resizableMemory() });
  malloc = (size: number): Pointer => this.heap.malloc(size);
  free = (pointer: number): void => this.heap.free(asPointer(pointer));
  realloc = (pointer: number, size: number): Pointer => this.heap.realloc(asPointer(pointer), size);
  #words(): BigUint64Array {
    return new BigUint64Array(this.heap.memory.buffer, 0, this.heap.memory.buffer.byteLength >>> 3);
  }
  /** `((size_t *)p)[index]` */
  get(pointer: number, index: number): bigint {
    return this.#words()[(pointer >>> 3) + index]!;
  }
  set(pointer: number, index: number, value: bigint): void {
    this.#words()[(pointer >>> 3) + index] = value;
  }
  /** The address that a pointer has in the process. */
  address = (pointer: number): bigint => 0x5555_5555_9000n + BigInt(pointer);
  fill(pointer: number, byte: number, length: number): void {
    new Uint8Array(this.heap.memory.buffer, pointer, length).fill(byte);
  }
  mallocs = (count: number, size: number): Pointer[] =>
    Array.from({ length: count }, () => this.malloc(size));
}

/** Runs a program up to its last call, which is returned: glibc speaks there, not earlier. */
type Program = (c: Process) => () => unknown;

const programs: Record<string, Program> = {
  dfree_tcache: ({ malloc, free }) => {
    const p = malloc(24);
    free(p);
    return () => free(p);
  },
  dfree_fast: ({ mallocs, free }) => {
    const a = mallocs(9, 24);
    for (const p of a.slice(0, 8)) free(p);
    return () => free(a[7]!);
  },
  dfree_prev: ({ malloc, free }) => {
    const p = malloc(2000);
    malloc(24);
    free(p);
    return () => free(p);
  },
  dfree_top: ({ malloc, free }) => {
    const p = malloc(2000);
    free(p);
    return () => free(p);
  },
  dfree_missed: (c) => {
    const a = c.malloc(24);
    c.free(a);
    c.set(a, 1, 0n);
    return () => c.free(a);
  },
  free_interior: ({ malloc, free }) => {
    const p = malloc(64);
    return () => free(p + 8);
  },
  free_badsize: (c) => {
    const p = c.malloc(64);
    c.set(p, -1, 0x13n);
    return () => c.free(p);
  },
  free_size: (c) => {
    const p = c.malloc(64);
    c.set(p, -1, 0x11n);
    return () => c.free(p);
  },
  free_stack:
    ({ free }) =>
    () =>
      free(0x7fff_e010), // far from the heap; a fresh stack reads as zero
  realloc_interior: ({ malloc, realloc }) => {
    const p = malloc(64);
    return () => realloc(p + 8, 128);
  },
  top_corrupt: (c) => {
    const p = c.malloc(24);
    c.fill(p, 255, 64);
    return () => c.malloc(0x20000 - 64);
  },
  next_normal: (c) => {
    const [a, b] = [c.malloc(2000), c.malloc(2000)] as const;
    c.malloc(24);
    c.set(b, -1, 3n);
    return () => c.free(a);
  },
  next_fast: (c) => {
    const a = c.mallocs(9, 24);
    for (const p of a.slice(0, 7)) c.free(p);
    c.set(a[8]!, -1, 1n);
    return () => c.free(a[7]!);
  },
  prev_size: (c) => {
    const [a, b] = [c.malloc(2000), c.malloc(2000)] as const;
    c.malloc(24);
    c.free(a);
    c.set(b, -2, 0x20n);
    return () => c.free(b);
  },
  unsorted: (c) => {
    const [a, g, b] = [c.malloc(2000), c.malloc(24), c.malloc(2000)] as const;
    c.malloc(24);
    c.free(a);
    c.free(b);
    c.set(a, 1, c.address(g));
    return () => c.malloc(100);
  },
  tcache_unaligned: (c) => {
    const [a, b] = [c.malloc(24), c.malloc(24)] as const;
    c.free(a);
    c.free(b);
    c.set(b, 0, c.get(b, 0) ^ 8n);
    c.malloc(24);
    return () => c.malloc(24);
  },
  fast_size: (c) => {
    const a = c.mallocs(8, 24);
    for (const p of a) c.free(p);
    c.set(a[7]!, -1, 0x41n);
    c.mallocs(7, 24);
    return () => c.malloc(24);
  },
  free_unaligned: (c) => {
    const p = c.malloc(64);
    c.set(p, 0, 0x21n);
    return () => c.free(p + 8);
  },
  realloc_unaligned: (c) => {
    const p = c.malloc(64);
    c.set(p, 0, 0x21n);
    return () => c.realloc(p + 8, 8);
  },
  unlink_footer: (c) => {
    const [a, g] = [c.malloc(2000), c.malloc(200)] as const;
    c.free(a);
    c.malloc(3000);
    c.set(g, -2, 0x20n);
    return () => c.malloc(2000);
  },
  unsorted_footer: (c) => {
    const [a, g] = [c.malloc(2000), c.malloc(200)] as const;
    c.free(a);
    c.set(g, -2, 0x20n);
    return () => c.malloc(100);
  },
  use_after_free: (c) => {
    const p = c.malloc(40);
    c.free(p);
    return () => c.get(p, 0);
  },
  overflow_1: (c) => {
    const p = c.malloc(40);
    c.fill(p + 40, 1, 1);
    return () => c.free(p);
  },
  underflow_1: (c) => {
    const p = c.malloc(40);
    c.fill(p - 1, 1, 1);
    return () => c.free(p);
  },
  uninit_read: (c) => {
    const p = c.malloc(40);
    c.get(p, 1);
    return () => c.free(p);
  },
  leaks: (c) => {
    const a = c.malloc(64);
    c.set(a, 0, c.address(c.malloc(100)));
    for (const size of [50, 80, 30]) c.malloc(size);
    return () => undefined;
  },
};

/** What glibc's line would be: the `report` of the error, or '' when nothing is thrown. */
function lineOf(moment: () => unknown): string {
  try {
    moment();
    return '';
  } catch (error) {
    const known =
      error instanceof DoubleFree ||
      error instanceof InvalidFree ||
      error instanceof HeapCorruption;
    return known ? (error.report ?? 'an error without a report') : String(error);
  }
}

describe('misuse is said in the words glibc 2.36 was recorded with, at its own moment', () => {
  test('twenty-one of the recorded programs make glibc speak, and each has its twin here', () => {
    expect([...recorded.values()].filter(({ said }) => /^[a-z]+.*[: ]/.test(said))).toHaveLength(
      21,
    );
    expect(Object.keys(programs).sort()).toEqual([...recorded.keys()].sort());
  });

  test.each([...recorded])('%s', (name, { said }) => {
    const moment = programs[name]!(new Process());
    // The use-after-free program prints what it read; glibc itself says nothing there.
    expect(lineOf(moment)).toBe(name === 'use_after_free' ? '' : said);
  });
});
