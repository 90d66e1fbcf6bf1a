/** What the hot paths of a heap ask of a type, as bits. A file of constants alone, so that a build makes them literals. */

/** Bits of `TypeTable.flags`. */
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
/** Above the bits: the size class of the cells of an instance without items. */
export const SIZE_SHIFT: number = 14;

/** What keeps the instances of a type from being leaves. */
export const SPECIAL: number =
  HAS_ITEMS |
  HAS_FREE_LIST |
  FINALIZES |
  FINALIZES_LEGACY |
  IS_WEAK_REFERENCE |
  VISITS_BACKWARD |
  TUPLE_RULES |
  DICT_RULES;

/**
 * The lowest bit of a type's number. A type has two numbers, with equal rows here, of which an object
 * bears one. The even one says that it is a leaf: nothing was ever stored in its slots, nothing refers
 * to it weakly, and its type has no rule of its own for birth or death.
 */
export const NO_LEAF: number = 1;
