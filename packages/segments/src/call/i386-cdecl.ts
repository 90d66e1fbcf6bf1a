/**
 * The C calling convention of 32-bit x86 as gcc on Linux keeps it: every argument on the stack.
 *
 * Source: System V Application Binary Interface, Intel386 Architecture Processor Supplement, chapter 3.
 */
import type { CType } from './c-type.ts';
import type {
  ArgumentPlace,
  ArgumentPlaces,
  CallingConvention,
  ResultPlace,
} from './calling-convention.ts';

const WORD = 4;

export const i386Cdecl: CallingConvention = {
  name: 'i386 cdecl',
  wordSize: WORD,
  framePointer: 'ebp',
  calleeSaved: ['ebx', 'esi', 'edi'],
  redZone: 0,
  stackAlignment: 16,
  placeArguments,
  placeResult,
  poppedByCallee: (result) => (result.kind === 'aggregate' ? WORD : 0),
};

/** Arguments in order upwards, in whole words, behind the hidden pointer where there is one. */
function placeArguments(types: readonly CType[], result: CType): ArgumentPlaces {
  let stackBytes = result.kind === 'aggregate' ? WORD : 0;
  const places = types.map((type): ArgumentPlace => {
    const offset = stackBytes;
    stackBytes += Math.ceil(type.size / WORD) * WORD;
    return { in: 'stack', offset };
  });
  return { places, stackBytes, vectorRegisters: null };
}

/** Structures of any size come back in memory; floating point on the stack of the x87 unit. */
function placeResult(type: CType): ResultPlace {
  switch (type.kind) {
    case 'void':
      return { in: 'nothing' };
    case 'aggregate':
      return { in: 'memory', pointerIn: 'eax', hiddenArgument: { in: 'stack', offset: 0 } };
    case 'float':
    case 'long-double':
      return { in: 'registers', registers: ['st0'] };
    default:
      return { in: 'registers', registers: type.size > WORD ? ['eax', 'edx'] : ['eax'] };
  }
}
