/**
 * Garbage whose deaths nobody watches needs no order: no listener, no finalizer, no weak reference
 * was there to see one. The heap is asked to free it in one piece; CPython has no such step.
 */
import { UNREACHABLE } from '../tracked-list.ts';
import { type CollectionState, DEBUG_SAVEALL, REACHED } from './state.ts';

/** Below this many the heap is not asked: clearing them is as quick. */
const WORTHWHILE = 64;

/** Postcondition: UNREACHABLE is empty and its objects are freed; or false, and nothing is done. */
export function discardGarbage(state: CollectionState, count: number): boolean {
  const { heap, lists, refs, onEvent } = state;
  if (!heap.discard || onEvent || state.debug & DEBUG_SAVEALL || count < WORTHWHILE) return false;
  const { links } = lists;
  // The marks have done their work: their cells hold the list. Ids read as REACHED.
  let object = links[UNREACHABLE * 2] as number;
  for (let index = 0; index < count; index++) {
    refs[index] = object;
    object = links[object << 1] as number;
  }
  const objects = refs.subarray(0, count);
  if (!heap.discard(objects)) return false;
  for (let index = 0; index < count; index++) links[(objects[index] as number) << 1] = 0;
  refs.fill(REACHED);
  lists.reset(UNREACHABLE);
  state.marksStand = false;
  return true;
}
