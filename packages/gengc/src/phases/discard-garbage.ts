/**
 * Garbage whose deaths nobody watches needs no order: no listener, no finalizer, no weak reference
 * was there to see one. The heap is asked to free it in one piece; CPython has no such step.
 */
import type { ObjectId } from '@memstrata/refcount';
import { UNREACHABLE } from '../tracked-list.ts';
import { type CollectionState, DEBUG_SAVEALL, REACHED } from './state.ts';

/** Below this many the heap is not asked: clearing them is as quick. */
const WORTHWHILE = 64;

/** Postcondition: UNREACHABLE is empty and its objects are freed; or false, and nothing is done. */
export function discardGarbage(state: CollectionState, count: number): boolean {
  const { heap, lists, refs, onEvent } = state;
  if (!heap.discard || onEvent || state.debug & DEBUG_SAVEALL || count < WORTHWHILE) return false;
  const objects = new Int32Array(count);
  let object = lists.first(UNREACHABLE);
  for (let index = 0; index < count; index++) {
    objects[index] = object;
    object = lists.after(object);
  }
  if (!heap.discard(objects)) return false;
  for (let index = 0; index < count; index++) {
    const freed = objects[index] as ObjectId;
    refs[freed] = REACHED;
    lists.forget(freed);
  }
  lists.reset(UNREACHABLE);
  state.marksStand = false;
  return true;
}
