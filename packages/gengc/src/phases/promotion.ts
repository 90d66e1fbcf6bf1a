/** The survivors grow older (end of `gc_collect_main`). */
import type { Generation } from '../events.ts';
import { GENERATION_2, HEAD_OF } from '../tracked-list.ts';
import type { CollectionState } from './state.ts';
import { untrackNeedless } from './untrack.ts';

/** Postcondition: the survivors are at the end of the older generation; the quarter rule is told. */
export function promote(
  state: CollectionState,
  generation: Generation,
  old: number,
  survivors: number,
): void {
  const { lists, longLived } = state;
  if (generation === 2) {
    const dicts = state.profile.dictsUntracked ? untrackNeedless(state, GENERATION_2, 'dict') : 0;
    longLived.pending = 0;
    longLived.total = survivors - dicts;
    return;
  }
  if (generation === 1) longLived.pending += survivors;
  if (state.onEvent) announcePromoted(state, generation);
  lists.merge(HEAD_OF[generation], old);
}

function announcePromoted(state: CollectionState, generation: Generation): void {
  for (const object of state.lists.objects(HEAD_OF[generation]))
    state.onEvent?.({ type: 'promoted', object, generation: (generation + 1) as Generation });
}
