/** Cycles are broken: each object lets go of what it holds, and counting does the rest (`delete_garbage`). */
import type { ObjectId } from '@memstrata/refcount';
import { UNREACHABLE } from '../tracked-list.ts';
import { type CollectionState, DEBUG_SAVEALL, REACHABLE } from './state.ts';
import { save } from './uncollectable.ts';

/**
 * Postcondition: UNREACHABLE is empty. What survived its clearing, or was saved by DEBUG_SAVEALL,
 * is at the end of `old`.
 */
export function deleteGarbage(state: CollectionState, old: number): void {
  const { heap, lists, refs } = state;
  while (!lists.isEmpty(UNREACHABLE)) {
    const object = lists.first(UNREACHABLE);
    if (state.debug & DEBUG_SAVEALL) save(state, object);
    else {
      heap.incref(object);
      clear(state, object);
    }
    if (lists.first(UNREACHABLE) !== object) continue;
    refs[object] = REACHABLE;
    lists.move(old, object);
  }
}

function clear(state: CollectionState, object: ObjectId): void {
  const { heap } = state;
  try {
    heap.clear(object);
    if (state.onEvent) state.onEvent({ type: 'cleared', object });
    heap.decref(object);
  } catch (error) {
    state.thrown.push(error);
  }
}
