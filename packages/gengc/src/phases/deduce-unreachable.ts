/**
 * Trial deletion: which candidates are reachable from outside of the candidates?
 *
 * After {@link copyCounts} refs is every candidate's refcount. After {@link subtractReferences}
 * it is the number of references from outside. After `separate` `young` holds what is reachable
 * from outside, in the order of discovery, and `aside` the rest.
 *
 * Each step takes one object after the other, over any heap, and tells what it does. Where nobody
 * listens and the heap shows its rows, `stretches.ts` takes all the plain objects in between.
 *
 * CPython: `update_refs`, `subtract_refs`, `move_unreachable`.
 */
import type { ObjectId } from '@memstrata/refcount';
import { GENERATION_2, PERMANENT } from '../tracked-list.ts';
import { type CollectionState, REACHED, SET_ASIDE } from './state.ts';
import { separateStretch, subtractStretch } from './stretches.ts';

/** How many candidates are reachable, and how many were set aside. */
export interface Division {
  readonly reachable: number;
  readonly aside: number;
}

/** All three steps; `aside` receives what is not reachable. */
export function deduceUnreachable(state: CollectionState, young: number, aside: number): Division {
  copyCounts(state, young);
  const candidates = subtractReferences(state, young);
  const reachable = separate(state, young, aside);
  return { reachable, aside: candidates - reachable };
}

/**
 * Postcondition: refs of each candidate is its refcount. Immortal candidates are permanent, or
 * will be when the next step meets them.
 */
export function copyCounts(state: CollectionState, young: number): void {
  const rows = state.openRows();
  const { lists, refs, onEvent } = state;
  if (rows && young === GENERATION_2) {
    refs.set(rows.refcounts); // all, candidates or not: nearly all are
    return;
  }
  if (onEvent) refs.fill(0); // nothing is told of references to what is no candidate
  for (let object = lists.first(young); object !== young; ) {
    const after = lists.after(object);
    let refcount = rows ? (rows.refcounts[object] as number) : -1;
    if (refcount >= 0 || !retires(state, object)) {
      if (refcount < 0) refcount = state.heap.refcount(object);
      refs[object] = refcount;
      if (onEvent) onEvent({ type: 'count-copied', object, refcount });
    }
    object = after;
  }
}

/** An immortal candidate moves to the permanent generation, from 3.12 on. */
function retires(state: CollectionState, object: ObjectId): boolean {
  if (!state.profile.immortalsLeave || !state.heap.isImmortal?.(object)) return false;
  state.lists.move(PERMANENT, object);
  return true;
}

/**
 * Postcondition: refs of each candidate is the number of references from outside. How many
 * candidates there are.
 */
export function subtractReferences(state: CollectionState, young: number): number {
  const { lists, rows, window } = state;
  const before = state.objectsVisited;
  for (let object = lists.first(young); object !== young; ) {
    if (rows) object = subtractStretch(state, rows, object, young);
    if (object === young) break;
    const after = lists.after(object);
    if (!retires(state, object)) {
      state.objectsVisited++;
      state.visit(object);
      for (let at = window.start; at < window.end; at++)
        subtract(state, object, window.ids[at] as ObjectId);
    }
    object = after;
  }
  return state.objectsVisited - before;
}

function subtract(state: CollectionState, referrer: ObjectId, referent: ObjectId): void {
  const { refs, onEvent } = state;
  const count = refs[referent] as number;
  if (count <= 0) return;
  refs[referent] = count - 1;
  if (onEvent)
    onEvent({ type: 'reference-subtracted', referrer, referent, externalRefs: count - 1 });
}

/**
 * Postcondition: `young` holds the reachable, their refs not 0; `aside` the others, SET_ASIDE. How
 * many are reachable.
 *
 * ```text
 *   young:  [reachable, visited][not looked at yet …][rescued …]      the walk goes left to right
 *   aside:  [set aside …]                                            in the order of the walk
 * ```
 *
 * Invariant: no object left of the walk refers to one that is set aside.
 */
function separate(state: CollectionState, young: number, aside: number): number {
  const { lists, refs, rows, window, onEvent } = state;
  const before = state.reachable;
  for (let object = lists.first(young); object !== young; ) {
    if (rows) object = separateStretch(state, rows, object, young);
    if (object === young) break;
    if (refs[object] === 0) {
      object = setStretchAside(state, young, aside, object);
      continue;
    }
    state.reachable++;
    if (onEvent) onEvent({ type: 'found-reachable', object });
    state.visit(object);
    for (let at = window.start; at < window.end; at++) {
      const referent = window.ids[at] as ObjectId;
      const count = refs[referent] as number;
      if (count === 0) refs[referent] = REACHED;
      else if (count === SET_ASIDE) rescue(state, young, object, referent);
    }
    object = lists.after(object);
  }
  return state.reachable - before;
}

/**
 * Sets aside an object without references from outside, and with it those that follow and have
 * none either: nothing is visited between them, so they go in one piece. What follows them.
 */
function setStretchAside(
  state: CollectionState,
  young: number,
  aside: number,
  first: ObjectId,
): ObjectId {
  const { lists, refs, onEvent } = state;
  const { links } = lists;
  let last = first;
  let object = first;
  do {
    refs[object] = SET_ASIDE;
    if (onEvent) onEvent({ type: 'set-aside', object });
    last = object;
    object = links[object << 1] as ObjectId;
  } while (object !== young && refs[object] === 0);
  lists.moveStretch(aside, first, last);
  return object;
}

function rescue(state: CollectionState, young: number, by: ObjectId, referent: ObjectId): void {
  state.lists.move(young, referent);
  state.refs[referent] = REACHED;
  if (state.onEvent) state.onEvent({ type: 'rescued', object: referent, by });
}
