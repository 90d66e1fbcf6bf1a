/**
 * Object types as data: what one object holds, in which order it is visited and let go, and what
 * happens when it dies. A virtual machine describes its own values with these records.
 */
import type { ObjectHeap } from './object-heap.ts';
import type { ObjectId } from './object-id.ts';
import type { FreeListName, RefcountProfile } from './python-version.ts';
import { classFor } from './slots.ts';

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

/** Bits of {@link TypeTable.flags}. */
export const TRACKED: number = 1;
export const HAS_ITEMS: number = 2;
export const FINALIZES: number = 4;
export const FINALIZES_LEGACY: number = 8;
export const IS_WEAK_REFERENCE: number = 16;
export const VISITS_BACKWARD: number = 32;
export const CLEARS_BACKWARD: number = 64;
export const CLEARABLE: number = 128;
export const TUPLE_RULES: number = 256;
export const DICT_RULES: number = 512;
export const NESTS: number = 1024;
export const NESTS_AS_INSTANCE: number = 2048;
export const HAS_FREE_LIST: number = 4096;
export const GROWS: number = 8192;

/** What keeps a type from being simple. */
const SPECIAL =
  HAS_ITEMS |
  HAS_FREE_LIST |
  FINALIZES |
  FINALIZES_LEGACY |
  IS_WEAK_REFERENCE |
  VISITS_BACKWARD |
  TUPLE_RULES |
  DICT_RULES;

/** Types by a small index, with what the hot paths ask of them in typed arrays. Index 0 is no type. */
export class TypeTable {
  /** The type records. */
  readonly types: ObjectType[] = [{ name: 'nothing', kind: 'atom' }];
  /** Bits per type. */
  flags: Uint16Array = new Uint16Array(16);
  /** Named slots per type. */
  slots: Int32Array = new Int32Array(16);
  /** Size class of the cells of an instance without items, per type. */
  sizes: Uint8Array = new Uint8Array(16);
  /** 1 where birth, and the death of an instance that refers to nothing, need no rule of their own. */
  simple: Uint8Array = new Uint8Array(16);
  /** 1 where an instance is a gc object. */
  tracked: Uint8Array = new Uint8Array(16);
  /** Some type registered has a finalizer. */
  finalizes = false;
  readonly #indexes: Map<ObjectType, number> = new Map();
  readonly #profile: RefcountProfile;

  constructor(profile: RefcountProfile) {
    this.#profile = profile;
  }

  /** The index of a type, registered on first sight. */
  indexOf(type: ObjectType): number {
    return this.#indexes.get(type) ?? this.#register(type);
  }

  #register(type: ObjectType): number {
    const index = this.types.length;
    if (index === this.flags.length) this.#grow();
    this.types.push(type);
    this.#indexes.set(type, index);
    this.flags[index] = flagsOf(type, this.#profile);
    this.slots[index] = type.slots ?? 0;
    this.sizes[index] = classFor(type.slots ?? 0);
    this.simple[index] = (this.flags[index] & SPECIAL) === 0 ? 1 : 0;
    this.tracked[index] = this.flags[index] & TRACKED;
    if (type.finalize || type.legacyFinalize) this.finalizes = true;
    return index;
  }

  #grow(): void {
    const types = this.flags.length * 2;
    const bytes = (old: Uint8Array): Uint8Array => {
      const grown = new Uint8Array(types);
      grown.set(old);
      return grown;
    };
    const flags = new Uint16Array(types);
    flags.set(this.flags);
    this.flags = flags;
    const slots = new Int32Array(types);
    slots.set(this.slots);
    this.slots = slots;
    this.sizes = bytes(this.sizes);
    this.simple = bytes(this.simple);
    this.tracked = bytes(this.tracked);
  }
}

function flagsOf(type: ObjectType, profile: RefcountProfile): number {
  const kind = type.kind ?? 'instance';
  const items = type.items ?? 'none';
  let flags = 0;
  if (isTracked(type, kind, items, profile)) flags |= TRACKED;
  if (items !== 'none') flags |= HAS_ITEMS;
  if (items === 'growable') flags |= GROWS;
  if (type.finalize) flags |= FINALIZES;
  if (type.legacyFinalize) flags |= FINALIZES_LEGACY;
  if (type.weakReference) flags |= IS_WEAK_REFERENCE;
  if (type.visitOrder === 'backward') flags |= VISITS_BACKWARD;
  if (type.clearOrder === 'backward') flags |= CLEARS_BACKWARD;
  if (type.clearable ?? true) flags |= CLEARABLE;
  if (type.untracking === 'tuple') flags |= TUPLE_RULES;
  if (type.untracking === 'dict') flags |= DICT_RULES;
  if (nests(kind, flags, profile)) flags |= NESTS;
  if (kind === 'instance') flags |= NESTS_AS_INSTANCE;
  if (type.freeList) flags |= HAS_FREE_LIST;
  return flags;
}

function isTracked(
  type: ObjectType,
  kind: ObjectKind,
  items: string,
  profile: RefcountProfile,
): boolean {
  if (kind === 'frame' || !(type.tracked ?? kind !== 'atom')) return false;
  const empty = kind === 'instance' && !type.slots && items === 'none' && !type.weakReference;
  return !empty || profile.emptyInstancesTracked;
}

function nests(kind: ObjectKind, flags: number, profile: RefcountProfile): boolean {
  if (kind === 'frame') return profile.trashcan.frames;
  return kind !== 'atom' && (flags & TRACKED) !== 0;
}
