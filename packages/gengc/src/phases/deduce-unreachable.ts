/**
 * Trial deletion: which candidates are reachable from outside of the candidates?
 *
 * After {@link copyCounts} refs is every candidate's refcount. After {@link subtractReferences}
 * it is the number of references from outside. After `separate` `young` holds what is
 * reachable from outside, in the order of discovery, and `UNREACHABLE` the rest.
 *
 * CPython: `update_refs`, `subtract_refs`, `move_unreachable`.
 */
import type { ObjectId } from '@memstrata/refcount';
import { PERMANENT } from '../tracked-list.ts';
import { type CollectionState, REACHABLE, SET_ASIDE } from './state.ts';

/** All three steps; `aside` receives what is not reachable. */
export function deduceUnreachable(state: CollectionState, young: number, aside: number): void {
  copyCounts(state, young);
  subtractReferences(state, young);
  separate(state, young, aside);
}

/** Postcondition: refs of each candidate is its refcount; immortal candidates are permanent. */
export function copyCounts(state: CollectionState, young: number): void {
  const { heap, lists, refs } = state;
  if (state.profile.immortalsLeave) retireImmortals(state, young);
  const { next } = lists;
  let visited = 0;
  for (let object = next[young] as number; object !== young; object = next[object] as number) {
    refs[object] = heap.refcount(object as ObjectId);
    visited++;
  }
  state.objectsVisited += visited;
  if (state.onEvent)
    for (const object of lists.objects(young))
      state.onEvent({ type: 'count-copied', object, refcount: refs[object] as number });
}

function retireImmortals(state: CollectionState, young: number): void {
  const { heap, lists } = state;
  if (!heap.isImmortal) return;
  for (const object of lists.objects(young))
    if (heap.isImmortal(object)) lists.move(PERMANENT, object);
}

/** Postcondition: refs of each candidate is the number of references from outside. */
export function subtractReferences(state: CollectionState, young: number): void {
  const { heap, refs, window } = state;
  const { next } = state.lists;
  let followed = 0;
  for (let object = next[young] as number; object !== young; object = next[object] as number) {
    heap.visit(object as ObjectId, window);
    const { ids, end } = window;
    for (let at = window.start; at < end; at++) {
      const referent = ids[at] as number;
      const count = refs[referent] as number;
      if (count > 0) {
        refs[referent] = count - 1;
        if (state.onEvent) announceSubtracted(state, object, referent);
      }
    }
    followed += end - window.start;
  }
  state.referencesFollowed += followed;
}

function announceSubtracted(state: CollectionState, referrer: number, referent: number): void {
  state.onEvent?.({
    type: 'reference-subtracted',
    referrer: referrer as ObjectId,
    referent: referent as ObjectId,
    externalRefs: state.refs[referent] as number,
  });
}

/**
 * Postcondition: `young` holds the reachable, marked REACHABLE; `aside` the others, SET_ASIDE.
 *
 * ```text
 *   young:  [reachable, visited][not looked at yet …][rescued …]      the walk goes left to right
 *   aside:  [set aside …]                                            in the order of the walk
 * ```
 *
 * Invariant: no object left of the walk refers to one that is set aside.
 */
function separate(state: CollectionState, young: number, aside: number): void {
  const { heap, lists, refs, window } = state;
  const { next } = lists;
  for (let object = next[young] as number; object !== young; ) {
    if (refs[object] === 0) {
      const after = next[object] as number;
      lists.move(aside, object);
      refs[object] = SET_ASIDE;
      if (state.onEvent) state.onEvent({ type: 'set-aside', object: object as ObjectId });
      object = after;
      continue;
    }
    refs[object] = REACHABLE;
    if (state.onEvent) state.onEvent({ type: 'found-reachable', object: object as ObjectId });
    heap.visit(object as ObjectId, window);
    const { ids, end } = window;
    for (let at = window.start; at < end; at++) {
      const referent = ids[at] as number;
      const count = refs[referent] as number;
      if (count === 0) refs[referent] = 1;
      else if (count === SET_ASIDE) rescue(state, young, object, referent);
    }
    state.referencesFollowed += end - window.start;
    object = next[object] as number;
  }
}

function rescue(state: CollectionState, young: number, by: number, referent: number): void {
  state.lists.move(young, referent);
  state.refs[referent] = 1;
  if (state.onEvent)
    state.onEvent({ type: 'rescued', object: referent as ObjectId, by: by as ObjectId });
}
