/** Does a heap visit what it holds? For whoever writes a virtual machine and its `visit` and `clear`. */
import { type ObjectId, Referents } from '@memstrata/refcount';
import type { CollectableHeap } from '../collectable-heap.ts';

/** An object whose visit does not show the references it holds. */
export interface TraverseFault {
  readonly object: ObjectId;
  readonly referent: ObjectId;
  /** How often the visit showed the referent. */
  readonly visited: number;
  /** How many counts of it the object let go of when it was cleared. */
  readonly held: number;
  /**
   * `not-visited`: the collector believes that somebody outside holds the referent, and never
   * frees it. `not-held`: it takes a reference for its own that others count on, and may free what
   * is in use.
   */
  readonly kind: 'not-visited' | 'not-held';
}

/**
 * Clears one object after the other, all of them held meanwhile, and compares the counts that fall
 * with the references its visit showed before. Empties the objects, so it is for a heap made to be
 * tested. An object whose `clear` lets go of nothing, as a tuple's, cannot be judged. Time grows
 * with the square of the objects.
 *
 * @param objects all objects of the heap
 *
 * @example
 * ```ts
 * import { findTraverseFaults } from '@memstrata/gengc/explain';
 * import { instanceType, ObjectHeap } from '@memstrata/refcount';
 *
 * const heap = new ObjectHeap();
 * const Node = instanceType('Node', 2);
 * const [a, b] = [heap.create(Node), heap.create(Node)];
 * heap.refer(a, 0, b);
 * heap.refer(a, 1, b);
 * console.log(findTraverseFaults(heap, [a, b])); // → []
 * ```
 */
export function findTraverseFaults(
  heap: CollectableHeap,
  objects: readonly ObjectId[],
): readonly TraverseFault[] {
  for (const object of objects) heap.incref(object);
  try {
    return objects.flatMap((object) => faultsOf(heap, objects, object));
  } finally {
    for (const object of objects) heap.decref(object);
  }
}

function faultsOf(
  heap: CollectableHeap,
  objects: readonly ObjectId[],
  object: ObjectId,
): TraverseFault[] {
  const shown = visitedBy(heap, object);
  const before = objects.map((each) => heap.refcount(each));
  heap.clear(object);
  const fallen = objects.map((each, index) => (before[index] as number) - heap.refcount(each));
  if (fallen.every((held) => held === 0)) return [];
  return objects.flatMap((referent, index): TraverseFault[] => {
    const [visited, held] = [shown.get(referent) ?? 0, fallen[index] as number];
    if (visited === held || heap.isImmortal?.(referent)) return [];
    return [{ object, referent, visited, held, kind: visited < held ? 'not-visited' : 'not-held' }];
  });
}

function visitedBy(heap: CollectableHeap, object: ObjectId): ReadonlyMap<ObjectId, number> {
  const window = new Referents();
  heap.visit(object, window);
  const shown = new Map<ObjectId, number>();
  for (let at = window.start; at < window.end; at++) {
    const referent = window.ids[at] as ObjectId;
    shown.set(referent, (shown.get(referent) ?? 0) + 1);
  }
  return shown;
}
