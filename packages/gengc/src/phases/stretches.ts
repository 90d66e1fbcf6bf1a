/**
 * The steps of trial deletion over stretches of a list: as many objects as possible, read from the
 * heap's rows. A stretch ends at the list's end, and before an object that needs more care: one
 * whose type must be visited, an immortal one, one to set aside. Each function returns where its
 * stretch ended.
 *
 * Nothing in these loops calls anything but a list's few lines, so that all they read stays in
 * registers, and an object with two cells, the most frequent kind, needs no inner loop.
 */
import type { ObjectId, Rows } from '@memstrata/refcount';
import { type CollectionState, REACHED, SET_ASIDE } from './state.ts';

/** Counts from here on, as unsigned numbers, are those of immortal objects. */
const FIRST_IMMORTAL = 2 ** 30;
/** Even after every reference to it was subtracted. */
const LEAST_IMMORTAL = 2 ** 29;

/** Copies the counts of all objects, candidates or not: when nearly all are, that is fastest. */
export function copyAll(state: CollectionState, rows: Rows): void {
  const { refs } = state;
  const { refcounts } = rows;
  refs.set(refcounts.length > refs.length ? refcounts.subarray(0, refs.length) : refcounts);
}

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
  while (object !== young) {
    const count = refcounts[object] as number;
    if (count >>> 0 >= FIRST_IMMORTAL) break;
    refs[object] = count;
    object = links[object << 1] as number;
  }
  return object as ObjectId;
}

/** Subtracts the references of each object. Ends before one that is immortal or must be visited. */
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
  let visited = 0;
  let followed = 0;
  while (object !== young) {
    const length = shown[types[object] as number] as number;
    if (length < 0 || (refs[object] as number) >>> 0 >= LEAST_IMMORTAL) break;
    visited++;
    followed += length;
    let at = starts[object] as number;
    if (length === 2) {
      const one = cells[at] as number;
      const two = cells[(at + 1) | 0] as number;
      const first = refs[one] as number;
      if (first > 0) refs[one] = first - 1;
      const second = refs[two] as number;
      if (second > 0) refs[two] = second - 1;
    } else
      for (const end = at + length; at < end; at++) {
        const referent = cells[at] as number;
        const count = refs[referent] as number;
        if (count > 0) refs[referent] = count - 1;
      }
    object = links[object << 1] as number;
  }
  state.objectsVisited += visited;
  state.referencesFollowed += followed;
  return object as ObjectId;
}

/**
 * Finds what is reachable, and rescues what it reaches. Ends before an object to set aside, or one
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
    reachable++;
    followed += length;
    let at = starts[object] as number;
    for (const end = at + length; at < end; at++) {
      const referent = cells[at] as number;
      const count = refs[referent] as number;
      if (count > 0) continue;
      if (count === SET_ASIDE) lists.move(young, referent);
      refs[referent] = REACHED;
    }
    object = links[object << 1] as number;
  }
  state.referencesFollowed += followed;
  state.reachable += reachable;
  return object as ObjectId;
}
