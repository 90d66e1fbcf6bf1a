/**
 * What finalizers made reachable again is spared (`handle_resurrected_objects`; up to 3.8
 * `check_garbage`).
 */
import type { ObjectId } from '@memstrata/refcount';
import { SEEN, UNREACHABLE } from '../tracked-list.ts';
import { copyCounts, deduceUnreachable, subtractReferences } from './deduce-unreachable.ts';
import { type CollectionState, SET_ASIDE } from './state.ts';

/**
 * Postcondition: UNREACHABLE holds what is not reachable even now, SET_ASIDE; the rest is at the
 * end of `old`. False if the whole set was spared.
 */
export function spareResurrected(state: CollectionState, old: number): boolean {
  if (state.profile.resurrection === 'spares-all') return !spareAll(state, old);
  deduceUnreachable(state, UNREACHABLE, SEEN);
  announce(state);
  state.lists.merge(UNREACHABLE, old);
  state.lists.merge(SEEN, UNREACHABLE);
  return true;
}

/** Up to 3.8 one reference from outside spares the whole set. */
function spareAll(state: CollectionState, old: number): boolean {
  const { lists, refs } = state;
  copyCounts(state, UNREACHABLE);
  subtractReferences(state, UNREACHABLE);
  let resurrected = false;
  for (const object of lists.objects(UNREACHABLE)) if (refs[object] !== 0) resurrected = true;
  mark(state, resurrected ? -1 : SET_ASIDE);
  if (!resurrected) return false;
  announce(state);
  lists.merge(UNREACHABLE, old);
  return true;
}

function mark(state: CollectionState, value: number): void {
  for (const object of state.lists.objects(UNREACHABLE)) state.refs[object] = value;
}

function announce(state: CollectionState): void {
  if (!state.onEvent) return;
  for (const object of state.lists.objects(UNREACHABLE) as Iterable<ObjectId>)
    state.onEvent({ type: 'resurrected', object });
}
