/** Cycles are broken: each object lets go of what it holds, and counting does the rest (`delete_garbage`). */
import type { ObjectId } from '@memstrata/refcount';
import { UNREACHABLE } from '../tracked-list.ts';
import { type CollectionState, DEBUG_SAVEALL, REACHED } from './state.ts';
import { save } from './uncollectable.ts';

/**
 * Postcondition: UNREACHABLE is empty. What survived its clearing, or was saved by DEBUG_SAVEALL,
 * is at the end of `old`.
 */
export function deleteGarbage(state: CollectionState, old: number): void {
  const { heap, lists } = state;
  unmark(state);
  while (!lists.isEmpty(UNREACHABLE)) {
    const object = lists.first(UNREACHABLE);
    if (state.debug & DEBUG_SAVEALL) save(state, object);
    else {
      heap.incref(object);
      clear(state, object);
    }
    if (lists.first(UNREACHABLE) !== object) continue;
    lists.move(old, object);
  }
}

/** Postcondition: nothing is SET_ASIDE. In one walk, so that a death need not look at its mark. */
function unmark(state: CollectionState): void {
  const { refs } = state;
  const { links } = state.lists;
  for (let object = links[UNREACHABLE * 2] as number; object !== UNREACHABLE; ) {
    refs[object] = REACHED;
    object = links[object * 2] as number;
  }
  state.marksStand = false;
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
