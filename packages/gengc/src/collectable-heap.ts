/**
 * What a cycle collector needs of a heap. `ObjectHeap` has all of it; a virtual machine with a heap
 * of its own implements the first group and, if its objects have finalizers or weak references,
 * the others.
 */
import type { ObjectId, Referents, Rows, Tracking } from '@memstrata/refcount';

/** Counting, visiting and clearing: enough to collect cycles. */
export interface CollectableHeap {
  /** A collector attaches itself here, and must then be told of allocations, births and deaths. */
  tracking: Tracking | null;
  /** The references to an object that are counted, from wherever they come. */
  refcount(object: ObjectId): number;
  /** Shows every counted reference the object holds, in a fixed order; 0 is no reference. */
  visit(object: ObjectId, into: Referents): void;
  /**
   * Frees many objects at once, all of whose references come from among them, if nobody could tell
   * in which order they die; otherwise does nothing and says false. Absent: garbage is cleared
   * object by object.
   */
  discard?(objects: Int32Array): boolean;
  /** Lets go of the references the object holds (`tp_clear`). */
  clear(object: ObjectId): void;
  incref(object: ObjectId): void;
  /** At zero the heap deallocates, telling the collector by {@link Tracking.untrack}. */
  decref(object: ObjectId): void;
  /** Objects whose count never moves are no candidates. Absent: there are none. */
  isImmortal?(object: ObjectId): boolean;
  /**
   * The same as typed arrays, for a heap that keeps its objects in some: trial deletion then asks
   * only where a type must be visited. Absent: every object is asked.
   */
  rows?(): Rows;
  readonly finalization?: Finalization;
  readonly weakReferences?: WeakReferenceTable;
  readonly untracking?: Untracking;
  /** Empties the free lists after a full collection; how many objects were freed. */
  clearFreeLists?(): number;
}

/** Finalizers, for a heap whose objects have some. */
export interface Finalization {
  /** False while no living object can have a finalizer: the phases are skipped. */
  readonly needed: boolean;
  /** Has the object a finalizer that has not run? */
  isDue(object: ObjectId): boolean;
  /** Runs it, once in the object's life. It may resurrect. */
  finalize(object: ObjectId): void;
  /** Has it a finalizer from before PEP 442 (`tp_del`), which keeps it from being collected? */
  hasLegacy(object: ObjectId): boolean;
}

/** Weak references, for a heap that has some. */
export interface WeakReferenceTable {
  /** Weak references that exist. */
  readonly size: number;
  isWeakReference(object: ObjectId): boolean;
  /** The newest weak reference to an object; 0 when there is none. */
  first(referent: ObjectId): ObjectId | 0;
  /** The weak references to an object, newest first. */
  of(referent: ObjectId): readonly ObjectId[];
  hasCallback(weakReference: ObjectId): boolean;
  /** Makes it refer to nothing; a callback stays. */
  detach(weakReference: ObjectId): void;
  /** Runs the callback. */
  callBack(weakReference: ObjectId): void;
}

/** Tuples and dicts that hold nothing trackable leave the lists. */
export interface Untracking {
  /** False while no living object can be such a tuple (or dict): the phase is skipped. */
  isNeeded(kind: 'tuple' | 'dict'): boolean;
  /** Is it an exact tuple, or an exact dict, whose items cannot be tracked? */
  isNeedless(object: ObjectId, kind: 'tuple' | 'dict'): boolean;
}
