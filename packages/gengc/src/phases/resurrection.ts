/**
 * What finalizers made reachable again is spared (`handle_resurrected_objects`; up to 3.8
 * `check_garbage`).
 */
import type { ObjectId } from '@memstrata/refcount';
import { SEEN, UNREACHABLE } from '../tracked-list.ts';
import { copyCounts, deduceUnreachable, subtractReferences } from './deduce-unreachable.ts';
import { type CollectionState, REACHED, SET_ASIDE } from './state.ts';

/**
 * Postcondition: UNREACHABLE holds what is not reachable even now, SET_ASIDE; the rest is at the
 * end of `old`.
 */
export function spareResurrected(state: CollectionState, old: number): void {
  if (state.profile.resurrection === 'spares-all') {
    spareAll(state, old);
    return;
  }
  deduceUnreachable(state, UNREACHABLE, SEEN);
  announce(state);
  state.lists.merge(UNREACHABLE, old);
  state.lists.merge(SEEN, UNREACHABLE);
}

/** Up to 3.8 one reference from outside spares the whole set. */
function spareAll(state: CollectionState, old: number): void {
  const { lists, refs } = state;
  copyCounts(state, UNREACHABLE);
  subtractReferences(state, UNREACHABLE);
  let resurrected = false;
  for (const object of lists.objects(UNREACHABLE)) if (refs[object] !== 0) resurrected = true;
  mark(state, resurrected ? REACHED : SET_ASIDE);
  if (!resurrected) return;
  announce(state);
  lists.merge(UNREACHABLE, old);
}

function mark(state: CollectionState, value: number): void {
  for (const object of state.lists.objects(UNREACHABLE)) state.refs[object] = value;
}

function announce(state: CollectionState): void {
  if (!state.onEvent) return;
  for (const object of state.lists.objects(UNREACHABLE) as Iterable<ObjectId>)
    state.onEvent({ type: 'resurrected', object });
}
