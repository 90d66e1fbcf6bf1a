/** A call's part of the stack, with what the program keeps in it. */
import type { StackFrame } from '@memstrata/segments';
import type { FunctionDeclaration, VariableType } from '../../program/process-steps.ts';
import type { PassedArgument } from './events.ts';
import { type FramePlan, planFrame } from './frame-plan.ts';
import type { Target } from './platforms.ts';
import type { Process } from './process.ts';
import { storeTyped } from './typed-memory.ts';

/** A variable at its place. */
export interface Located {
  readonly name: string;
  readonly address: number;
  readonly bytes: number;
  readonly type: VariableType;
  readonly length: number | undefined;
  /** Whether the program has stored there since the variable began to exist. */
  isStored: boolean;
}

/** One call. */
export interface Frame {
  readonly declaration: FunctionDeclaration;
  readonly frame: StackFrame;
  readonly thread: number;
  /** The caller's variable that gets the result. */
  readonly into: string | null;
  /** Parameters and automatic variables by name. */
  readonly slots: ReadonlyMap<string, Located>;
  /** What was passed, by parameter. */
  readonly passed: ReadonlyMap<string, number>;
}

/** Passes the arguments, calls, and makes the frame. @throws SegmentationFault when the stack is full. */
export function makeFrame(
  process: Process,
  declaration: FunctionDeclaration,
  values: readonly number[],
  around: Pick<Frame, 'thread' | 'into'>,
): Frame {
  const { target, space, stack } = process;
  const { parameters = [], name } = declaration;
  const types = parameters.map(({ type }) => target.types[type]);
  const result = target.types[declaration.result ?? (name === 'main' ? 'int' : 'void')];
  const { places } = target.convention.placeArguments(types, result);
  const plan = planFrame(declaration, places, target);
  const caller = process.frame?.declaration.name;
  const frame = stack.push({ name, result, locals: plan.bytes }, types);
  const word = (at: number, value: number): void => storeTyped(space, at, value, 'pointer', target);
  const slots = slotsOf(declaration, frame, plan, target);
  const store = (parameter: string, value: number): void => {
    const slot = slots.get(parameter);
    if (!slot) return;
    storeTyped(space, slot.address, value, slot.type, target);
    slot.isStored = true;
  };
  const passed = parameters.map((parameter, index): PassedArgument => {
    const place = frame.arguments[index];
    const isOnStack = place?.in === 'stack';
    const value = values[index] ?? 0;
    if (isOnStack) store(parameter.name, value);
    const where = isOnStack ? place.address : (place?.registers.join(' ') ?? '');
    return { name: parameter.name, value, place: where };
  });
  word(
    frame.returnSlot,
    caller ? process.locate(caller).address : process.executed.instructionPointer,
  );
  process.announce({
    type: 'called',
    function: name,
    arguments: passed,
    returnSlot: frame.returnSlot,
  });
  if (frame.framePointerSlot !== null) word(frame.framePointerSlot, frame.callerFramePointer);
  for (const { name, value, place } of passed) if (typeof place === 'string') store(name, value);
  process.announce({
    type: 'framed',
    function: name,
    framePointer: frame.framePointer,
    stackPointer: frame.stackPointer,
    bytes: frame.cfa - frame.stackPointer,
    locals: plan.slots.map(({ name }) => name),
  });
  const given = new Map(passed.map(({ name, value }) => [name, value] as const));
  return { declaration, frame, ...around, slots, passed: given };
}

function slotsOf(
  { parameters = [] }: FunctionDeclaration,
  frame: StackFrame,
  plan: FramePlan,
  { types }: Target,
): Map<string, Located> {
  const slots = new Map<string, Located>();
  for (const { name, declaration, below, bytes } of plan.slots) {
    const { type } = declaration;
    const length = 'length' in declaration ? declaration.length : undefined;
    const address = frame.framePointer - below;
    slots.set(name, { name, address, bytes, type, length, isStored: false });
  }
  for (const [index, { name, type }] of parameters.entries()) {
    const place = frame.arguments[index];
    if (place?.in !== 'stack') continue;
    const { address } = place;
    const bytes = types[type].size;
    slots.set(name, { name, address, bytes, type, length: undefined, isStored: false });
  }
  return slots;
}
