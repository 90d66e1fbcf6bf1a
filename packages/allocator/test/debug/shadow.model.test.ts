import { expect, test } from 'vitest';
import { DebugHeap, type Finding } from '../../src/debug/index.ts';
import {
  type Allocator,
  BoundaryTagAllocator,
  fixedMemory,
  type LinearMemory,
  type Pointer,
  SlabAllocator,
  TlsfAllocator,
} from '../../src/index.ts';
import { RandomProgram } from '../random-program.ts';
import { ShadowHeap } from '../shadow-heap.ts';

const below: Readonly<Record<string, (memory: LinearMemory) => Allocator>> = {
  tlsf: (memory) => new TlsfAllocator({ memory }),
  slab: (memory) => new SlabAllocator({ memory }),
  'first fit': (memory) => new BoundaryTagAllocator({ memory }),
};

test.each(Object.entries(below))(
  'over %s keeps every block whole, apart and reported through random operations',
  (_name, make) => {
    const shadow = new ShadowHeap(
      new DebugHeap(make(fixedMemory(1 << 23)), { quarantine: 20_000 }),
    );
    const program = new RandomProgram(shadow, 5);
    for (let step = 1; step <= 4000; step++) {
      program.step();
      if (step % 200 !== 0) continue;
      shadow.heap.check();
      shadow.compareChunks();
    }
  },
);

/** What may be done with a byte, by the plainest account. */
const [NEVER, UNWRITTEN, WRITTEN, FREED] = [0, 1, 2, 3];

/** A generator of whole numbers below a bound (Lehmer, MINSTD). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const CASES = 6000;

test('random accesses are judged as an account of each byte judges them', () => {
  const next = numbers(99);
  let last: Finding | null = null;
  const heap = new DebugHeap(new TlsfAllocator({ memory: fixedMemory(1 << 20) }), {
    quarantine: 2 ** 30,
    onFinding: (finding) => {
      last = finding;
    },
  });
  const account = new Uint8Array(1 << 20);
  const live: { pointer: Pointer; size: number }[] = [];
  const everyone: number[] = [];
  const expected = (at: number, bytes: number, isRead: boolean): string | null => {
    const states = [...account.subarray(at, at + bytes)];
    const bad = states.find((state) => state === NEVER || state === FREED);
    if (bad !== undefined) return bad === FREED ? 'heap-use-after-free' : 'heap-buffer-overflow';
    return isRead && states.includes(UNWRITTEN) ? 'uninitialized-read' : null;
  };
  const seen = new Map<string | null, number>();
  for (let i = 0; i < CASES; i++) {
    if (i % 8 === 0) {
      const size = next(60);
      const pointer = heap.malloc(size);
      account.fill(UNWRITTEN, pointer, pointer + size);
      live.push({ pointer, size });
      everyone.push(pointer);
    } else if (i % 16 === 1) {
      const [block] = live.splice(next(live.length), 1);
      heap.free(block!.pointer);
      // As in AddressSanitizer's shadow, the rest of the last 8 bytes counts as freed too.
      account.fill(FREED, block!.pointer, block!.pointer + Math.ceil(block!.size / 8) * 8);
    }
    const at = everyone[next(everyone.length)]! + next(90) - 20;
    const isRead = next(2) === 0;
    const [type, bytes] = (
      [
        ['u8', 1],
        ['u16', 2],
        ['u32', 4],
      ] as const
    )[next(3)]!;
    const kind = expected(at, bytes, isRead);
    last = null;
    if (isRead) heap.load(at, type);
    else heap.store(at, type, next(200));
    expect((last as Finding | null)?.kind ?? null, `case ${i} at ${at}`).toBe(kind);
    if (!isRead && kind === null) account.fill(WRITTEN, at, at + bytes);
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
  }
  heap.check();
  expect([...seen.values()].every((times) => times > 100)).toBe(true);
  expect(seen.size).toBe(4);
});
