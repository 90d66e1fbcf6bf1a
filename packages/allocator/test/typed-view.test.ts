import { expect, test } from 'vitest';
import {
  asPointer,
  BoundaryTagAllocator,
  DoubleFree,
  fixedMemory,
  mallocAs,
  viewOn,
} from '../src/index.ts';

const heap = (): BoundaryTagAllocator => new BoundaryTagAllocator({ memory: fixedMemory(1 << 16) });

test('a view shows the payload of its block', () => {
  const subject = heap();
  const pointer = subject.malloc(24);
  viewOn(subject, pointer, Float64Array).set([1, 2, 3]);
  expect([...viewOn(subject, pointer, Float64Array)]).toEqual([1, 2, 3]);
  expect(viewOn(subject, pointer, Uint8Array, 5).length).toBe(5);
});

test('a view never reaches beyond its block', () => {
  const subject = heap();
  const pointer = subject.malloc(24);
  expect(() => viewOn(subject, pointer, Float64Array, 4)).toThrow(RangeError);
  expect(() => viewOn(subject, pointer, Float64Array, -1)).toThrow(RangeError);
});

test('a freed block has no view', () => {
  const subject = heap();
  const view = mallocAs(subject, Uint16Array, 9);
  const pointer = asPointer(view!.byteOffset);
  expect(view!.length).toBe(9);
  subject.free(pointer);
  expect(() => viewOn(subject, pointer, Uint16Array)).toThrow(DoubleFree);
});

test('an array too large for the memory is null', () => {
  expect(mallocAs(heap(), Float64Array, 1e9)).toBe(null);
});
