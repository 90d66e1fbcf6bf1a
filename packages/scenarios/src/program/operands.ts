import type { Op, Step, StepOf } from './program.ts';

/** What a name stands for. */
export type NameKind = 'pointer' | 'class' | 'object' | 'place';

/** What an operand must be, and what it does to the names. */
export type Operand =
  | { readonly is: 'bound'; readonly kind: NameKind }
  | { readonly is: 'bound-or-null'; readonly kind: NameKind }
  | { readonly is: 'bound-list'; readonly kind: NameKind }
  | { readonly is: 'binds'; readonly kind: NameKind }
  | { readonly is: 'unbinds'; readonly kind: NameKind }
  | { readonly is: 'identifier' }
  | { readonly is: 'identifier-list'; readonly atMost: number }
  | { readonly is: 'whole'; readonly from: number; readonly to: number };

const bound = (kind: NameKind): Operand => ({ is: 'bound', kind });
const binds = (kind: NameKind): Operand => ({ is: 'binds', kind });

/** Largest request: what a 32-bit heap can hold. */
const MAX_BYTES = 2 ** 32 - 65_536;

type OperandsOf<O extends Op> = {
  readonly [Name in Exclude<keyof StepOf<O>, 'op' | 'note' | 'notClaimed'>]: Operand;
};

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
};

/** The operands of one step's operation with the values it gives them. */
export const operandsOf = (step: Step): readonly (readonly [string, Operand])[] =>
  Object.entries(operands[step.op]);
