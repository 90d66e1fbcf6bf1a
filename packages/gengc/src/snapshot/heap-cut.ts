import type { Garbage } from './garbage.ts';
import { type HeapSnapshot, isCandidate, ObjectFlag, typeOf } from './heap-snapshot.ts';
import { isUnreachable } from './outside.ts';
import { objectName, referenceName } from './reference-names.ts';

/** A few objects of a heap with the references among them. */
export interface HeapCut {
  readonly objects: readonly CutObject[];
}

/** One object of a cut; the index in {@link HeapCut.objects} is its number there. */
export interface CutObject {
  /** Its number in the snapshot. */
  readonly object: number;
  readonly type: string;
  readonly name: string;
  readonly generation: number;
  /** References from what was left out and is reachable: a cut keeps who is garbage and who is not. */
  readonly outside: number;
  /** References from garbage that was left out; they hold nobody. */
  readonly leftOut: number;
  /** Its type has a `__del__`, which has not run. */
  readonly hasFinalizer: boolean;
  readonly refers: readonly CutReference[];
}

/** A reference inside a cut. */
export interface CutReference {
  /** Index in {@link HeapCut.objects}. */
  readonly to: number;
  readonly name: string | null;
}

/**
 * Cuts a piece out of the heap, to replay a collection on it step by step: the object and its
 * nearest neighbours in both directions, those that share its fate first. References of left-out
 * reachable objects come from outside, those of left-out garbage hold nobody, so each object keeps
 * its fate. Linear in the heap.
 *
 * @param atMost how many objects to keep. @defaultValue 12
 */
export function cutAround(
  heap: HeapSnapshot,
  garbage: Garbage,
  object: number,
  atMost = 12,
): HeapCut {
  const kept = neighbours(heap, garbage, object, atMost);
  const place = new Map(kept.map((each, index) => [each, index]));
  const { outside, leftOut } = otherReferences(heap, garbage, place);
  const objects = kept.map((each, index) => ({
    object: each,
    type: typeOf(heap, each),
    name: objectName(heap, each),
    generation: heap.generation[each] as number,
    outside: outside[index] as number,
    leftOut: leftOut[index] as number,
    hasFinalizer: hasFinalizer(heap.flags[each] as number),
    refers: keptReferences(heap, each, place),
  }));
  return { objects };
}

const hasFinalizer = (flags: number): boolean =>
  (flags & (ObjectFlag.HAS_FINALIZER | ObjectFlag.FINALIZED)) === ObjectFlag.HAS_FINALIZER;

/**
 * Breadth first along references and against them, candidates only: those of the same fate, then, if
 * there is room, what they touch of the other.
 */
function neighbours(
  heap: HeapSnapshot,
  garbage: Garbage,
  object: number,
  atMost: number,
): number[] {
  const kept = [object];
  const seen = new Set(kept);
  const fate = isUnreachable(garbage, object);
  const add = (each: number, hasFate: boolean): void => {
    if (kept.length >= atMost || seen.has(each) || !isCandidate(heap, each)) return;
    if (isUnreachable(garbage, each) !== hasFate) return;
    seen.add(each);
    kept.push(each);
  };
  const addAround = (each: number, hasFate: boolean): void => {
    for (const referent of referentsOf(heap, each)) add(referent, hasFate);
    for (const referrer of referrersOf(heap, each)) add(referrer, hasFate);
  };
  for (let at = 0; at < kept.length && kept.length < atMost; at++)
    addAround(kept[at] as number, fate);
  for (const each of [...kept]) if (kept.length < atMost) addAround(each, !fate);
  return kept;
}

function referentsOf(heap: HeapSnapshot, object: number): Uint32Array {
  return heap.referents.subarray(heap.firstReferent[object], heap.firstReferent[object + 1]);
}

function referrersOf(heap: HeapSnapshot, object: number): number[] {
  const found: number[] = [];
  for (let referrer = 0; referrer < heap.objectCount; referrer++)
    if (referentsOf(heap, referrer).includes(object)) found.push(referrer);
  return found;
}

/** Each count less the references from kept objects: those from left-out garbage, and the rest, from outside. */
function otherReferences(
  heap: HeapSnapshot,
  garbage: Garbage,
  place: ReadonlyMap<number, number>,
): { readonly outside: readonly number[]; readonly leftOut: readonly number[] } {
  const outside = [...place.keys()].map((object) => heap.refcount[object] as number);
  const leftOut = outside.map(() => 0);
  for (let referrer = 0; referrer < heap.objectCount; referrer++) {
    const isKept = place.has(referrer);
    if (!isKept && !isUnreachable(garbage, referrer)) continue;
    for (const referent of referentsOf(heap, referrer)) {
      const index = place.get(referent);
      if (index === undefined) continue;
      outside[index] = (outside[index] as number) - 1;
      if (!isKept) leftOut[index] = (leftOut[index] as number) + 1;
    }
  }
  return { outside, leftOut };
}

function keptReferences(
  heap: HeapSnapshot,
  object: number,
  place: ReadonlyMap<number, number>,
): CutReference[] {
  const first = heap.firstReferent[object] as number;
  const references: CutReference[] = [];
  for (const [offset, referent] of referentsOf(heap, object).entries()) {
    const to = place.get(referent);
    if (to !== undefined)
      references.push({ to, name: referenceName(heap, object, first + offset) });
  }
  return references;
}
