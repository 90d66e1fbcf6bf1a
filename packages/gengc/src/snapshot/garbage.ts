/**
 * Trial deletion over the heap of a real process: which objects a collection would find now.
 * Subtract from each count the references that come from candidates; what is left comes from
 * outside. What no object with something left reaches is unreachable. The set does not depend on
 * the order in which CPython walks, so no lists are needed here.
 *
 * Source: CPython 3.12, Modules/gcmodule.c, update_refs, subtract_refs, move_unreachable,
 * finalize_garbage, handle_resurrected_objects; Objects/genobject.c, _PyGen_Finalize.
 */
import { type HeapSnapshot, isCandidate, NoGeneration, ObjectFlag } from './heap-snapshot.ts';

/** What a collection would find of an object. */
export const Fate = {
  /** Not tracked, frozen, or older than the collected generation. */
  NOT_EXAMINED: 0,
  /** Examined, and something outside leads to it. */
  REACHABLE: 1,
  /** Unreachable: a collection now would collect it. */
  GARBAGE: 2,
  /** Unreachable, but freed by its count while finalizers run, before the collection counts what is left. */
  FREED_BY_FINALIZER: 3,
} as const;

const { NOT_EXAMINED, REACHABLE, GARBAGE, FREED_BY_FINALIZER } = Fate;
/** Versions whose `gc.collect()` counts before finalizers run, so that what they free is counted too. */
const COUNTS_BEFORE_FINALIZERS: ReadonlySet<string> = new Set(['3.6']);

const COUNT_LIMIT = 0x7fff_ffff;

/** Types whose own finalizer closes what waits in them: the frame goes, and with it its references. */
const CLOSED_BY_FINALIZER = ['builtins.generator', 'builtins.coroutine'] as const;

/** What one collection of a snapshot would find. */
export interface Garbage {
  /** A {@link Fate} for each object. */
  readonly fate: Uint8Array;
  /** References to each examined object from outside the examined ones, up to 2³¹ − 1. */
  readonly external: Int32Array;
  readonly examined: number;
  readonly garbage: number;
  readonly freedByFinalizer: number;
  /** Objects with more references from candidates than their count: 0 unless the file is inconsistent. */
  readonly overcounted: number;
  /** `gc.collect()` would return a number from the first to the second: weak references that die by their callback count too. */
  readonly returned: readonly [number, number];
}

/**
 * What `gc.collect(generation)` would find in the heap. Finalizers written in Python are not
 * run, so a resurrecting `__del__` is not foreseen; the finalizer of a suspended generator closes
 * it, which frees what only its frame held. Linear in objects and references.
 *
 * @param generation the oldest generation collected: 0, 1 or 2.
 */
export function findGarbage(heap: HeapSnapshot, generation: 0 | 1 | 2 = 2): Garbage {
  const fate = examinedBy(heap, generation);
  const external = externalReferences(heap, fate);
  const examined = settle(heap, fate, external);
  const unreachable = fate.reduce((sum, each) => sum + (each === GARBAGE ? 1 : 0), 0);
  const freed = closeSuspended(heap, fate);
  const garbage = unreachable - freed;
  const version = heap.header.python.split('.', 2).join('.');
  const counted = COUNTS_BEFORE_FINALIZERS.has(version) ? unreachable : garbage;
  return {
    fate,
    external,
    examined,
    garbage,
    freedByFinalizer: freed,
    overcounted: external.reduce((sum, each) => sum + (each < 0 ? 1 : 0), 0),
    returned: [counted, counted + callbacksAtMost(heap, fate)],
  };
}

/** Afterwards the candidates are GARBAGE until something rescues them, all else NOT_EXAMINED. */
function examinedBy(heap: HeapSnapshot, generation: number): Uint8Array {
  const oldest = generation === 2 ? NoGeneration.UNKNOWN : generation;
  const fate = new Uint8Array(heap.objectCount);
  for (let object = 0; object < fate.length; object++)
    if (isCandidate(heap, object) && (heap.generation[object] as number) <= oldest)
      fate[object] = GARBAGE;
  return fate;
}

/** Afterwards `external` is the count of each examined object less the references from examined ones. */
function externalReferences(heap: HeapSnapshot, fate: Uint8Array): Int32Array {
  const { firstReferent, referents, refcount } = heap;
  const external = new Int32Array(fate.length);
  for (let object = 0; object < fate.length; object++)
    if (fate[object] !== NOT_EXAMINED)
      external[object] = Math.min(refcount[object] as number, COUNT_LIMIT);
  for (let object = 0; object < fate.length; object++) {
    if (fate[object] === NOT_EXAMINED) continue;
    const end = firstReferent[object + 1] as number;
    for (let at = firstReferent[object] as number; at < end; at++) {
      const referent = referents[at] as number;
      if (fate[referent] !== NOT_EXAMINED) external[referent] = (external[referent] as number) - 1;
    }
  }
  return external;
}

/** Afterwards all that an externally held candidate reaches is REACHABLE. Returns how many were examined. */
function settle(heap: HeapSnapshot, fate: Uint8Array, external: Int32Array): number {
  const { firstReferent, referents } = heap;
  const pending = new Uint32Array(fate.length);
  let depth = 0;
  let examined = 0;
  for (let object = 0; object < fate.length; object++) {
    if (fate[object] === NOT_EXAMINED) continue;
    examined++;
    if (external[object] === 0) continue;
    fate[object] = REACHABLE;
    pending[depth++] = object;
  }
  while (depth > 0) {
    const object = pending[--depth] as number;
    const end = firstReferent[object + 1] as number;
    for (let at = firstReferent[object] as number; at < end; at++) {
      const referent = referents[at] as number;
      if (fate[referent] !== GARBAGE) continue;
      fate[referent] = REACHABLE;
      pending[depth++] = referent;
    }
  }
  return examined;
}

/**
 * Closes the suspended generators among the garbage: each gives up its references, and what
 * reaches a count of 0 goes with what it held. Returns how many objects that frees.
 */
function closeSuspended(heap: HeapSnapshot, fate: Uint8Array): number {
  const closing = suspendedGarbage(heap, fate);
  if (closing.length === 0) return 0;
  const { firstReferent, referents } = heap;
  const refcount = heap.refcount.slice();
  const pending = closing;
  let freed = 0;
  for (let object = pending.pop(); object !== undefined; object = pending.pop()) {
    const end = firstReferent[object + 1] as number;
    for (let at = firstReferent[object] as number; at < end; at++) {
      const referent = referents[at] as number;
      if (fate[referent] !== GARBAGE) continue;
      refcount[referent] = (refcount[referent] as number) - 1;
      if (refcount[referent] !== 0) continue;
      fate[referent] = FREED_BY_FINALIZER;
      freed++;
      if (!isSuspended(heap, referent)) pending.push(referent);
    }
  }
  return freed;
}

function suspendedGarbage(heap: HeapSnapshot, fate: Uint8Array): number[] {
  const found: number[] = [];
  for (let object = 0; object < fate.length; object++)
    if (fate[object] === GARBAGE && isSuspended(heap, object)) found.push(object);
  return found;
}

/** Format 1 does not tell whether a generator waits; one that still holds something does. */
function isSuspended(heap: HeapSnapshot, object: number): boolean {
  const type = heap.types[heap.type[object] as number] as string;
  if (!CLOSED_BY_FINALIZER.some((each) => each === type)) return false;
  return heap.header.format === 1 || ((heap.flags[object] as number) & ObjectFlag.SUSPENDED) !== 0;
}

/** Weak references outside the garbage that would call back: known by their referents, or at most all that have a callback. */
function callbacksAtMost(heap: HeapSnapshot, fate: Uint8Array): number {
  const known = heap.header.format > 1;
  let found = 0;
  for (let object = 0; object < fate.length; object++) {
    if (((heap.flags[object] as number) & ObjectFlag.WEAKREF) === 0 || fate[object] === GARBAGE)
      continue;
    if (heap.firstReferent[object] === heap.firstReferent[object + 1]) continue;
    const referent = heap.weakReferent[object] as number;
    if (!known || (referent >= 0 && (fate[referent] as number) >= GARBAGE)) found++;
  }
  return found;
}
