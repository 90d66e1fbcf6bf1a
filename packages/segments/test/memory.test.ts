import { beforeEach, describe, expect, test } from 'vitest';
import {
  AddressSpace,
  BusError,
  exec,
  type MappedFile,
  type Memory,
  programOf,
  SegmentationFault,
} from '../src/index.ts';

const PAGE = 4096;
let space: AddressSpace;
let memory: Memory;
let base: number;

beforeEach(() => {
  space = new AddressSpace();
  memory = space.memory;
  base = space.mmap({ length: 16 * PAGE });
});

test('64 GiB are one mapping without a page until they are stored to, then a page for each page stored to', () => {
  const gib = 2 ** 30;
  const promised = new AddressSpace();
  const at = promised.mmap({ length: 64 * gib });
  for (let offset = 0; offset < 64 * gib; offset += gib) promised.memory.load8(at + offset);
  expect([promised.mappingCount, promised.memory.touchedPages]).toEqual([1, 0]);
  for (let offset = 0; offset < 64 * gib; offset += gib) promised.memory.store8(at + offset, 1);
  promised.memory.store8(at + PAGE - 1, 1);
  expect(promised.memory.touchedPages).toBe(64);
});

describe('loads and stores', () => {
  test('are little-endian and of any alignment', () => {
    memory.store32(base + 1, 0x11223344);
    expect([1, 2, 3, 4].map((offset) => memory.load8(base + offset))).toEqual([
      0x44, 0x33, 0x22, 0x11,
    ]);
    expect(memory.load16(base + 2)).toBe(0x2233);
  });

  test.each([2, 4, 8])('of %i bytes cross pages', (size) => {
    for (let before = 1; before < size; before += 1) {
      const at = base + PAGE - before;
      memory.store64(at, 0x8877665544332211n);
      if (size === 2) expect(memory.load16(at)).toBe(0x2211);
      if (size === 4) expect(memory.load32(at)).toBe(0x44332211);
      if (size === 8) expect(memory.load64(at)).toBe(0x8877665544332211n);
    }
  });

  test('give the upper half of 64 bits apart', () => {
    memory.store64Words(base / 2 ** 32, base >>> 0, 0xfedcba98, 0x76543210);
    expect(memory.load64Words(base / 2 ** 32, base >>> 0)).toBe(0x76543210);
    expect(memory.high).toBe(0xfedcba98);
    expect(memory.load64(base)).toBe(0xfedcba9876543210n);
  });

  test('take words as signed integers, too', () => {
    memory.store8(base, 7);
    expect(memory.load8Words(base / 2 ** 32, base | 0)).toBe(7);
  });

  test('are no other address with the same low bits', () => {
    memory.store8(base, 7);
    for (const hi of [0x10000, 0x400000, 0x80000000])
      expect(() => memory.load8Words(hi + Math.floor(base / 2 ** 32), base >>> 0)).toThrow(
        SegmentationFault,
      );
    expect(() => memory.load8Words(0, base >>> 0)).toThrow(SegmentationFault);
  });
});

describe('pages', () => {
  test('cost nothing until stored to', () => {
    const start = space.mmap({ length: 64 * 2 ** 30 });
    for (let page = 0; page < 1000; page += 1) memory.load8(start + page * 64 * 2 ** 20);
    expect(memory.touchedPages).toBe(0);
    memory.store8(start, 1);
    expect(memory.touchedPages).toBe(1);
  });

  test('are zero again after unmapping, mapping over and shrinking the heap', () => {
    memory.store8(base, 7);
    space.mmap({ address: base, length: PAGE, placement: 'fixed' });
    expect(memory.load8(base)).toBe(0);
    memory.store8(base, 7);
    space.munmap(base, PAGE);
    expect(() => memory.load8(base)).toThrow(SegmentationFault);
    const heap = space.sbrk(2 * PAGE);
    memory.store8(heap, 7);
    memory.store8(heap + PAGE, 7);
    space.sbrk(-PAGE);
    space.sbrk(PAGE);
    expect([memory.load8(heap), memory.load8(heap + PAGE)]).toEqual([7, 0]);
  });

  test('keep their contents while permissions change, and obey them at once', () => {
    memory.store8(base, 7);
    space.mprotect(base, PAGE, 'r--');
    expect(memory.load8(base)).toBe(7);
    expect(() => memory.store8(base, 8)).toThrow(SegmentationFault);
    space.mprotect(base, PAGE, '---');
    expect(() => memory.load8(base)).toThrow(SegmentationFault);
  });

  test('show the contents of a file, privately or to every mapping of it', () => {
    const file: MappedFile = { name: 'f', size: 5, bytes: new TextEncoder().encode('hello') };
    const alone = space.mmap({ length: PAGE, file });
    const one = space.mmap({ length: PAGE, file, shared: true });
    const other = space.mmap({ length: PAGE, file, shared: true });
    expect([alone, one, other].map((at) => memory.load8(at))).toEqual([104, 104, 104]);
    memory.store8(one, 72);
    expect([alone, one, other].map((at) => memory.load8(at))).toEqual([104, 72, 72]);
    memory.store8(alone, 74);
    expect([alone, one, other].map((at) => memory.load8(at))).toEqual([74, 72, 72]);
  });

  test('first seen as zeros are seen by the other mapping once written', () => {
    const file: MappedFile = { name: 'f', size: PAGE };
    const one = space.mmap({ length: PAGE, file, shared: true });
    const other = space.mmap({ length: PAGE, file, shared: true });
    expect(memory.load8(one)).toBe(0);
    memory.store8(other, 9);
    expect(memory.load8(one)).toBe(9);
  });

  test('behind the end of a file are bus errors', () => {
    const at = space.mmap({ length: 2 * PAGE, file: { name: 'f', size: 5 }, shared: true });
    expect(() => memory.load8(at + PAGE)).toThrow(BusError);
  });
});

test('a store that faults in its second half has stored nothing', () => {
  space.munmap(base + PAGE, PAGE);
  expect(() => memory.store32(base + PAGE - 2, 0xffffffff)).toThrow(SegmentationFault);
  expect(memory.load16(base + PAGE - 2)).toBe(0);
});

test('a store below the stack grows it', () => {
  const process = exec(programOf());
  process.space.memory.store64(process.stackPointer - 2 ** 20, 1n);
  expect(process.space.mappingAt(process.stackPointer - 2 ** 20)?.kind).toBe('stack');
});

test('a process finds its arguments in memory', () => {
  const process = exec(programOf(), { argv: ['./a', 'b'] });
  expect(process.space.memory.load64(process.stackPointer)).toBe(2n);
  const [argument = 0] = process.strings.arguments;
  expect([...process.space.memory.read(argument, 4)]).toEqual([46, 47, 97, 0]);
});

test('bytes are copied in and out whole or not at all', () => {
  memory.write(base + PAGE - 2, Uint8Array.of(1, 2, 3, 4));
  expect([...memory.read(base + PAGE - 3, 6)]).toEqual([0, 1, 2, 3, 4, 0]);
  expect(() => memory.write(base + 16 * PAGE - 1, Uint8Array.of(1, 2))).toThrow(SegmentationFault);
  expect(memory.load8(base + 16 * PAGE - 1)).toBe(0);
});
