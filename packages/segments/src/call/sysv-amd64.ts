/**
 * The System V calling convention of x86-64.
 *
 * Source: System V Application Binary Interface, AMD64 Architecture Processor Supplement, section 3.2.
 */
import type { Bytes } from '../address.ts';
import type { CType } from './c-type.ts';
import type {
  ArgumentPlace,
  ArgumentPlaces,
  CallingConvention,
  ResultPlace,
} from './calling-convention.ts';

const INTEGER_REGISTERS = ['rdi', 'rsi', 'rdx', 'rcx', 'r8', 'r9'] as const;
const VECTOR_REGISTERS = ['xmm0', 'xmm1', 'xmm2', 'xmm3', 'xmm4', 'xmm5', 'xmm6', 'xmm7'] as const;

/** The kind of register an eight-byte piece of a value travels in; `memory` takes the whole value to the stack. */
type PieceClass = 'integer' | 'sse' | 'x87' | 'memory';

export const sysvAmd64: CallingConvention = {
  name: 'System V AMD64',
  wordSize: 8,
  framePointer: 'rbp',
  calleeSaved: ['rbx', 'r12', 'r13', 'r14', 'r15'],
  redZone: 128,
  stackAlignment: 16,
  placeArguments,
  placeResult,
  poppedByCallee: () => 0,
};

/** The classes of a value's eight-byte pieces, lowest first. */
function classify(type: CType): readonly PieceClass[] {
  if (type.kind === 'long-double') return ['x87'];
  if (type.kind !== 'aggregate') {
    const piece: PieceClass = type.kind === 'float' ? 'sse' : 'integer';
    return Array.from({ length: Math.ceil(type.size / 8) }, () => piece);
  }
  if (type.size > 16 || type.size === 0) return ['memory'];
  const pieces: PieceClass[] = Array.from({ length: Math.ceil(type.size / 8) }, () => 'sse');
  return mergeMembers(type, 0, pieces) ? pieces : ['memory'];
}

/** One integer in a piece makes it an integer piece; false if a member keeps the value out of registers. */
function mergeMembers(type: CType, base: Bytes, pieces: PieceClass[]): boolean {
  return (type.members ?? []).every((member) => {
    const offset = base + member.offset;
    if (offset % member.type.alignment !== 0) return false;
    if (member.type.kind === 'aggregate') return mergeMembers(member.type, offset, pieces);
    if (member.type.kind === 'long-double') {
      pieces.splice(0, pieces.length, 'x87');
      return type.members?.length === 1;
    }
    const first = Math.floor(offset / 8);
    const last = Math.floor((offset + member.type.size - 1) / 8);
    if (member.type.kind !== 'float')
      for (let at = first; at <= last; at += 1) pieces[at] = 'integer';
    return true;
  });
}

/** Registers not yet taken. */
class RegisterSupply {
  readonly #integer: string[] = [...INTEGER_REGISTERS];
  readonly #vector: string[] = [...VECTOR_REGISTERS];

  get vectorsUsed(): number {
    return VECTOR_REGISTERS.length - this.#vector.length;
  }

  /** A register for each piece, or none at all. */
  take(pieces: readonly PieceClass[]): readonly string[] | null {
    const integers = pieces.filter((piece) => piece === 'integer').length;
    const vectors = pieces.filter((piece) => piece === 'sse').length;
    if (integers + vectors < pieces.length) return null;
    if (integers > this.#integer.length || vectors > this.#vector.length) return null;
    return pieces.flatMap((piece) =>
      (piece === 'integer' ? this.#integer : this.#vector).splice(0, 1),
    );
  }
}

function placeArguments(types: readonly CType[], result: CType): ArgumentPlaces {
  const supply = new RegisterSupply();
  if (returnsInMemory(result)) supply.take(['integer']);
  let stackBytes = 0;
  const places = types.map((type): ArgumentPlace => {
    const registers = supply.take(classify(type));
    if (registers) return { in: 'registers', registers };
    const alignment = Math.max(8, type.alignment);
    const offset = Math.ceil(stackBytes / alignment) * alignment;
    stackBytes = offset + Math.ceil(type.size / 8) * 8;
    return { in: 'stack', offset };
  });
  return { places, stackBytes, vectorRegisters: supply.vectorsUsed };
}

const returnsInMemory = (type: CType): boolean =>
  type.kind === 'aggregate' && classify(type)[0] === 'memory';

function placeResult(type: CType): ResultPlace {
  if (type.kind === 'void') return { in: 'nothing' };
  if (returnsInMemory(type))
    return {
      in: 'memory',
      pointerIn: 'rax',
      hiddenArgument: { in: 'registers', registers: ['rdi'] },
    };
  const integer = ['rax', 'rdx'];
  const vector = ['xmm0', 'xmm1'];
  const registers = classify(type).flatMap((piece) =>
    piece === 'x87' ? ['st0'] : (piece === 'integer' ? integer : vector).splice(0, 1),
  );
  return { in: 'registers', registers };
}
