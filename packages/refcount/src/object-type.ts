/**
 * Object types as data: what one object holds, in which order it is visited and let go, and what
 * happens when it dies. A virtual machine describes its own values with these records.
 */
import type { ObjectHeap } from './object-heap.ts';
import type { ObjectId } from './object-id.ts';
import type { FreeListName } from './python-version.ts';

/** Items from the first to the last, or from the last to the first. Named slots always go first to last. */
export type SlotOrder = 'forward' | 'backward';

/**
 * Who deallocates an object, as far as the trashcan cares: `instance` of a Python class, a built-in
 * `container`, the `frame` of a Python function, or an `atom` that never nests.
 */
export type ObjectKind = 'instance' | 'container' | 'frame' | 'atom';

/** A Python-level finalizer: it may do anything to the heap, and may resurrect `self`. */
export type Finalizer = (heap: ObjectHeap, self: ObjectId) => void;

/** What a type says about its instances. */
export interface ObjectType {
  readonly name: string;
  /** @defaultValue `'instance'` */
  readonly kind?: ObjectKind;
  /** Named slots of every instance, indexes 0 to `slots` − 1. @defaultValue 0 */
  readonly slots?: number;
  /** Items behind the named slots: none, as many as given at creation, or growable. @defaultValue `'none'` */
  readonly items?: 'none' | 'fixed' | 'growable';
  /** May take part in a cycle (`Py_TPFLAGS_HAVE_GC`), so a collector is told of it. @defaultValue true, an atom: false */
  readonly tracked?: boolean;
  /** Order in which `tp_traverse` visits the items. @defaultValue `'forward'` */
  readonly visitOrder?: SlotOrder;
  /** Order in which clearing and deallocation let go of the items. @defaultValue `'forward'` */
  readonly clearOrder?: SlotOrder;
  /** Has a `tp_clear`. A tuple has none: it dies when something else lets go of it. @defaultValue true */
  readonly clearable?: boolean;
  /** Follows the tracking rules of an exact tuple or dict. */
  readonly untracking?: 'tuple' | 'dict';
  /** The free list that keeps dead instances. */
  readonly freeList?: FreeListName;
  /** Instances are weak references. */
  readonly weakReference?: boolean;
  /** PEP 442 `__del__`: runs once in an object's life, before anything of it is let go. */
  readonly finalize?: Finalizer;
  /** `tp_del`, the finalizer of C types before PEP 442: an object that has it is never collected. */
  readonly legacyFinalize?: Finalizer;
}

/** A type of Python instances: named slots, visited and cleared in order. */
export function instanceType(
  name: string,
  slots: number,
  rest: Omit<ObjectType, 'name' | 'slots'> = {},
): ObjectType {
  return { ...rest, name, slots };
}

/** An object that refers to nothing and is not a gc object: an int, a string, a code object. */
export function atomType(name: string, rest: Omit<ObjectType, 'name' | 'kind'> = {}): ObjectType {
  return { ...rest, name, kind: 'atom', tracked: false };
}

/** `tuple`: items fixed at creation, let go from the last to the first, no `tp_clear`. */
export const tupleType: ObjectType = {
  name: 'tuple',
  kind: 'container',
  items: 'fixed',
  visitOrder: 'backward',
  clearOrder: 'backward',
  clearable: false,
  untracking: 'tuple',
  freeList: 'tuple',
};

/** `list`: visited and cleared from the last item to the first. */
export const listType: ObjectType = {
  name: 'list',
  kind: 'container',
  items: 'growable',
  visitOrder: 'backward',
  clearOrder: 'backward',
  freeList: 'list',
};

/** `dict`: its keys and values are items, in insertion order. */
export const dictType: ObjectType = {
  name: 'dict',
  kind: 'container',
  items: 'growable',
  untracking: 'dict',
  freeList: 'dict',
};

/** `weakref.ref`: holds nothing; the heap knows what it refers to. */
export const weakReferenceType: ObjectType = {
  name: 'weakref',
  kind: 'atom',
  tracked: true,
  weakReference: true,
};
