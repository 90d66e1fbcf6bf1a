import { Fate, type Garbage } from './garbage.ts';
import type { HeapSnapshot } from './heap-snapshot.ts';

/** Whether nothing outside leads to an examined object. */
export function isUnreachable(garbage: Garbage, object: number): boolean {
  return garbage.fate[object] === Fate.GARBAGE || garbage.fate[object] === Fate.FREED_BY_FINALIZER;
}

/**
 * 1 for each object, not garbage, whose count exceeds the references to it from all listed
 * objects, untracked and frozen ones included: a running frame or C code holds the rest. 0 for the objects
 * of the program that wrote the snapshot.
 */
export function heldOutside(heap: HeapSnapshot, garbage: Garbage): Uint8Array {
  const inside = new Uint32Array(heap.objectCount);
  for (const referent of heap.referents) inside[referent] = (inside[referent] as number) + 1;
  const held = new Uint8Array(heap.objectCount);
  for (let object = 0; object < held.length; object++)
    if (
      (heap.refcount[object] as number) > (inside[object] as number) &&
      !isUnreachable(garbage, object)
    )
      held[object] = 1;
  for (const own of heap.header.ownObjects) held[own] = 0;
  return held;
}
