import { describe, expect, test } from 'vitest';
import {
  fixedMemory,
  growableMemory,
  InvalidFree,
  type LinearMemory,
  resizableMemory,
  wasmMemory,
} from '../src/index.ts';

const bytes = (memory: LinearMemory, start: number, length: number): number[] => [
  ...new Uint8Array(memory.buffer, start, length),
];

describe.each<[string, () => LinearMemory]>([
  ['fixed', () => fixedMemory(1 << 20)],
  ['resizable', () => resizableMemory(1 << 20)],
  ['growable', () => growableMemory(1 << 20)],
  ['wasm', () => wasmMemory(new WebAssembly.Memory({ initial: 1, maximum: 16 }), { start: 0 })],
  ['shared', () => fixedMemory(new SharedArrayBuffer(1 << 20))],
])('%s memory', (_name, make) => {
  test('grows to its end and no further', () => {
    const memory = make();
    expect(memory.grow(1 << 19)).toBe(true);
    expect(memory.grow((1 << 19) + 1)).toBe(false);
    expect(memory.size).toBe(1 << 19);
    expect(memory.grow(1 << 19)).toBe(true);
    expect(memory.buffer.byteLength).toBe(1 << 20);
    expect(memory.grow(1)).toBe(false);
  });

  test('keeps its bytes while it grows, and shows zeros beyond', () => {
    const memory = make();
    memory.grow(16);
    new Uint8Array(memory.buffer, 0, 16).fill(5);
    memory.grow(700_000);
    expect(bytes(memory, 12, 8)).toEqual([5, 5, 5, 5, 0, 0, 0, 0]);
  });

  test('shows zeros again after it shrank', () => {
    const memory = make();
    memory.grow(4096);
    new Uint8Array(memory.buffer, 0, 4096).fill(5);
    expect(memory.shrink?.(4092)).toBe(true);
    expect(memory.shrink?.(5)).toBe(false);
    memory.grow(4);
    expect(bytes(memory, 0, 8)).toEqual([5, 5, 5, 5, 0, 0, 0, 0]);
  });
});

describe.each<[string, () => LinearMemory]>([
  ['fixed', () => fixedMemory(1 << 16)],
  ['resizable', () => resizableMemory(1 << 16)],
])('mapping in a %s memory', (_name, make) => {
  test('places blocks from above, page aligned, and fills the holes it gave back', () => {
    const memory = make();
    const [a, b, c] = [memory.map?.(5000), memory.map?.(1), memory.map?.(4096)];
    expect([a, b, c]).toEqual([65_536 - 8192, 65_536 - 12_288, 65_536 - 16_384]);
    new Uint8Array(memory.buffer, b!, 4096).fill(1);
    memory.unmap?.(b!, 1);
    expect(memory.map?.(100)).toBe(b);
    expect(bytes(memory, b!, 4)).toEqual([0, 0, 0, 0]);
  });

  test('keeps the heap and the mapped blocks apart', () => {
    const memory = make();
    memory.map?.(32_768);
    expect(memory.grow(32_769)).toBe(false);
    expect(memory.grow(32_768)).toBe(true);
    expect(memory.map?.(1)).toBe(null);
  });

  test('refuses to unmap what it did not map', () => {
    const memory = make();
    const start = memory.map?.(8192);
    expect(() => memory.unmap?.(start!, 4096)).toThrow(InvalidFree);
  });
});

test('a growable memory moves when it is full, and leaves views that cannot be mistaken for it', () => {
  const memory = growableMemory(1 << 20);
  memory.grow(65_536);
  const stale = new Uint8Array(memory.buffer);
  stale[7] = 42;
  memory.grow(1);
  expect(new Uint8Array(memory.buffer)[7]).toBe(42);
  expect(stale.every((byte) => byte === 0xdd)).toBe(true);
  // Detached, it would slow every typed array of the program down.
  expect(stale).toHaveLength(65_536);
  expect(memory.buffer.byteLength).toBe(131_072);
});
