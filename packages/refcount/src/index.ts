export {
  DeadObject,
  HeapCorruption,
  NegativeRefcount,
  SlotOutOfRange,
  WrongType,
} from './errors.ts';
export type { Listener, RefcountEvent } from './events.ts';
export { ObjectHeap, type ObjectHeapOptions } from './object-heap.ts';
export type { ObjectId } from './object-id.ts';
export {
  atomType,
  dictType,
  type Finalizer,
  instanceType,
  listType,
  type ObjectKind,
  type ObjectType,
  type SlotOrder,
  tupleType,
  weakReferenceType,
} from './object-type.ts';
export {
  type Evidence,
  type FreeListName,
  type FreeListRule,
  type PythonVersion,
  pythonVersions,
  type RefcountProfile,
  refcountProfiles,
  type TrashcanRule,
} from './python-version.ts';
export { Referents } from './referents.ts';
export type { Rows } from './rows.ts';
export type { Tracking } from './tracking.ts';
export type { WeakCallback } from './weak-references.ts';
