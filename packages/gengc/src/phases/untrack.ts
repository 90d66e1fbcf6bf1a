/** Tuples and dicts that can be part of no cycle leave the lists (`untrack_tuples`, `untrack_dicts`). */
import type { CollectionState } from './state.ts';

/**
 * Postcondition: no exact tuple (or dict) on the list holds only what cannot be tracked. How many
 * left the list.
 */
export function untrackNeedless(
  state: CollectionState,
  list: number,
  kind: 'tuple' | 'dict',
): number {
  const { heap, lists } = state;
  const { untracking } = heap;
  if (!untracking?.isNeeded(kind)) return 0;
  let left = 0;
  for (const object of lists.objects(list))
    if (untracking.isNeedless(object, kind)) {
      lists.remove(object);
      left++;
      if (state.onEvent) state.onEvent({ type: 'untracked', object });
    }
  return left;
}
