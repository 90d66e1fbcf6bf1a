import { describe, expect, test } from 'vitest';
import { DebugHeap, type LeakKind } from '../../src/debug/index.ts';
import { fixedMemory, type Pointer, TlsfAllocator } from '../../src/index.ts';

const fresh = (): DebugHeap => new DebugHeap(new TlsfAllocator({ memory: fixedMemory(1 << 16) }));

/** Blocks a, b, c, … of 40 bytes; `ab` stores b's address in a, `aB` an address inside b. */
function linked(links: string, roots: string): Record<string, LeakKind> {
  const heap = fresh();
  const names = ['a', 'b', 'c', 'd'];
  const pointers = new Map(names.map((name) => [name, heap.calloc(1, 40)]));
  const used = new Map<string, number>();
  const address = (name: string): number =>
    (pointers.get(name.toLowerCase()) as number) + (name === name.toLowerCase() ? 0 : 12);
  for (const [from = '', to = ''] of links.split(' ').map((link) => [...link])) {
    if (from === '') continue;
    const slot = used.get(from) ?? 0;
    used.set(from, slot + 1);
    heap.store(address(from) + 4 * slot, 'u32', address(to));
  }
  const { blocks } = heap.leaks([...roots].map(address));
  return Object.fromEntries(blocks.map(({ kind }, i) => [names[i], kind]));
}

const [DEFINITE, INDIRECT, POSSIBLE, REACHABLE] = [
  'definitely lost',
  'indirectly lost',
  'possibly lost',
  'still reachable',
] as const;

describe('a block is', () => {
  test.each<[links: string, roots: string, kinds: LeakKind[]]>([
    ['', '', [DEFINITE, DEFINITE, DEFINITE, DEFINITE]],
    ['ab bc cd', 'a', [REACHABLE, REACHABLE, REACHABLE, REACHABLE]],
    ['ab bc cd', '', [DEFINITE, INDIRECT, INDIRECT, INDIRECT]],
    ['ab bc cd', 'A', [POSSIBLE, POSSIBLE, POSSIBLE, POSSIBLE]],
    ['aB bc', 'a', [REACHABLE, POSSIBLE, POSSIBLE, DEFINITE]],
    ['aC bc cd', 'ab', [REACHABLE, REACHABLE, REACHABLE, REACHABLE]],
    ['aC cd', 'a', [REACHABLE, DEFINITE, POSSIBLE, POSSIBLE]],
    // A ring is led by its lowest block; a later block that leads to it takes it over.
    ['ab ba', '', [DEFINITE, INDIRECT, DEFINITE, DEFINITE]],
    ['ab ba da', '', [INDIRECT, INDIRECT, DEFINITE, DEFINITE]],
    ['aa', '', [DEFINITE, DEFINITE, DEFINITE, DEFINITE]],
    ['aB', '', [DEFINITE, INDIRECT, DEFINITE, DEFINITE]],
  ])('by links %j from roots %j: %j', (links, roots, kinds) => {
    expect(Object.values(linked(links, roots))).toEqual(kinds);
  });
});

test('roots may be stretches of memory, scanned at whole words', () => {
  const heap = fresh();
  const [holder, a, b] = [heap.calloc(1, 32), heap.malloc(8), heap.malloc(8)] as const;
  heap.store(holder + 4, 'u32', a);
  heap.store(holder + 10, 'u32', b);
  const { totals } = heap.leaks([{ start: holder + 1, end: holder + 14 }]);
  expect(totals[REACHABLE]).toEqual({ bytes: 8, blocks: 1 });
  expect(totals[DEFINITE]).toEqual({ bytes: 40, blocks: 2 });
});

test('pointers may be wide, and stand for offsets', () => {
  const heap = fresh();
  const [a, b] = [heap.calloc(1, 16), heap.malloc(8)] as const;
  const base = 0x5555_5555_9000;
  heap.store(a + 8, 'u64', BigInt(base + b));
  const options = { wordBytes: 8, offsetOf: (pointer: number) => pointer - base } as const;
  const kinds = (roots: readonly number[]): LeakKind[] =>
    heap.leaks(roots, options).blocks.map(({ kind }) => kind);
  expect(kinds([a])).toEqual([DEFINITE, INDIRECT]);
  expect(kinds([base + a])).toEqual([REACHABLE, REACHABLE]);
});

test('a word that was not written holds nothing', () => {
  const heap = fresh();
  const [a, b, c] = [heap.calloc(1, 16), heap.malloc(8), heap.malloc(8)] as const;
  heap.store(a, 'u32', b);
  heap.store(a + 8, 'u32', c);
  const { blocks } = heap.leaks([a], { isWritten: (at) => at !== a + 8 });
  expect(blocks.map(({ kind }) => kind)).toEqual([REACHABLE, REACHABLE, DEFINITE]);
});

test('a pointer behind the end of a block holds nothing; one to an empty block holds it', () => {
  const heap = fresh();
  const [a, empty] = [heap.malloc(8), heap.malloc(0)] as const;
  expect(heap.leaks([a + 8, empty]).blocks.map(({ kind }) => kind)).toEqual([DEFINITE, REACHABLE]);
});

test('freed blocks neither leak nor hold', () => {
  const heap = fresh();
  const [a, b] = [heap.calloc(1, 8), heap.malloc(8)] as const;
  heap.store(a, 'u32', b);
  heap.free(a);
  expect(heap.leaks([a]).blocks).toMatchObject([{ pointer: b, kind: DEFINITE }]);
});

test('records gather blocks of one place and class, smallest first', () => {
  let place = '';
  const heap = new DebugHeap(new TlsfAllocator(), { sites: () => place });
  const at = (name: string, size: number): Pointer => {
    place = name;
    return heap.calloc(1, size);
  };
  at('loop', 40);
  at('loop', 40);
  const owner = at('tree', 16);
  heap.store(owner, 'u32', at('leaf', 200));
  const { records } = heap.leaks([at('kept', 24)]);
  expect(records).toEqual([
    { kind: REACHABLE, blocks: 1, directBytes: 24, indirectBytes: 0, allocatedAt: 'kept' },
    { kind: DEFINITE, blocks: 2, directBytes: 80, indirectBytes: 0, allocatedAt: 'loop' },
    { kind: INDIRECT, blocks: 1, directBytes: 200, indirectBytes: 0, allocatedAt: 'leaf' },
    { kind: DEFINITE, blocks: 1, directBytes: 16, indirectBytes: 200, allocatedAt: 'tree' },
  ]);
});
