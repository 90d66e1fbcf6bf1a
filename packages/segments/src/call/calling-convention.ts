/** What a calling convention decides: where arguments and results travel, and who keeps what. */
import type { Bytes } from '../address.ts';
import type { CType } from './c-type.ts';

/** Where an argument is at the call: in registers, or on the stack so many bytes above the stack pointer. */
export type ArgumentPlace =
  | { readonly in: 'registers'; readonly registers: readonly string[] }
  | { readonly in: 'stack'; readonly offset: Bytes };

/** Where a result is after the return: in registers, low part first, or in memory the caller has provided. */
export type ResultPlace =
  | { readonly in: 'registers'; readonly registers: readonly string[] }
  | {
      readonly in: 'memory';
      /** Register that holds the address of the result after the return. */
      readonly pointerIn: string;
      /** Where the caller passes that address, as an argument nobody wrote. */
      readonly hiddenArgument: ArgumentPlace;
    }
  | { readonly in: 'nothing' };

/** All arguments of one call. */
export interface ArgumentPlaces {
  readonly places: readonly ArgumentPlace[];
  /** Bytes of stack the arguments take, before the stack pointer is aligned. */
  readonly stackBytes: Bytes;
  /** Vector registers used, which a variadic call announces in `al`; null where nobody asks. */
  readonly vectorRegisters: number | null;
}

/** The rules by which one function calls another. */
export interface CallingConvention {
  readonly name: string;
  readonly wordSize: 4 | 8;
  readonly framePointer: string;
  /** Registers a function must hand back as it found them, the frame pointer aside. */
  readonly calleeSaved: readonly string[];
  /** Bytes below the stack pointer that a function may use without moving it. */
  readonly redZone: Bytes;
  /** The stack pointer is a multiple of this at every call. */
  readonly stackAlignment: Bytes;
  placeArguments(types: readonly CType[], result: CType): ArgumentPlaces;
  placeResult(type: CType): ResultPlace;
  /** Bytes of arguments the called function takes off the stack when it returns. */
  poppedByCallee(result: CType): Bytes;
}
