/** The survivors grow older (end of `gc_collect_main`). */
import type { Generation } from '../events.ts';
import { GENERATION_1, GENERATION_2, HEAD_OF } from '../tracked-list.ts';
import type { CollectionState } from './state.ts';
import { untrackNeedless } from './untrack.ts';

/** Postcondition: the survivors are at the end of the older generation; the quarter rule is told. */
export function promote(state: CollectionState, generation: Generation, old: number): void {
  const { lists, longLived } = state;
  if (generation === 2) {
    if (state.profile.dictsUntracked) untrackNeedless(state, GENERATION_2, 'dict');
    longLived.pending = 0;
    longLived.total = lists.size(GENERATION_2);
    return;
  }
  if (generation === 1) longLived.pending += lists.size(GENERATION_1);
  if (state.onEvent) announcePromoted(state, generation);
  lists.merge(HEAD_OF[generation], old);
}

function announcePromoted(state: CollectionState, generation: Generation): void {
  for (const object of state.lists.objects(HEAD_OF[generation]))
    state.onEvent?.({ type: 'promoted', object, generation: (generation + 1) as Generation });
}
