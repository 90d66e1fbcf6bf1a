/**
 * The types of a heap by number, with what its hot paths ask of them in typed arrays.
 */
import type { ObjectKind, ObjectType } from './object-type.ts';
import type { RefcountProfile } from './python-version.ts';
import { classFor } from './slots.ts';
import {
  CLEARABLE,
  CLEARS_BACKWARD,
  DICT_RULES,
  FINALIZES,
  FINALIZES_LEGACY,
  GROWS,
  HAS_FREE_LIST,
  HAS_ITEMS,
  IS_WEAK_REFERENCE,
  NESTS,
  NESTS_AS_INSTANCE,
  NO_LEAF,
  SIZE_SHIFT,
  SPECIAL,
  TRACKED,
  TUPLE_RULES,
  VISITS_BACKWARD,
} from './type-bits.ts';

/** Types by number, with what the hot paths ask of them in typed arrays. Numbers 0 and 1 are no type. */
export class TypeTable {
  /** The type records. */
  readonly types: ObjectType[] = [NOTHING, NOTHING];
  /** Bits per type, and above them the size class of the cells of an instance without items. */
  flags: Int32Array = new Int32Array(128);
  /** Named slots per type. */
  slots: Int32Array = new Int32Array(128);
  /** Some type registered has a finalizer. */
  finalizes = false;
  /** The type asked for last: most allocations ask for it again. */
  private last: ObjectType = NOTHING;
  private lastNumber = 0;
  readonly #numbers: Map<ObjectType, number> = new Map();
  declare readonly profile: RefcountProfile;

  constructor(profile: RefcountProfile) {
    this.profile = profile;
  }

  /** The number of a new instance's type; registered on first sight. */
  numberOf(type: ObjectType): number {
    return type === this.last ? this.lastNumber : this.#lookUp(type);
  }

  #lookUp(type: ObjectType): number {
    this.lastNumber = this.#numbers.get(type) ?? this.#register(type);
    this.last = type;
    return this.lastNumber;
  }

  #register(type: ObjectType): number {
    const flags = flagsOf(type, this.profile);
    const leaf = this.types.length;
    if (leaf === this.flags.length) this.#grow();
    for (const number of [leaf, leaf | NO_LEAF]) {
      this.types.push(type);
      this.flags[number] = flags | (classFor(type.slots ?? 0) << SIZE_SHIFT);
      this.slots[number] = type.slots ?? 0;
    }
    if (type.finalize || type.legacyFinalize) this.finalizes = true;
    const number = (flags & SPECIAL) === 0 ? leaf : leaf | NO_LEAF;
    this.#numbers.set(type, number);
    return number;
  }

  #grow(): void {
    const numbers = this.flags.length * 2;
    const { flags, slots } = this;
    this.flags = new Int32Array(numbers);
    this.flags.set(flags);
    this.slots = new Int32Array(numbers);
    this.slots.set(slots);
  }
}

const NOTHING: ObjectType = { name: 'nothing', kind: 'atom' };

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
