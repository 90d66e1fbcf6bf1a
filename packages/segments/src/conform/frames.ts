/** Recorded call stacks, held against what the calling conventions predict. */

import type { CType } from '../call/c-type.ts';
import {
  CallStack,
  type FunctionShape,
  type PlacedArgument,
  type PrologueStep,
  type StackFrame,
} from '../call/call-stack.ts';
import type { CallingConvention } from '../call/calling-convention.ts';
import { i386Cdecl } from '../call/i386-cdecl.ts';
import { sysvAmd64 } from '../call/sysv-amd64.ts';
import { Comparison } from './comparison.ts';
import { Field, type Mismatch } from './record.ts';

/**
 * The facts of one recorded stack that the model predicts otherwise.
 *
 * Everything under `expect` is compared: frames, slots, saved registers, variables, every call's arguments and
 * stack pointer, the result's place.
 *
 * @param record One parsed line of `frames.jsonl`.
 * @throws {@link RecordFormatError} for anything else.
 */
export function compareFrames(record: unknown): readonly Mismatch[] {
  const root = new Field(record);
  const comparison = new Comparison();
  const expected = root.get('expect').filledTable();
  compareTree(comparison, 'expect', expected, new Prediction(root).all());
  return comparison.mismatches;
}

/** Compares two JSON values leaf by leaf; a key on one side only is a difference. */
function compareTree(comparison: Comparison, at: string, expected: unknown, actual: unknown): void {
  if (!isTree(expected) || !isTree(actual)) {
    comparison.equal(at, JSON.stringify(expected) ?? 'absent', JSON.stringify(actual) ?? 'absent');
    return;
  }
  for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)]))
    compareTree(comparison, `${at}.${key}`, entryOf(expected, key), entryOf(actual, key));
}

const isTree = (value: unknown): value is object => typeof value === 'object' && value !== null;

const entryOf = (tree: object, key: string): unknown =>
  Object.hasOwn(tree, key) ? Reflect.get(tree, key) : undefined;

/** A multiple of the page size to put main's frame at; addresses in records count from there. */
const BASE = 2 ** 30;

/** Stands for the frame pointer main was entered with. */
const OUTER = 1;

interface Call {
  readonly frame: StackFrame;
  readonly variadic: boolean;
}

/** Plays the recorded calls and says what the record should say. */
class Prediction {
  readonly #given: Field;
  readonly #convention: CallingConvention;
  readonly #origin: number;
  readonly #stack: CallStack;
  readonly #calls: Call[] = [];

  constructor(root: Field) {
    this.#given = root.get('given');
    this.#convention = root.get('arch').text() === 'amd64' ? sysvAmd64 : i386Cdecl;
    this.#origin = BASE + this.#given.get('main_cfa_mod4096').number();
    this.#stack = new CallStack({
      convention: this.#convention,
      stackPointer: this.#origin,
      framePointer: OUTER,
    });
    for (const call of this.#given.get('calls').items()) this.#play(call);
  }

  all(): unknown {
    const frames = this.#frames();
    const { stackPointer, framePointer, depth } = this.#stack;
    return {
      frames,
      calls: this.#calls.map((call) => this.#call(call)),
      depth,
      sp: stackPointer - this.#origin,
      fp: this.#pointer(framePointer),
      stack_use: this.#origin - stackPointer,
      ...this.#result(),
    };
  }

  /** Returns from what has ended, then calls. */
  #play(call: Field): void {
    const caller = call.get('caller');
    while (this.#stack.depth > 0 && this.#stack.frames()[0]?.name !== caller.value)
      this.#stack.pop();
    const name = call.get('callee').text();
    const types = call
      .get('args')
      .items()
      .map((argument) => this.#type(argument.get('type').text()));
    const fields = this.#given.get('frames').items();
    const place = this.#stack.depth;
    const field = call.get('live').boolean() ? fields[fields.length - 1 - place] : undefined;
    const untilEntry = field?.get('stopped_at_entry').boolean() ?? false;
    const frame = this.#pushed(name, types, untilEntry);
    const variadic = call.get('variadic');
    this.#calls.push({ frame, variadic: variadic.isPresent && variadic.boolean() });
    if (field) this.#stack.allocate(field.get('dyn').number());
  }

  /** Main's own arguments are there before it is called: its CFA is where the record begins to count. */
  #pushed(name: string, types: readonly CType[], untilEntry: boolean): StackFrame {
    const shape = this.#shape(name);
    if (this.#stack.depth > 0) return this.#stack.push(shape, types, untilEntry);
    const { stackBytes } = this.#convention.placeArguments(types, shape.result);
    this.#stack.allocate(-stackBytes);
    return this.#stack.push(shape, types, untilEntry);
  }

  #shape(name: string): FunctionShape {
    const field = this.#given.get('functions').get(name);
    return {
      name,
      result: this.#type(field.get('ret').text()),
      prologue: field
        .get('prologue')
        .items()
        .map(readStep)
        .filter((step) => step !== null),
    };
  }

  #type(name: string): CType {
    const field = this.#given.get('types').get(name);
    const [size, alignment] = [field.get('size').number(), field.get('align').number()];
    return { name, kind: kindOf(field), size, alignment, members: this.#members(field) };
  }

  #members(field: Field): CType['members'] & object {
    const fields = field.get('fields');
    if (fields.isPresent)
      return fields.items().map((member) => ({
        offset: member.get('off').number(),
        type: this.#type(member.get('type').text()),
      }));
    const count = field.get('count');
    if (!count.isPresent) return [];
    const type = this.#type(field.get('elem').text());
    return Array.from({ length: count.number() }, (_, index) => ({
      offset: index * type.size,
      type,
    }));
  }

  #frames(): unknown[] {
    const frames = this.#stack.frames();
    const fields = this.#given.get('frames').items();
    return frames.map((frame, index) => {
      const field = fields[index] ?? this.#given;
      const inner = frames[index - 1];
      const sp = (inner?.cfa ?? this.#stack.stackPointer) - this.#origin;
      const isAtEntry = field.get('stopped_at_entry').boolean();
      return {
        ...this.#slots(frame, isAtEntry),
        sp,
        size: this.#offset(frame.cfa) - sp,
        vars: this.#variables(frame, field, sp),
      };
    });
  }

  #slots(frame: StackFrame, isAtEntry: boolean): object {
    const { framePointerSlot, saved } = frame;
    const kept = Object.entries(saved).filter(([name]) =>
      this.#convention.calleeSaved.includes(name),
    );
    return {
      fn: frame.name,
      cfa: this.#offset(frame.cfa),
      ret_slot: this.#offset(frame.returnSlot),
      ret_to: frame.returnsTo,
      fp_slot: framePointerSlot === null ? null : this.#offset(framePointerSlot),
      fp_value: framePointerSlot === null ? null : this.#pointer(frame.callerFramePointer),
      saved: Object.fromEntries(kept.map(([name, at]) => [name, this.#offset(at)])),
      body_sp: isAtEntry ? null : this.#offset(frame.stackPointer),
    };
  }

  #variables(frame: StackFrame, field: Field, sp: number): object {
    const cfa = this.#offset(frame.cfa);
    const places = field
      .get('vars')
      .items()
      .flatMap((variable): [string, object][] => {
        const name = variable.get('name').text();
        if (variable.get('kind').text() === 'static')
          return [[name, { in: 'data', in_frame: false }]];
        const home = variable.get('home').text();
        if (home === 'none') return [];
        if (home === 'register') return [[name, { in: 'register' }]];
        const addr = cfa + variable.get('cfa_off').number();
        return [[name, { in: 'stack', addr, below_sp: addr < sp, in_arg_area: addr >= cfa }]];
      });
    return Object.fromEntries(places);
  }

  #call({ frame, variadic }: Call): object {
    const { cfa, returnSlot, vectorRegisters } = frame;
    return {
      callee: frame.name,
      sp_at_call: this.#offset(cfa),
      sp_at_entry: this.#offset(returnSlot),
      mod16_at_call: cfa % 16,
      mod16_at_entry: returnSlot % 16,
      args: frame.arguments.map((place) => this.#place(place)),
      ...(variadic && vectorRegisters !== null ? { al: vectorRegisters } : {}),
    };
  }

  #place(place: PlacedArgument): object {
    return place.in === 'registers'
      ? { in: 'regs', regs: place.registers }
      : { in: 'stack', addr: this.#offset(place.address) };
  }

  #result(): object {
    const name = this.#given.get('ret_call');
    if (!name.isPresent) return {};
    const call = this.#calls.find(({ frame }) => frame.name === name.text());
    if (!call) throw name.wrong('a function that is called');
    const { frame } = call;
    const place = this.#convention.placeResult(frame.shape.result);
    const spAfter = frame.cfa + this.#convention.poppedByCallee(frame.shape.result);
    return {
      ret: {
        fn: frame.name,
        in: place.in === 'registers' ? place.registers : [place.in],
        sp_after: this.#offset(spAfter),
        ...(place.in === 'memory' && frame.hiddenArgument
          ? {
              pointer_in: place.pointerIn,
              pointer_is_hidden_arg: true,
              hidden_arg_in: this.#place(frame.hiddenArgument),
            }
          : {}),
      },
    };
  }

  #offset(at: number): number {
    return at - this.#origin;
  }

  #pointer(value: number): number | 'outer' {
    return value === OUTER ? 'outer' : this.#offset(value);
  }
}

function kindOf(field: Field): CType['kind'] {
  const kind = field.get('kind').text();
  switch (kind) {
    case 'int':
      return 'integer';
    case 'ptr':
      return 'pointer';
    case 'longdouble':
      return 'long-double';
    case 'struct':
    case 'union':
    case 'array':
      return 'aggregate';
    case 'float':
    case 'void':
      return kind;
    default:
      throw field.get('kind').wrong('a kind of type');
  }
}

/** A prologue instruction; null for one that moves nothing. */
function readStep(field: Field): PrologueStep | null {
  const op = field.get('op').text();
  switch (op) {
    case 'push':
      return { op, register: field.get('reg').text() };
    case 'setfp':
      return { op: 'set-frame-pointer' };
    case 'sub':
      return { op: 'subtract', bytes: field.get('n').number() };
    case 'align':
      return { op, to: field.get('to').number() };
    case 'push_mem':
      return { op: 'push-word' };
    case 'lea':
      return null;
    default:
      throw field.get('op').wrong('a prologue instruction');
  }
}
