import { describe, expect, test } from 'vitest';
import {
  asanReport,
  DebugHeap,
  type DebugOptions,
  type Finding,
  findingOf,
  HeapBufferOverflow,
  memcheckReport,
  UninitializedRead,
  UnknownAddress,
  UseAfterFree,
} from '../../src/debug/index.ts';
import { GlibcAllocator } from '../../src/glibc/index.ts';
import {
  asPointer,
  BoundaryTagAllocator,
  DoubleFree,
  fixedMemory,
  HeapCorruption,
  InvalidFree,
  nullPointer,
  type Pointer,
  resizableMemory,
  TlsfAllocator,
} from '../../src/index.ts';

const fresh = (options: DebugOptions = {}): DebugHeap =>
  new DebugHeap(new TlsfAllocator({ memory: fixedMemory(1 << 16) }), options);

const bytesOf = (heap: DebugHeap): Uint8Array => new Uint8Array(heap.memory.buffer);

/** The finding behind what a call throws. */
function found(call: () => unknown): Finding {
  try {
    call();
  } catch (error) {
    const finding = findingOf(error);
    if (finding) return finding;
    throw error;
  }
  return expect.fail('nothing was thrown');
}

describe('a checked access', () => {
  test.each([
    ['i8', -5],
    ['u8', 250],
    ['i16', -500],
    ['u16', 65_000],
    ['i32', -70_000],
    ['u32', 4_000_000_000],
    ['f32', 0.5],
    ['f64', Math.PI],
  ] as const)('reads back the %s it wrote, aligned or not', (type, value) => {
    const heap = fresh();
    const p = heap.malloc(40);
    for (const at of [p, p + 1, p + 13]) {
      heap.store(at, type, value);
      expect(heap.load(at, type)).toBe(value);
    }
  });

  test('reads back 64-bit numbers as bigints', () => {
    const heap = fresh();
    const p = heap.malloc(16);
    heap.store(p, 'i64', -3n);
    heap.store(p + 8, 'u64', 2n ** 64n - 3n);
    expect([heap.load(p, 'i64'), heap.load(p + 8, 'u64')]).toEqual([-3n, 2n ** 64n - 3n]);
  });

  test.each([1, 2, 7, 8, 9, 24, 40, 41])('stays inside a block of %i bytes', (size) => {
    const heap = fresh();
    heap.malloc(30);
    const p = heap.malloc(size);
    heap.malloc(30);
    heap.fill(p, 1, size);
    for (let at = 0; at < size; at++) expect(heap.load(p + at, 'u8')).toBe(1);
    for (const at of [-1, size]) {
      expect(() => heap.load(p + at, 'u8')).toThrow(HeapBufferOverflow);
      expect(() => heap.store(p + at, 'u8', 9)).toThrow(HeapBufferOverflow);
    }
    expect(() => heap.load(p + size - 1, 'u16')).toThrow(HeapBufferOverflow);
    expect(() => heap.fill(p, 0, size + 1)).toThrow(HeapBufferOverflow);
    heap.check();
  });

  test('to a freed block is found as long as it waits in the quarantine', () => {
    const heap = fresh({ quarantine: 200 });
    const p = heap.calloc(1, 40);
    heap.free(p);
    expect(() => heap.load(p, 'i32')).toThrow(UseAfterFree);
    expect(() => heap.store(p + 39, 'u8', 1)).toThrow(UseAfterFree);
    for (let i = 0; i < 2; i++) heap.free(heap.malloc(100));
    expect(() => heap.load(p, 'i32')).toThrow(HeapBufferOverflow);
  });

  test.each([-1, 1 << 16, 2 ** 33, 1.5, Number.NaN, Infinity])(
    'to %d is one outside the heap',
    (address) => {
      expect(() => fresh().load(address, 'u8')).toThrow(UnknownAddress);
      expect(() => fresh().store(address, 'u8', 0)).toThrow(UnknownAddress);
    },
  );

  test('names block, distance and access', () => {
    const heap = fresh();
    const p = heap.malloc(40);
    expect(found(() => heap.load(p + 44, 'u16'))).toMatchObject({
      kind: 'heap-buffer-overflow',
      call: 'read',
      address: p + 44,
      bytes: 2,
      place: { relation: 'after', offset: 4, block: { pointer: p, size: 40, state: 'allocated' } },
    });
    expect(found(() => heap.store(p - 8, 'u64', 1n))).toMatchObject({
      call: 'write',
      place: { relation: 'before', offset: 8 },
    });
    heap.free(p);
    expect(found(() => heap.load(p + 8, 'u8'))).toMatchObject({
      kind: 'heap-use-after-free',
      place: { relation: 'inside', offset: 8, block: { state: 'freed' } },
    });
  });

  test('reaches blocks that are mapped apart, above the break', () => {
    const heap = new DebugHeap(new GlibcAllocator({ memory: resizableMemory(1 << 24) }));
    const p = heap.malloc(1 << 20);
    expect(p).toBeGreaterThan(heap.memory.size);
    heap.store(p + (1 << 20) - 4, 'i32', 5);
    expect(heap.load(p + (1 << 20) - 4, 'i32')).toBe(5);
    expect(() => heap.load(p + (1 << 20), 'u8')).toThrow(HeapBufferOverflow);
    heap.free(p);
    heap.check();
  });
});

describe('bytes that were never written', () => {
  test('are refused, also in part', () => {
    const heap = fresh();
    const p = heap.malloc(40);
    heap.store(p, 'i16', 1);
    expect(heap.load(p, 'i16')).toBe(1);
    expect(() => heap.load(p, 'i32')).toThrow(UninitializedRead);
    expect(() => heap.load(p + 2, 'u8')).toThrow(UninitializedRead);
  });

  test('are none in calloc, nor where a view of the program wrote', () => {
    const heap = fresh();
    expect(heap.load(heap.calloc(10, 4), 'i32')).toBe(0);
    const p = heap.malloc(8);
    bytesOf(heap).fill(3, p, p + 8);
    expect(heap.load(p, 'u32')).toBe(0x03030303);
  });

  test('stay unwritten through realloc and copy, and written ones written', () => {
    const heap = fresh();
    const p = heap.malloc(24);
    heap.fill(p, 7, 13);
    const q = heap.realloc(p, 100);
    expect(heap.load(q + 12, 'u8')).toBe(7);
    expect(() => heap.load(q + 13, 'u8')).toThrow(UninitializedRead);
    const r = heap.malloc(100);
    heap.copy(r + 3, q, 24);
    expect(heap.load(r + 15, 'u8')).toBe(7);
    expect(() => heap.load(r + 16, 'u8')).toThrow(UninitializedRead);
    expect(() => heap.load(r, 'u8')).toThrow(UninitializedRead);
  });

  test('are read as they are when that is switched off', () => {
    const heap = fresh({ uninitialized: false });
    expect(heap.load(heap.malloc(8), 'u8')).toBe(0xcd);
  });
});

describe('free and realloc', () => {
  test('refuse a block that waits in the quarantine, with its place', () => {
    const heap = fresh();
    const p = heap.malloc(40);
    heap.free(p);
    expect(() => heap.free(p)).toThrow(DoubleFree);
    expect(() => heap.realloc(p, 9)).toThrow(DoubleFree);
    expect(found(() => heap.free(p))).toMatchObject({ kind: 'double-free', address: p });
  });

  test('refuse what is no block', () => {
    const heap = fresh();
    const p = heap.malloc(40);
    expect(() => heap.free(asPointer(p + 8))).toThrow(InvalidFree);
    expect(found(() => heap.free(asPointer(p + 8)))).toMatchObject({
      kind: 'bad-free',
      place: { relation: 'inside', offset: 8 },
    });
    expect(() => heap.usableSize(asPointer(p + 8))).toThrow(InvalidFree);
  });

  test('realloc always moves, so that the old pointer is found', () => {
    const heap = fresh();
    const p = heap.calloc(1, 40);
    const q = heap.realloc(p, 8);
    expect(q).not.toBe(p);
    expect(() => heap.load(p, 'u8')).toThrow(UseAfterFree);
  });
});

describe('a write that went past the layer', () => {
  test.each([
    ['before the block', -1, 'before', 1],
    ['behind it', 41, 'after', 1],
  ] as const)('%s is found by check and by free', (_, at, relation, offset) => {
    const heap = fresh();
    const p = heap.malloc(40);
    bytesOf(heap)[p + at] = 1;
    expect(() => heap.check()).toThrow(HeapCorruption);
    expect(found(() => heap.free(p))).toMatchObject({
      kind: 'red-zone-overwritten',
      address: p + at,
      bytes: 1,
      place: { relation, offset },
    });
  });

  test('into a freed block is found by check, and when the block leaves the quarantine', () => {
    const heap = fresh({ quarantine: 200 });
    const p = heap.malloc(40);
    heap.free(p);
    bytesOf(heap).fill(1, p + 4, p + 9);
    expect(() => heap.check()).toThrow('a freed block keeps its bytes');
    const leaving = found(() => {
      for (let i = 0; i < 5; i++) heap.free(heap.malloc(40));
    });
    expect(leaving).toMatchObject({ kind: 'freed-block-overwritten', address: p + 4, bytes: 5 });
    heap.check();
  });

  test('into a header of the allocator below is found by its own laws', () => {
    const inner = new BoundaryTagAllocator({ memory: fixedMemory(1 << 16) });
    const heap = new DebugHeap(inner);
    const p = heap.malloc(40);
    new Uint32Array(heap.memory.buffer)[(p - 24) / 4] = 3;
    expect(() => heap.check()).toThrow(HeapCorruption);
  });
});

describe('the quarantine', () => {
  test('keeps a freed block from being handed out again until its budget is spent', () => {
    const heap = fresh({ quarantine: 1000 });
    const p = heap.malloc(100);
    heap.free(p);
    const later = Array.from({ length: 30 }, () => {
      const q = heap.malloc(100);
      heap.free(q);
      return q;
    });
    expect(later.slice(0, 5)).not.toContain(p);
    expect(later).toContain(p);
  });

  test('gives way before memory runs out', () => {
    const heap = fresh({ quarantine: 2 ** 30 });
    for (let i = 0; i < 1000; i++) {
      const p = heap.malloc(1000);
      expect(p).not.toBe(nullPointer);
      heap.free(p);
    }
    heap.check();
  });
});

describe('a listener', () => {
  test('gets the findings, and the run goes on without the bad calls', () => {
    const findings: Finding[] = [];
    const heap = fresh({ onFinding: (finding) => findings.push(finding) });
    const p = heap.malloc(8);
    const before = bytesOf(heap).slice();
    heap.store(p + 8, 'i32', 1);
    heap.fill(p, 0, 9);
    heap.copy(p, p + 8, 8);
    expect(heap.load(p + 8, 'u8')).toBe(0xfd);
    expect(heap.load(-4, 'i64')).toBe(0n);
    heap.free(asPointer(p + 1));
    expect(heap.realloc(asPointer(p + 1), 5)).toBe(nullPointer);
    expect(bytesOf(heap)).toEqual(before);
    expect(findings.map(({ kind }) => kind)).toEqual([
      ...Array(4).fill('heap-buffer-overflow'),
      'unknown-address',
      'bad-free',
      'bad-free',
    ]);
  });

  test('is told of each damage once', () => {
    const findings: Finding[] = [];
    const heap = fresh({ onFinding: (finding) => findings.push(finding) });
    const p = heap.malloc(40);
    const q = heap.malloc(40);
    heap.free(q);
    for (const at of [p - 3, p + 40, q, q + 10]) bytesOf(heap)[at] = 0;
    heap.check();
    heap.check();
    expect(findings.map(({ address }) => address)).toEqual([p - 3, p + 40, q, q + 10]);
  });
});

describe('sites', () => {
  const overflow = (heap: DebugHeap, p: Pointer): Finding => found(() => heap.load(p + 9, 'u8'));
  function allocateSomewhere(heap: DebugHeap): Pointer {
    return heap.malloc(8);
  }

  test('are stacks that begin at the caller, as many frames as asked for', () => {
    const heap = fresh({ sites: 2 });
    const finding = overflow(heap, allocateSomewhere(heap));
    const frames = finding.place!.block.allocatedAt!.split('\n');
    expect(frames).toHaveLength(2);
    expect(frames[0]).toContain('allocateSomewhere');
    expect(frames[0]).toContain('debug-heap.test');
    expect(finding.site).not.toContain('DebugHeap');
    expect(asanReport(finding)).toContain(`    #0 ${frames[0]}`);
    expect(memcheckReport(finding)).toContain(`   at ${frames[0]}\n   by ${frames[1]}`);
  });

  test('may be names the caller gives', () => {
    let operation = 0;
    const heap = fresh({ sites: () => `operation ${operation}` });
    const p = heap.malloc(8);
    operation = 1;
    heap.free(p);
    operation = 2;
    const finding = found(() => heap.free(p));
    expect(finding.site).toBe('operation 2');
    expect(finding.place?.block).toMatchObject({
      allocatedAt: 'operation 0',
      freedAt: 'operation 1',
    });
    expect(memcheckReport(finding)).toContain(
      "   at operation 1\n Block was alloc'd at\n   at operation 0",
    );
  });

  test('are none by default', () => {
    const heap = fresh();
    expect(overflow(heap, heap.malloc(8))).toMatchObject({
      site: null,
      place: { block: { allocatedAt: null, freedAt: null } },
    });
  });
});

test('the shadow around an address shows red zones, the part of the last 8 bytes, and freed blocks', () => {
  const heap = new DebugHeap(new TlsfAllocator({ memory: fixedMemory(1 << 16) }));
  const p = heap.malloc(20);
  const q = heap.malloc(16);
  heap.free(q);
  const lines = asanReport(found(() => heap.load(p + 20, 'u8'))).split('\n');
  const row = lines.find((line) => line.startsWith('=>'))!;
  expect(row).toMatch(/^=>0x00000000: fa fa fa 00 00\[04\]fa( fa)+ fd fd( fa)+$/);
});

test('what another allocator throws has no finding', () => {
  expect(findingOf(new Error('x'))).toBeNull();
  expect(findingOf(new Error('x', { cause: { kind: 'toString' } }))).toBeNull();
});
