/** The kinds of objects a Python program has, as the object heap's types with the names of their slots. */
import {
  atomType,
  dictType,
  instanceType,
  listType,
  type ObjectType,
  tupleType,
  weakReferenceType,
} from '@memstrata/refcount';

/** What stands before an instance's slots, behind the `PyGC_Head`: `ob_refcnt` and `ob_type` (x86-64). */
const OBJECT_HEAD_BYTES = 16;
const SLOT_BYTES = 8;

/** A type of the heap and what its slots and items are called. */
export interface Kind {
  readonly type: ObjectType;
  readonly slotName: (index: number) => string;
  readonly slots: readonly string[];
  /** Bytes of one instance; 0 where the machine keeps no memory for it. */
  readonly bytes: number;
}

const item = (index: number): string => `[${index}]`;

const builtIn = (type: ObjectType): Kind => ({ type, slotName: item, slots: [], bytes: 0 });

/** The built-in kinds. */
export const kinds: Readonly<
  Record<'list' | 'tuple' | 'dict' | 'weakref' | 'int' | 'str' | 'None', Kind>
> = {
  list: builtIn(listType),
  tuple: builtIn(tupleType),
  dict: builtIn(dictType),
  weakref: builtIn(weakReferenceType),
  int: builtIn(atomType('int')),
  str: builtIn(atomType('str')),
  None: builtIn(atomType('NoneType')),
};

/** The slot of what a finalizer tells: a string, which the machine does not follow. */
export const LABEL = 'label';

/**
 * A class of the program.
 *
 * @param headBytes - of the collector, in front of each instance.
 */
export function classKind(
  name: string,
  slots: readonly string[],
  finalize: ObjectType['finalize'] | null,
  headBytes: number,
): Kind {
  return {
    type: instanceType(name, slots.length, finalize ? { finalize } : {}),
    slotName: (index) => slots[index] ?? '',
    slots,
    bytes: headBytes + OBJECT_HEAD_BYTES + slots.length * SLOT_BYTES,
  };
}
