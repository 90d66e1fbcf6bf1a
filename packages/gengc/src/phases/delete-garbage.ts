/** Cycles are broken: each object lets go of what it holds, and counting does the rest (`delete_garbage`). */
import type { ObjectId } from '@memstrata/refcount';
import { UNREACHABLE } from '../tracked-list.ts';
import { type CollectionState, REACHABLE } from './state.ts';

/**
 * Postcondition: UNREACHABLE is empty. What survived its clearing is at the end of `old`.
 *
 * @param save keeps an object instead of clearing it (DEBUG_SAVEALL)
 */
export function deleteGarbage(
  state: CollectionState,
  old: number,
  save: ((object: ObjectId) => void) | null,
): void {
  const { heap, lists, refs } = state;
  while (!lists.isEmpty(UNREACHABLE)) {
    const object = lists.first(UNREACHABLE);
    if (save) save(object);
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
