import { HeapCorruption } from './errors.ts';
import type { ObjectHeap } from './object-heap.ts';
import type { ObjectId } from './object-id.ts';

/** Throws at the first broken law of the heap. */
export function checkHeap(heap: ObjectHeap): void {
  const stored = new Map<ObjectId, number>();
  for (const object of heap.objects())
    for (const referent of heap.referents(object)) {
      if (!heap.isAlive(referent)) throw new HeapCorruption(object, `refers to dead ${referent}`);
      stored.set(referent, (stored.get(referent) ?? 0) + 1);
    }
  for (const [object, references] of stored)
    if (heap.refcount(object) < references)
      throw new HeapCorruption(
        object,
        `refcount ${heap.refcount(object)} is below the ${references} references in slots`,
      );
  const postponed = new Set(heap.postponed);
  for (const object of heap.objects())
    if (heap.refcount(object) <= 0 && !postponed.has(object))
      throw new HeapCorruption(object, `is alive with refcount ${heap.refcount(object)}`);
}
