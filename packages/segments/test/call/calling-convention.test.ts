import { describe, expect, test } from 'vitest';
import {
  amd64Types,
  type CType,
  i386Cdecl,
  i386Types,
  structOf,
  sysvAmd64,
} from '../../src/index.ts';

const inRegisters = (...registers: string[]) => ({ in: 'registers', registers });
const onStack = (offset: number) => ({ in: 'stack', offset });

describe('System V AMD64', () => {
  const { char, int, long, float, double, longDouble, pointer } = amd64Types;
  const nothing = amd64Types.void;

  test('keeps the registers, the red zone and the alignment of its document', () => {
    expect(sysvAmd64).toMatchObject({
      name: 'System V AMD64',
      wordSize: 8,
      framePointer: 'rbp',
      calleeSaved: ['rbx', 'r12', 'r13', 'r14', 'r15'],
      redZone: 128,
      stackAlignment: 16,
    });
    expect(sysvAmd64.poppedByCallee(structOf('big', [long, long, long]))).toBe(0);
  });

  // The ABI's own example, section 3.2.3, figures 3.5 and 3.6, without its vectors of 32 bytes.
  test('places the arguments of the example in its document as that does', () => {
    const structparm = structOf('structparm', [int, int, double]);
    const types = [int, int, structparm, int, int, longDouble, double, double, int, int, int];
    expect(sysvAmd64.placeArguments(types, nothing)).toEqual({
      places: [
        inRegisters('rdi'),
        inRegisters('rsi'),
        inRegisters('rdx', 'xmm0'),
        inRegisters('rcx'),
        inRegisters('r8'),
        onStack(0),
        inRegisters('xmm1'),
        inRegisters('xmm2'),
        inRegisters('r9'),
        onStack(16),
        onStack(24),
      ],
      stackBytes: 32,
      vectorRegisters: 3,
    });
  });

  test.each<[CType, object]>([
    [nothing, { in: 'nothing' }],
    [char, inRegisters('rax')],
    [pointer, inRegisters('rax')],
    [float, inRegisters('xmm0')],
    [longDouble, inRegisters('st0')],
    [structOf('ints', [int, int, int]), inRegisters('rax', 'rdx')],
    [structOf('doubles', [double, double]), inRegisters('xmm0', 'xmm1')],
    [structOf('floats', [float, float]), inRegisters('xmm0')],
    [structOf('mixed piece', [float, int]), inRegisters('rax')],
    [structOf('integer first', [long, double]), inRegisters('rax', 'xmm0')],
    [structOf('integer last', [double, long]), inRegisters('xmm0', 'rax')],
    [structOf('nested', [structOf('inner', [float, float]), long]), inRegisters('xmm0', 'rax')],
    [
      structOf('large', [long, long, char]),
      { in: 'memory', pointerIn: 'rax', hiddenArgument: inRegisters('rdi') },
    ],
  ])('hands back $name where its document says', (type, place) => {
    expect(sysvAmd64.placeResult(type)).toEqual(place);
  });

  test('a result in memory takes the first register for its address', () => {
    const large = structOf('large', [long, long, long]);
    expect(sysvAmd64.placeArguments([int, double], large)).toEqual({
      places: [inRegisters('rsi'), inRegisters('xmm0')],
      stackBytes: 0,
      vectorRegisters: 1,
    });
  });
});

describe('i386 cdecl', () => {
  const { char, int, long, float, double, longDouble } = i386Types;
  const pair = structOf('pair', [int, int]);

  test('keeps the registers and the alignment of its document, and has no red zone', () => {
    expect(i386Cdecl).toMatchObject({
      name: 'i386 cdecl',
      wordSize: 4,
      framePointer: 'ebp',
      calleeSaved: ['ebx', 'esi', 'edi'],
      redZone: 0,
      stackAlignment: 16,
    });
    expect([int, pair].map((type) => i386Cdecl.poppedByCallee(type))).toEqual([0, 4]);
  });

  test('places every argument on the stack, in whole words', () => {
    expect(i386Cdecl.placeArguments([char, double, pair, longDouble, int], int)).toEqual({
      places: [0, 4, 12, 20, 32].map(onStack),
      stackBytes: 36,
      vectorRegisters: null,
    });
    expect(i386Cdecl.placeArguments([int], pair)).toMatchObject({
      places: [onStack(4)],
      stackBytes: 8,
    });
  });

  test.each<[CType, object]>([
    [i386Types.void, { in: 'nothing' }],
    [long, inRegisters('eax')],
    [{ ...long, size: 8 }, inRegisters('eax', 'edx')],
    [float, inRegisters('st0')],
    [longDouble, inRegisters('st0')],
    [pair, { in: 'memory', pointerIn: 'eax', hiddenArgument: onStack(0) }],
  ])('hands back $name where its document says', (type, place) => {
    expect(i386Cdecl.placeResult(type)).toEqual(place);
  });
});
