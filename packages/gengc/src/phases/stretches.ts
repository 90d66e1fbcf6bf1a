/**
 * The steps of trial deletion over stretches of a list: as many objects as possible, read from the
 * heap's rows. A stretch ends at the list's end, and before an object that needs more care: one
 * whose type must be visited, an immortal one, one to set aside. Each function returns where its
 * stretch ended; nothing in its loop calls anything, so that all it reads stays in registers.
 */
import type { ObjectId, Rows } from '@memstrata/refcount';
import { type CollectionState, REACHABLE, SET_ASIDE } from './state.ts';

/** Counts from here on, as unsigned numbers, are those of immortal objects. */
const FIRST_IMMORTAL = 2 ** 30;

/** Copies counts. Ends before an immortal object. */
export function copyStretch(
  state: CollectionState,
  rows: Rows,
  first: ObjectId,
  young: number,
): ObjectId {
  const { refs } = state;
  const { links } = state.lists;
  const { refcounts } = rows;
  let object: number = first;
  let visited = 0;
  while (object !== young) {
    const count = refcounts[object] as number;
    if (count >>> 0 >= FIRST_IMMORTAL) break;
    refs[object] = count;
    visited++;
    object = links[object * 2] as number;
  }
  state.objectsVisited += visited;
  return object as ObjectId;
}

/** Subtracts the references of each object. Ends before one whose type must be visited. */
export function subtractStretch(
  state: CollectionState,
  rows: Rows,
  first: ObjectId,
  young: number,
): ObjectId {
  const { refs } = state;
  const { links } = state.lists;
  const { types, starts, cells, shown } = rows;
  let object: number = first;
  let followed = 0;
  while (object !== young) {
    const length = shown[types[object] as number] as number;
    if (length < 0) break;
    followed += length;
    let at = starts[object] as number;
    const end = at + length;
    for (; at < end; at++) {
      const referent = cells[at] as number;
      const count = refs[referent] as number;
      if (count > 0) refs[referent] = count - 1;
    }
    object = links[object * 2] as number;
  }
  state.referencesFollowed += followed;
  return object as ObjectId;
}

/**
 * Marks what is reachable, and rescues what it reaches. Ends before an object to set aside, or one
 * whose type must be visited.
 */
export function separateStretch(
  state: CollectionState,
  rows: Rows,
  first: ObjectId,
  young: number,
): ObjectId {
  const { refs, lists } = state;
  const { links } = lists;
  const { types, starts, cells, shown } = rows;
  let object: number = first;
  let followed = 0;
  let reachable = 0;
  while (object !== young && refs[object] !== 0) {
    const length = shown[types[object] as number] as number;
    if (length < 0) break;
    refs[object] = REACHABLE;
    reachable++;
    followed += length;
    let at = starts[object] as number;
    const end = at + length;
    for (; at < end; at++) {
      const referent = cells[at] as number;
      const count = refs[referent] as number;
      if (count > 0 || count === REACHABLE) continue;
      if (count === SET_ASIDE) lists.move(young, referent);
      refs[referent] = 1;
    }
    object = links[object * 2] as number;
  }
  state.referencesFollowed += followed;
  state.reachable += reachable;
  return object as ObjectId;
}
