/**
 * A stack of calls: where each frame, return address, saved register and argument lies.
 *
 * ```text
 *  arguments on the stack       <- canonical frame address (CFA), the stack pointer before the call
 *  return address
 *  saved frame pointer          <- frame pointer
 *  other saved registers
 *  locals                       <- stack pointer of the body
 *  red zone of a leaf function, below the stack pointer (AMD64)
 * ```
 *
 * A frame's size and the order of its locals are the compiler's choice, so they come in as the instructions of
 * the function's prologue, or as a number of bytes.
 */
import { type Address, address, type Bytes } from '../address.ts';
import type { Intent } from '../mapping.ts';
import type { CType } from './c-type.ts';
import type { ArgumentPlace, CallingConvention } from './calling-convention.ts';

/** One instruction of a prologue that moves the stack pointer or saves something. */
export type PrologueStep =
  | { readonly op: 'push'; readonly register: string }
  /** The frame pointer becomes the stack pointer. */
  | { readonly op: 'set-frame-pointer' }
  | { readonly op: 'subtract'; readonly bytes: Bytes }
  /** The stack pointer is rounded down. */
  | { readonly op: 'align'; readonly to: Bytes }
  /** A word is pushed that is already in memory; i386's `main` copies its return address so. */
  | { readonly op: 'push-word' };

/** A function as the calls know it. */
export interface FunctionShape {
  readonly name: string;
  readonly result: CType;
  /** @defaultValue a frame pointer, and `locals` bytes below it */
  readonly prologue?: readonly PrologueStep[];
  /** Bytes of locals for the default prologue, rounded up to 16. @defaultValue 0 */
  readonly locals?: Bytes;
}

/** An argument's place, as an address where it is on the stack. */
export type PlacedArgument =
  | { readonly in: 'registers'; readonly registers: readonly string[] }
  | { readonly in: 'stack'; readonly address: Address };

/** One call's part of the stack. */
export interface StackFrame {
  readonly name: string;
  /** The function it returns to; null for the outermost. */
  readonly returnsTo: string | null;
  /** Canonical frame address: the stack pointer just before the call. */
  readonly cfa: Address;
  /** The caller's stack pointer before it passed arguments, and again when it has taken them off. */
  readonly callerStackPointer: Address;
  readonly returnSlot: Address;
  /** Where the caller's frame pointer was saved; null if it was not. */
  readonly framePointerSlot: Address | null;
  /** What was saved there: the frame pointer on entry. */
  readonly callerFramePointer: number;
  /** Other registers saved, and where. */
  readonly saved: Readonly<Record<string, Address>>;
  readonly framePointer: number;
  /** The stack pointer after the prologue, and after what the body took for itself. */
  readonly stackPointer: Address;
  readonly arguments: readonly PlacedArgument[];
  /** Where the caller passes the address of a result that comes back in memory; null otherwise. */
  readonly hiddenArgument: PlacedArgument | null;
  /** Vector registers used for arguments; null where nobody asks. */
  readonly vectorRegisters: number | null;
  readonly shape: FunctionShape;
}

/** What a stack of calls writes to: an address space, which may grow the stack or fault. */
export interface StackMemory {
  access(at: number, length: Bytes, intent: Intent): unknown;
}

/** How a stack of calls starts. */
export interface CallStackOptions {
  readonly convention: CallingConvention;
  /** The stack pointer before the first call. */
  readonly stackPointer: number;
  /** @defaultValue 0 */
  readonly framePointer?: number;
  /** Where pushes are done; a stack that overflows then faults. @defaultValue null: nowhere */
  readonly memory?: StackMemory | null;
}

/**
 * Calls and returns.
 *
 * @example
 * ```ts
 * import { amd64Types, CallStack, hex, sysvAmd64 } from '@memstrata/segments';
 *
 * const { int } = amd64Types;
 * const stack = new CallStack({ convention: sysvAmd64, stackPointer: 0x7fffffffe000 });
 * const frame = stack.push({ name: 'f', result: int, locals: 40 }, Array(8).fill(int));
 * console.log(hex(frame.cfa), hex(frame.stackPointer)); // → 0x7fffffffdff0 0x7fffffffdfb0
 * console.log(frame.arguments[5], frame.arguments[6]);
 * // → { in: 'registers', registers: [ 'r9' ] } { in: 'stack', address: 140737488347120 }
 * ```
 */
export class CallStack {
  readonly convention: CallingConvention;
  readonly #frames: StackFrame[] = [];
  readonly #memory: StackMemory | null;
  #stackPointer: number;
  #framePointer: number;

  constructor(options: CallStackOptions) {
    this.convention = options.convention;
    this.#memory = options.memory ?? null;
    this.#stackPointer = address(options.stackPointer);
    this.#framePointer = options.framePointer ?? 0;
  }

  get stackPointer(): number {
    return this.#stackPointer;
  }

  get framePointer(): number {
    return this.#framePointer;
  }

  get depth(): number {
    return this.#frames.length;
  }

  /** The frames, innermost first. */
  frames(): readonly StackFrame[] {
    return this.#frames.toReversed();
  }

  /**
   * Calls a function: passes arguments, pushes the return address, runs the prologue.
   *
   * @param untilEntry Stops before the first instruction of the prologue.
   * @throws {@link SegmentationFault} when the stack overflows; nothing has been called then.
   */
  push(shape: FunctionShape, parameters: readonly CType[] = [], untilEntry = false): StackFrame {
    const { stackAlignment, wordSize } = this.convention;
    const { places, stackBytes, vectorRegisters } = this.convention.placeArguments(
      parameters,
      shape.result,
    );
    const below = this.#stackPointer - stackBytes;
    const cfa = address(below - (below % stackAlignment));
    const placed = (place: ArgumentPlace): PlacedArgument =>
      place.in === 'registers' ? place : { in: 'stack', address: address(cfa + place.offset) };
    const result = this.convention.placeResult(shape.result);
    const body = this.#enter(shape, cfa - wordSize, untilEntry);
    const frame: StackFrame = {
      name: shape.name,
      returnsTo: this.#frames.at(-1)?.name ?? null,
      cfa,
      callerStackPointer: address(this.#stackPointer),
      returnSlot: address(cfa - wordSize),
      callerFramePointer: this.#framePointer,
      arguments: places.map(placed),
      hiddenArgument: result.in === 'memory' ? placed(result.hiddenArgument) : null,
      vectorRegisters,
      shape,
      ...body,
    };
    this.#touch(frame.returnSlot);
    this.#frames.push(frame);
    this.#stackPointer = body.stackPointer;
    this.#framePointer = body.framePointer;
    return frame;
  }

  /** Takes bytes from the stack in the body of the innermost function, as a variable-length array does. */
  allocate(bytes: Bytes): Address {
    this.#stackPointer = address(this.#stackPointer - bytes);
    return this.#stackPointer as Address;
  }

  /**
   * Returns from the innermost function and answers its frame. The caller has taken its arguments off the stack
   * afterwards; just behind the return the stack pointer is the frame's `cfa`, and what the callee took off itself above it.
   */
  pop(): StackFrame {
    const frame = this.#frames.pop();
    if (!frame) throw new RangeError('there is no function to return from: push one first');
    this.#stackPointer = frame.callerStackPointer;
    this.#framePointer = frame.callerFramePointer;
    return frame;
  }

  #enter(shape: FunctionShape, entry: number, untilEntry: boolean): Body {
    const { framePointer: framePointerName, wordSize } = this.convention;
    const saved: Record<string, Address> = {};
    let framePointerSlot: Address | null = null;
    let framePointer = this.#framePointer;
    let stackPointer = entry;
    const push = (): Address => {
      stackPointer -= wordSize;
      this.#touch(stackPointer);
      return address(stackPointer);
    };
    for (const step of untilEntry ? [] : prologueOf(shape, this.convention)) {
      if (step.op === 'set-frame-pointer') framePointer = stackPointer;
      else if (step.op === 'subtract') stackPointer -= step.bytes;
      else if (step.op === 'align') stackPointer -= stackPointer % step.to;
      else if (step.op === 'push-word') push();
      else if (step.register === framePointerName) framePointerSlot = push();
      else saved[step.register] = push();
    }
    return { saved, framePointerSlot, framePointer, stackPointer: address(stackPointer) };
  }

  #touch(at: number): void {
    if (this.#memory) this.#memory.access(at, this.convention.wordSize, 'write');
  }
}

type Body = Pick<StackFrame, 'saved' | 'framePointerSlot' | 'framePointer' | 'stackPointer'>;

function prologueOf(shape: FunctionShape, convention: CallingConvention): readonly PrologueStep[] {
  if (shape.prologue) return shape.prologue;
  const bytes = Math.ceil((shape.locals ?? 0) / 16) * 16;
  return [
    { op: 'push', register: convention.framePointer },
    { op: 'set-frame-pointer' },
    ...(bytes > 0 ? [{ op: 'subtract' as const, bytes }] : []),
  ];
}
