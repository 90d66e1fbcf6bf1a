/** What cannot be collected goes to `gc.garbage` (`handle_legacy_finalizers`). */
import type { ObjectId } from '@memstrata/refcount';
import { LEGACY } from '../tracked-list.ts';
import { type CollectionState, DEBUG_SAVEALL } from './state.ts';

/**
 * Postcondition: LEGACY is empty, its objects are at the end of `old`; those with a legacy
 * finalizer, or all under DEBUG_SAVEALL, are in `garbage`. How many there were.
 */
export function keepUncollectable(state: CollectionState, old: number): number {
  const { heap, lists } = state;
  const uncollectable = lists.size(LEGACY);
  for (const object of lists.objects(LEGACY))
    if (state.debug & DEBUG_SAVEALL || heap.finalization?.hasLegacy(object)) save(state, object);
  lists.merge(LEGACY, old);
  return uncollectable;
}

/** Puts an object in `garbage`, held by a reference. */
export function save(state: CollectionState, object: ObjectId): void {
  state.heap.incref(object);
  state.garbage.push(object);
  if (state.onEvent) state.onEvent({ type: 'saved', object });
}
