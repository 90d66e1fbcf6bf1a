/**
 * Objects with a finalizer from before PEP 442, and everything reachable from them, are spared
 * (`move_legacy_finalizers`, `move_legacy_finalizer_reachable`).
 */
import type { ObjectId } from '@memstrata/refcount';
import { LEGACY, UNREACHABLE } from '../tracked-list.ts';
import { type CollectionState, REACHED, SET_ASIDE } from './state.ts';

/**
 * Postcondition: LEGACY holds the objects with `tp_del` and what they reach, none of it SET_ASIDE.
 * How many they are.
 */
export function spareLegacy(state: CollectionState): number {
  const { heap, lists, refs } = state;
  if (!heap.finalization?.needed) return 0;
  for (const object of lists.objects(UNREACHABLE))
    if (heap.finalization.hasLegacy(object)) {
      lists.move(LEGACY, object);
      refs[object] = REACHED;
      if (state.onEvent) state.onEvent({ type: 'spared', object });
    }
  spareReferents(state);
  return lists.size(LEGACY);
}

function spareReferents(state: CollectionState): void {
  const { heap, lists, refs, window } = state;
  const { links } = lists;
  for (
    let object = links[LEGACY * 2] as number;
    object !== LEGACY;
    object = links[object * 2] as number
  ) {
    heap.visit(object as ObjectId, window);
    for (let at = window.start; at < window.end; at++) {
      const referent = window.ids[at] as ObjectId;
      if (refs[referent] !== SET_ASIDE) continue;
      lists.move(LEGACY, referent);
      refs[referent] = REACHED;
      if (state.onEvent) state.onEvent({ type: 'spared', object: referent });
    }
  }
}
