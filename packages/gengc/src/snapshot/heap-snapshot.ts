/**
 * The heap of a real CPython process at one instant, in columns: one number for each object in
 * each column, and all references in one array (compressed sparse rows). About 30 bytes an object
 * and 4 bytes a reference.
 */

/** What a row's flags say, as bits. */
export const ObjectFlag = {
  GC_TYPE: 1,
  TRACKED: 2,
  FINALIZED: 4,
  HAS_FINALIZER: 8,
  WEAKREF: 16,
  IMMORTAL: 32,
  /** A generator, coroutine or async generator that waits at a `yield`; recorded from format 2. */
  SUSPENDED: 64,
} as const;

/** Generations that are none of 0 to 2. */
export const NoGeneration = {
  /** On no collector list. */
  UNTRACKED: -1,
  /** Tracked, but the interpreter (3.6, 3.7) does not tell in which generation. */
  UNKNOWN: 3,
  /** In the permanent generation: `gc.freeze()` took it out of every collection. */
  FROZEN: 4,
} as const;

/** What the interpreter's own collector found right after the heap was written down. */
export interface RecordedCollection {
  /** The return value of `gc.collect()`. */
  readonly returned: number;
  /** `gc.garbage` under `DEBUG_SAVEALL`, as object numbers; −1 for an object not in the file. */
  readonly garbage: Int32Array;
}

/** What `gc` said about itself when the heap was written down; absent in format 1. */
export interface CollectorState {
  /** `gc.isenabled()` */
  readonly enabled: boolean;
  /** `gc.get_count()` */
  readonly counts: readonly number[];
  /** `gc.get_threshold()` */
  readonly thresholds: readonly number[];
  /** Collections of each generation so far, from `gc.get_stats()`. */
  readonly collections: readonly number[];
}

/** The first line of the file, as far as it is understood here. */
export interface SnapshotHeader {
  readonly format: number;
  /** The interpreter, as `3.13.0`. */
  readonly python: string;
  /** Objects that belong to the program that wrote the file. */
  readonly ownObjects: readonly number[];
  readonly collector: CollectorState | null;
}

/** A heap that was read. Nothing writes to its columns afterwards. */
export interface HeapSnapshot {
  readonly objectCount: number;
  readonly referenceCount: number;
  readonly header: SnapshotHeader;
  /** Type names with their module: `builtins.dict`. */
  readonly types: readonly string[];
  /** The texts that labels and reference names index. */
  readonly names: readonly string[];
  /** Index into {@link types}. */
  readonly type: Uint32Array;
  /** The stored reference count without the writer's own references; 2³² − 1 means that or more. */
  readonly refcount: Uint32Array;
  /** `sys.getsizeof`, in bytes; −1 where the object refused to say. */
  readonly size: Float64Array;
  /** 0 to 2, or one of {@link NoGeneration}. */
  readonly generation: Int8Array;
  /** Bits of {@link ObjectFlag}. */
  readonly flags: Uint8Array;
  /** Index into {@link names}: what a module, class or function is called; −1 for none. */
  readonly label: Int32Array;
  /** The object a weak reference points at; −1 for none or unknown. */
  readonly weakReferent: Int32Array;
  /** Object `i` refers to `referents[firstReferent[i]]` up to, not including, `firstReferent[i + 1]`. */
  readonly firstReferent: Uint32Array;
  /** In the order of the type's `tp_traverse`. */
  readonly referents: Uint32Array;
  /** Index into {@link names} for each reference, −1 for none; empty when no names were recorded. */
  readonly referenceName: Int32Array;
  readonly recorded: RecordedCollection | null;
}

/** Whether the collector may examine the object: it is on the list of a generation. */
export function isCandidate(heap: HeapSnapshot, object: number): boolean {
  const generation = heap.generation[object] as number;
  return generation >= 0 && generation <= NoGeneration.UNKNOWN;
}

/** The type of an object, with its module: `builtins.dict`. */
export function typeOf(heap: HeapSnapshot, object: number): string {
  return heap.types[heap.type[object] as number] as string;
}
