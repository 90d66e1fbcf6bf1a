/**
 * The end of many objects at once, where nobody can tell in which order they die: no listener, no
 * finalizer in any type, no weak reference, no object that frees otherwise than by giving its row
 * back. Then the cascade of counts can be left out, and each row is touched once, in memory order.
 */
import type { ObjectHeap } from './object-heap.ts';
import type { ObjectId } from './object-id.ts';
import { CLEARABLE } from './object-type.ts';

/**
 * Frees objects all of whose references come from among them. What they hold outside is let go
 * of one by one.
 *
 * @returns false, and nothing done, if the order of deaths could be told
 */
export function discard(heap: ObjectHeap, objects: Int32Array): boolean {
  if (!isUnwatched(heap) || !areSimple(heap, objects)) return false;
  const { columns, types } = heap;
  const { refcounts, starts, types: typeOf } = columns;
  const { cells } = columns.slots;
  for (let index = 0; index < objects.length; index++) refcounts[objects[index] as number] = 0;
  for (let index = 0; index < objects.length; index++) {
    const object = objects[index] as number;
    let cell = starts[object] as number;
    const end = cell + (types.slots[typeOf[object] as number] as number);
    for (; cell < end; cell++) {
      const referent = cells[cell] as number;
      cells[cell] = 0;
      // 0: one of them, or no reference
      if (refcounts[referent] !== 0) heap.decref(referent as ObjectId);
    }
  }
  for (let index = 0; index < objects.length; index++) {
    const object = objects[index] as number;
    columns.give(object, types.sizes[typeOf[object] as number] as number);
  }
  return true;
}

function isUnwatched(heap: ObjectHeap): boolean {
  return (
    heap.onEvent === null &&
    !heap.types.finalizes &&
    heap.weakReferences.size === 0 &&
    heap.postponed.length === 0 &&
    heap.profile.trashcan.instancesDrain
  );
}

function areSimple(heap: ObjectHeap, objects: Int32Array): boolean {
  const { simple, flags } = heap.types;
  const { types } = heap.columns;
  for (let index = 0; index < objects.length; index++) {
    const type = types[objects[index] as number] as number;
    if (simple[type] === 0 || ((flags[type] as number) & CLEARABLE) === 0) return false;
  }
  return true;
}
