/**
 * The end of many objects at once, where nobody can tell in which order they die: no listener, no
 * finalizer in any type, no weak reference, no object that frees otherwise than by giving its row
 * back. Then the cascade of counts can be left out, and each row is touched once, in memory order.
 */
import type { ObjectHeap } from './object-heap.ts';
import type { ObjectId } from './object-id.ts';
import { CLEARABLE, NO_LEAF, SIZE_SHIFT, SPECIAL } from './type-bits.ts';

/**
 * Frees objects all of whose references come from among them. What they hold outside is let go
 * of one by one.
 *
 * @returns false, and nothing done, if the order of deaths could be told
 */
export function discard(heap: ObjectHeap, objects: Int32Array): boolean {
  if (!isUnwatched(heap) || !areSimple(heap, objects)) return false;
  if (!isClosed(heap, objects)) letGoOutside(heap, objects);
  giveBack(heap, objects);
  return true;
}

/**
 * Do they refer to each other only? Every reference to one of them is in a cell of one of them, so
 * that their counts add up to as many cells as lead to them: are these all that lead anywhere?
 */
function isClosed(heap: ObjectHeap, objects: Int32Array): boolean {
  const { slots } = heap.types;
  const { refcounts, starts, types } = heap.columns;
  const { cells } = heap.columns.slots;
  let counted = 0;
  let held = 0;
  for (let index = 0; index < objects.length; index++) {
    const object = objects[index] as number;
    counted += refcounts[object] as number;
    let cell = starts[object] as number;
    const end = (cell + (slots[types[object] as number] as number)) | 0;
    for (; cell < end; cell++) held += (0 - (cells[cell] as number)) >>> 31; // 1 unless 0
  }
  return counted === held;
}

/** Postcondition: their counts are 0, and no cell of theirs leads to an object whose count is not. */
function letGoOutside(heap: ObjectHeap, objects: Int32Array): void {
  const { slots } = heap.types;
  const { refcounts, starts, types } = heap.columns;
  const { cells } = heap.columns.slots;
  for (let index = 0; index < objects.length; index++) refcounts[objects[index] as number] = 0;
  for (let index = 0; index < objects.length; index++) {
    const object = objects[index] as number;
    let cell = starts[object] as number;
    for (const end = cell + (slots[types[object] as number] as number); cell < end; cell++) {
      const referent = cells[cell] as number;
      if ((refcounts[referent] as number) <= 0) continue; // none, one of them, or immortal
      cells[cell] = 0;
      heap.decref(referent as ObjectId);
    }
  }
}

/** Gives all rows back, their cells zero. */
function giveBack(heap: ObjectHeap, objects: Int32Array): void {
  const { slots, flags } = heap.types;
  const { refcounts, starts, types, dead } = heap.columns;
  const { cells } = heap.columns.slots;
  for (let index = 0; index < objects.length; index++) {
    const object = objects[index] as number;
    const type = types[object] as number;
    let cell = starts[object] as number;
    const end = (cell + (slots[type] as number)) | 0;
    for (; cell < end; cell++) cells[cell] = 0;
    const size = (flags[type] as number) >> SIZE_SHIFT;
    types[object] = 0;
    refcounts[object] = 0 - (dead[size] as number);
    dead[size] = object;
  }
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

/** Most heaps have no type that is not, and then no object is asked. */
function areSimple(heap: ObjectHeap, objects: Int32Array): boolean {
  const { flags } = heap.types;
  const { types } = heap.columns;
  const isSimple = (type: number): boolean =>
    ((flags[type] as number) & (SPECIAL | CLEARABLE)) === CLEARABLE;
  if (heap.types.types.every((_, type) => type <= NO_LEAF || isSimple(type))) return true;
  for (let index = 0; index < objects.length; index++)
    if (!isSimple(types[objects[index] as number] as number)) return false;
  return true;
}
