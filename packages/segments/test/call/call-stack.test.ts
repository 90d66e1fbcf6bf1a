import { describe, expect, test } from 'vitest';
import {
  amd64Types,
  CallStack,
  classic,
  exec,
  i386Cdecl,
  i386Types,
  programOf,
  recurse,
  SegmentationFault,
  structOf,
  sysvAmd64,
} from '../../src/index.ts';

const TOP = 0x7fffffffe000;
const { char, int, long, double, longDouble, pointer, void: nothing } = amd64Types;
const amd64 = (): CallStack => new CallStack({ convention: sysvAmd64, stackPointer: TOP });
const i386 = (): CallStack => new CallStack({ convention: i386Cdecl, stackPointer: 0xffffd000 });

describe('AMD64', () => {
  test('keeps the stack pointer a multiple of 16 at every call', () => {
    const stack = amd64();
    for (let count = 0; count < 12; count += 1) {
      const frame = stack.push(
        { name: 'f', result: int, locals: count * 3 },
        Array(count).fill(int),
      );
      expect([frame.cfa % 16, frame.returnSlot % 16]).toEqual([0, 8]);
    }
    expect(stack.depth).toBe(12);
  });

  test('passes six integers and eight floats in registers, the rest on the stack', () => {
    const places = sysvAmd64.placeArguments(
      [...Array(7).fill(long), ...Array(9).fill(double)],
      int,
    );
    expect(places.places.filter((place) => place.in === 'stack')).toEqual([
      { in: 'stack', offset: 0 },
      { in: 'stack', offset: 8 },
    ]);
    expect(places.vectorRegisters).toBe(8);
  });

  test.each([
    ['two longs', structOf('s', [long, long]), ['rdi', 'rsi']],
    ['a double and an int', structOf('s', [double, int]), ['xmm0', 'rdi']],
    ['two floats in one piece', structOf('s', [amd64Types.float, amd64Types.float]), ['xmm0']],
    ['a float beside an int', structOf('s', [amd64Types.float, int]), ['rdi']],
    ['three chars', structOf('s', [char, char, char]), ['rdi']],
  ])('passes a structure of %s in registers', (_name, type, registers) => {
    expect(sysvAmd64.placeArguments([type], nothing).places).toEqual([
      { in: 'registers', registers },
    ]);
  });

  test('passes a structure of more than 16 bytes on the stack, and one that finds too few registers', () => {
    const big = structOf('s', [long, long, long]);
    const pair = structOf('s', [long, long]);
    expect(sysvAmd64.placeArguments([big], nothing)).toMatchObject({ stackBytes: 24 });
    const five = Array(5).fill(long);
    const { places } = sysvAmd64.placeArguments([...five, pair, int], nothing);
    expect(places.slice(5)).toEqual([
      { in: 'stack', offset: 0 },
      { in: 'registers', registers: ['r9'] },
    ]);
  });

  test('aligns a long double on the stack to 16', () => {
    const seven = Array(7).fill(int);
    const { places } = sysvAmd64.placeArguments([...seven, longDouble], nothing);
    expect(places.at(-1)).toEqual({ in: 'stack', offset: 16 });
  });

  test('gives results back in registers, or in memory through a hidden pointer', () => {
    const mixed = structOf('s', [long, double]);
    expect(sysvAmd64.placeResult(mixed)).toEqual({ in: 'registers', registers: ['rax', 'xmm0'] });
    expect(sysvAmd64.placeResult(longDouble)).toEqual({ in: 'registers', registers: ['st0'] });
    expect(sysvAmd64.placeResult(nothing)).toEqual({ in: 'nothing' });
    const big = structOf('s', [long, long, long]);
    expect(sysvAmd64.placeResult(big)).toMatchObject({ in: 'memory', pointerIn: 'rax' });
    expect(sysvAmd64.placeArguments([int], big).places).toEqual([
      { in: 'registers', registers: ['rsi'] },
    ]);
  });

  test('returns to where it was called from', () => {
    const stack = amd64();
    const before = [stack.stackPointer, stack.framePointer];
    stack.push({ name: 'main', result: int, locals: 32 });
    const inMain = [stack.stackPointer, stack.framePointer];
    stack.push({ name: 'f', result: pointer }, Array(9).fill(int));
    expect(stack.pop().returnsTo).toBe('main');
    // Three arguments were on the stack: the next call must not find them there.
    expect([stack.stackPointer, stack.framePointer]).toEqual(inMain);
    stack.pop();
    expect([stack.stackPointer, stack.framePointer]).toEqual(before);
    expect(() => stack.pop()).toThrow(RangeError);
  });
});

describe('i386', () => {
  const { int: int32, double: double32, pointer: pointer32 } = i386Types;

  test('passes everything on the stack in words', () => {
    const frame = i386().push({ name: 'f', result: int32 }, [char, double32, pointer32]);
    expect(frame.arguments).toEqual(
      [0, 4, 12].map((offset) => ({ in: 'stack', address: frame.cfa + offset })),
    );
  });

  test('takes the hidden pointer off when it returns', () => {
    const stack = i386();
    const result = structOf('s', [int32]);
    const frame = stack.push({ name: 'f', result });
    expect(frame.hiddenArgument).toEqual({ in: 'stack', address: frame.cfa });
    expect(i386Cdecl.poppedByCallee(result)).toBe(4);
    stack.pop();
    expect(stack.stackPointer).toBe(frame.callerStackPointer);
  });
});

describe('the stack of a process', () => {
  test('faults when frames have filled it, and has called nothing then', () => {
    const { space, stackPointer } = exec(programOf(), { limits: { stack: 2 ** 18 } });
    const stack = new CallStack({ convention: sysvAmd64, stackPointer, memory: space });
    const f = { name: 'f', result: nothing, locals: 4080 };
    expect(() => {
      for (;;) stack.push(f);
    }).toThrow(SegmentationFault);
    const { depth, stackPointer: full } = stack;
    expect(depth).toBe(64);
    expect(() => stack.push(f)).toThrow(SegmentationFault);
    expect([stack.depth, stack.stackPointer]).toEqual([depth, full]);
  });

  test('holds about limit / frame size calls', () => {
    for (const frameBytes of [48, 1024, 65552]) {
      const { space, stackPointer } = exec(programOf());
      const { depth, fault } = recurse(space, {
        first: stackPointer - 16,
        frameBytes,
        touches: [{ offset: 8, bytes: 8 }],
      });
      expect(Math.abs(depth - 2 ** 23 / frameBytes)).toBeLessThan(4096 / frameBytes + 2);
      expect(fault.cause).toMatch(/limit of 8388608 bytes/);
    }
  });

  test('runs through the heap in the textbook picture, down to what it must not write', () => {
    const platform = { ...classic, taskSize: 0x09000000, stackTop: 0x09000000 };
    const limits = { stack: Number.POSITIVE_INFINITY };
    const { space, stackPointer } = exec(programOf({}, 32), { platform, limits });
    const stackStart = (): number => space.mappingAt(stackPointer)?.start ?? 0;
    space.sbrk(stackStart() - space.programBreak - 2 ** 20);
    const rodataEnd = 0x0804a000;
    const { fault } = recurse(space, {
      first: stackPointer,
      frameBytes: 4096,
      touches: [{ offset: 0, bytes: 4 }],
    });
    expect(stackStart()).toBe(space.programBreak);
    expect(fault).toMatchObject({ siCode: 'SEGV_ACCERR', had: 'r--' });
    expect(rodataEnd - fault.address).toBeLessThanOrEqual(4096);
  });

  test("runs past address 0 into addresses that are no program's", () => {
    const { space, stackPointer } = exec(programOf());
    const touches = [{ offset: 0, bytes: 8 }];
    const { depth, fault } = recurse(space, { first: stackPointer, frameBytes: 2 ** 47, touches });
    expect([depth, fault.siCode]).toEqual([1, 'SEGV_MAPERR']);
    expect(fault.address).toBeGreaterThan(2 ** 63);
  });

  test('refuses a recursion that takes no stack', () => {
    const { space } = exec(programOf());
    expect(() => recurse(space, { first: 0, frameBytes: 0, touches: [] })).toThrow(RangeError);
  });
});
