import type { CollectorStep } from './collector-steps.ts';
import type { PoolStep } from './pool-steps.ts';
import type { Op, Step, StepOf } from './program.ts';
import { keepers, type ValueStep } from './value-steps.ts';

/** What a name stands for. */
export type NameKind =
  | 'pointer'
  | 'class'
  | 'object'
  | 'place'
  | 'number'
  | 'variable'
  | 'function'
  | 'crowd'
  /** An array of pointers. */
  | 'pointers';

/** What kind of object a name stands for, where an operation asks for one. */
export type Shape = 'instance' | 'list' | 'weak reference' | 'other';

/** What an operand must be, and what it does to the names. */
export type Operand =
  | { readonly is: 'bound'; readonly kind: NameKind }
  | { readonly is: 'bound-or-null'; readonly kind: NameKind }
  | { readonly is: 'bound-list'; readonly kind: NameKind; readonly mayBeEmpty?: true }
  | { readonly is: 'binds'; readonly kind: NameKind }
  | { readonly is: 'unbinds'; readonly kind: NameKind }
  | { readonly is: 'identifier' }
  | { readonly is: 'identifier-list'; readonly atMost: number }
  | { readonly is: 'whole'; readonly from: number; readonly to: number }
  /** A variable that lies somewhere, whatever it holds. */
  | { readonly is: 'location' }
  | { readonly is: 'location-or-null' }
  /** A variable, or a function. */
  | { readonly is: 'located' }
  /** A number, or a single variable that holds one. */
  | { readonly is: 'value' }
  | { readonly is: 'value-or-null' }
  | { readonly is: 'value-list'; readonly atMost: number; readonly atLeast?: number }
  | { readonly is: 'one-of'; readonly words: readonly string[] }
  | { readonly is: 'text-list'; readonly atMost: number }
  | { readonly is: 'unit' }
  /** A name of an object of that shape. */
  | { readonly is: 'shaped'; readonly shape: Shape }
  /** A text of 2 to 30 letters. */
  | { readonly is: 'word' }
  /** A name for the object that a finalizer saves, or null. */
  | { readonly is: 'binds-or-null'; readonly kind: NameKind }
  /** Steps of a loop. */
  | { readonly is: 'steps' };

const bound = (kind: NameKind): Operand => ({ is: 'bound', kind });
const binds = (kind: NameKind): Operand => ({ is: 'binds', kind });

/** Largest request: what a 32-bit heap can hold. */
const MAX_BYTES = 2 ** 32 - 65_536;

/** Largest stretch of a process a step may speak of: all of its addresses. */
const MAX_RANGE = 2 ** 47;

const location: Operand = { is: 'location' };
const range: Operand = { is: 'whole', from: 1, to: MAX_RANGE };
const offset: Operand = { is: 'whole', from: 0, to: MAX_RANGE };
const permissions: readonly string[] = ['---', 'r--', 'rw-', 'r-x', 'rwx'];
/** Most turns of a loop: each performs its steps on the model. */
const MAX_TIMES = 100_000;

/** Most blocks of one statement: each is a call of the model. */
const blocks: Operand = { is: 'whole', from: 1, to: 100_000 };

/** Most objects of a crowd. */
const MAX_CROWD = 2_000_000;

type OperandsOf<O extends Op> = {
  readonly [Name in Exclude<keyof StepOf<O>, 'op' | 'note' | 'notClaimed'>]: Operand;
};

const items: Operand = { is: 'bound-list', kind: 'object' };
const threshold: Operand = { is: 'whole', from: 0, to: 1_000_000 };
const named: { readonly of: Operand } = { of: bound('object') };
const made: { readonly into: Operand } = { into: binds('object') };

/** Built-in values, weak references, finalizers and the `gc` module. */
const pythonOperands: {
  readonly [O in (ValueStep | CollectorStep | PoolStep)['op'] | 'repeat']: OperandsOf<O>;
} = {
  'class-with-finalizer': {
    slots: { is: 'identifier-list', atMost: 16 },
    name: binds('class'),
    saveAs: { is: 'binds-or-null', kind: 'object' },
  },
  'new-labelled': { type: bound('class'), ...made },
  list: { items: { ...items, mayBeEmpty: true }, ...made },
  tuple: { items, ...made },
  dict: { items: { ...items, mayBeEmpty: true }, ...made },
  append: { to: { is: 'shaped', shape: 'list' }, item: bound('object') },
  clear: { of: { is: 'shaped', shape: 'list' } },
  int: { value: { is: 'whole', from: -1_000_000, to: 1_000_000 }, ...made },
  string: { text: { is: 'word' }, ...made },
  intern: { text: { is: 'word' }, ...made },
  none: made,
  'weak-reference': { of: { is: 'shaped', shape: 'instance' }, ...made },
  'weak-callback': { of: { is: 'shaped', shape: 'instance' }, ...made },
  keep: { by: { is: 'one-of', words: keepers }, of: { is: 'shaped', shape: 'instance' }, ...made },
  crowd: {
    type: bound('class'),
    into: binds('crowd'),
    objects: { is: 'whole', from: 1, to: MAX_CROWD },
  },
  thin: { of: bound('crowd'), every: { is: 'whole', from: 1, to: MAX_CROWD } },
  crop: { of: bound('crowd'), length: { is: 'whole', from: 0, to: MAX_CROWD } },
  'ask-arenas': { of: bound('crowd') },
  'ask-arena-count': {},
  'ask-size': { of: { is: 'shaped', shape: 'instance' } },
  'ask-mapping': { of: { is: 'shaped', shape: 'instance' } },
  'ask-gc-count': {},
  'hold-from-c': { of: { is: 'shaped', shape: 'instance' } },
  'remember-count': { of: bound('object'), as: binds('number') },
  'ask-gain': { of: bound('object'), since: bound('number') },
  'ask-refcount': { of: bound('object'), where: { is: 'one-of', words: ['module', 'function'] } },
  'ask-same': { of: bound('object'), as: bound('object') },
  'ask-alive': { of: { is: 'shaped', shape: 'weak reference' } },
  'ask-told': {},
  'gc-enable': {},
  'gc-disable': {},
  freeze: {},
  unfreeze: {},
  'set-threshold': { first: threshold, second: threshold, third: threshold },
  'ask-collect': { generation: { is: 'whole', from: 0, to: 2 } },
  'ask-collect-by-phase': {},
  'ask-enabled': {},
  'ask-threshold': {},
  'ask-collections': {},
  'ask-tracked': named,
  'ask-generation': named,
  repeat: { times: { is: 'whole', from: 1, to: MAX_TIMES }, steps: { is: 'steps' } },
};

/** Operations on built-in values and the collector, and the loop. */
export const pythonOps: readonly Op[] = Object.keys(pythonOperands) as Op[];

/** The operands of every operation, in reading order: what is used stands before what is bound. */
export const operands: { readonly [O in Op]: OperandsOf<O> } = {
  malloc: { size: { is: 'whole', from: 0, to: MAX_BYTES }, into: binds('pointer') },
  free: { of: bound('pointer') },
  forget: { name: bound('pointer') },
  'ask-usable-size': { of: bound('pointer') },
  'ask-distance': { from: bound('pointer'), to: bound('pointer') },
  class: { slots: { is: 'identifier-list', atMost: 16 }, name: binds('class') },
  new: { type: bound('class'), into: binds('object') },
  assign: { from: bound('object'), into: binds('object') },
  set: {
    object: bound('object'),
    slot: { is: 'identifier' },
    to: { is: 'bound-or-null', kind: 'object' },
  },
  delete: { name: { is: 'unbinds', kind: 'object' } },
  'remember-place': { of: bound('object'), as: binds('place') },
  collect: {},
  'ask-count': { of: bound('object') },
  'ask-count-at': { place: bound('place') },
  'ask-place': { of: bound('object'), among: { is: 'bound-list', kind: 'place' } },
  exec: { argv: { is: 'text-list', atMost: 64 }, unit: { is: 'unit' } },
  call: {
    function: bound('function'),
    arguments: { is: 'value-list', atMost: 16 },
    into: { is: 'location-or-null' },
  },
  thread: { function: bound('function') },
  return: { value: { is: 'value-or-null' } },
  recurse: { function: bound('function') },
  add: { terms: { is: 'value-list', atMost: 16, atLeast: 1 }, into: location },
  point: { to: location, into: bound('pointer') },
  store: { through: bound('pointer'), offset, value: { is: 'whole', from: 0, to: 127 } },
  'store-pointer': { through: bound('pointer'), offset, of: bound('pointer') },
  'check-leaks': {},
  'malloc-each': {
    blocks,
    size: { is: 'whole', from: 0, to: MAX_BYTES },
    into: bound('pointers'),
  },
  'free-each': { of: bound('pointers'), blocks, every: blocks },
  'forget-each': { name: bound('pointers'), blocks },
  fill: { through: bound('pointer'), bytes: { is: 'whole', from: 1, to: 2 ** 28 } },
  sbrk: { into: bound('pointer'), bytes: { is: 'whole', from: -MAX_RANGE, to: MAX_RANGE } },
  mmap: { into: bound('pointer'), bytes: range },
  munmap: { of: bound('pointer'), bytes: range },
  protect: {
    of: bound('pointer'),
    bytes: range,
    permissions: { is: 'one-of', words: permissions },
  },
  exit: { status: { is: 'whole', from: 0, to: 255 } },
  'ask-segment': { of: { is: 'located' } },
  'ask-target-segment': { through: bound('pointer') },
  'ask-file-bytes': { of: location },
  'ask-value': { of: location },
  'ask-byte': { through: bound('pointer'), offset },
  'ask-null': { of: bound('pointer') },
  'ask-same-place': { of: location, as: bound('pointer') },
  'ask-below': { of: location, than: bound('pointer') },
  'ask-resident': { through: bound('pointer'), bytes: range },
  'ask-access': {
    through: bound('pointer'),
    offset,
    intent: { is: 'one-of', words: ['read', 'write'] },
  },
  'ask-frame-offset': { of: location },
  'ask-stack-word': { index: { is: 'whole', from: 0, to: 1024 } },
  'ask-page-size': {},
  'ask-stack-alignment': {},
  'ask-stack-limit': {},
  'ask-heap-bytes': {},
  'ask-bytes-in-use': {},
  'ask-room': { gibibytes: { is: 'whole', from: 1, to: MAX_RANGE / 2 ** 30 } },
  'ask-same-steps': { function: bound('function'), as: bound('function') },
  'ask-thread-stack': {},
  'ask-mappings': {},
  ...pythonOperands,
};

/**
 * The names of all operations.
 *
 * @example
 * ```ts
 * import { operationNames } from '@memstrata/scenarios/source';
 *
 * console.log(operationNames.includes('malloc')); // → true
 * ```
 */
export const operationNames: readonly Op[] = Object.keys(operands) as Op[];

/** The operands of one step's operation with the values it gives them. */
export const operandsOf = (step: Step): readonly (readonly [string, Operand])[] =>
  Object.entries(operands[step.op]);
