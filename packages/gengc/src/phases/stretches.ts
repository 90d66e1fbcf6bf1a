/**
 * The steps of trial deletion over stretches of a list: as many objects as possible, read from the
 * heap's rows. A stretch ends at the list's end, and before an object that needs more care: one
 * whose type must be visited, an immortal one, one to set aside. Each function returns where its
 * stretch ended.
 *
 * Where the heap says that a page of 64 rows is regular, neighbours on the list that are neighbours in
 * memory make a run: their type and the place of their cells are looked up once for all of them.
 * Nothing in these loops calls anything but a few lines, so that all they read stays in registers.
 */
import type { ObjectId, Rows } from '@memstrata/refcount';
import type { TrackedLists } from '../tracked-list.ts';
import { type CollectionState, REACHED, SET_ASIDE } from './state.ts';

/** Subtracts the references of each object. Ends before one that is immortal or must be visited. */
export function subtractStretch(
  state: CollectionState,
  rows: Rows,
  first: ObjectId,
  young: number,
): ObjectId {
  const { refs } = state;
  const { links } = state.lists;
  const { types, starts, cells, shown, regular } = rows;
  let object: number = first;
  let visited = 0;
  let followed = 0;
  while (object !== young) {
    const begin = object;
    let length = regular[object >> 6] as number;
    let next = object;
    if (length !== 0) {
      const end = (object | 63) + 1;
      for (; next === object && object !== end && (refs[object] as number) >= 0; object++)
        next = links[object << 1] as number;
    } else {
      length = shown[types[object] as number] as number;
      if (length >= 0 && (refs[object] as number) >= 0) next = links[object++ << 1] as number;
    }
    const run = object - begin;
    if (run === 0) break;
    visited += run;
    let at = starts[begin] as number;
    const stop = at + run * length;
    followed += stop - at;
    for (; at < stop; at++) {
      const referent = cells[at] as number;
      const count = refs[referent] as number;
      if (count > 0) refs[referent] = count - 1;
    }
    object = next;
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
  const { types, starts, cells, shown, regular } = rows;
  let object: number = first;
  let followed = 0;
  let reachable = 0;
  while (object !== young && refs[object] !== 0) {
    const begin = object;
    let length = regular[object >> 6] as number;
    let end = (object | 63) + 1;
    if (length === 0) {
      length = shown[types[object] as number] as number;
      if (length < 0) break;
      end = object + 1;
    }
    let at = starts[object] as number;
    let next: number;
    do {
      if (length === 2) {
        reach(refs, lists, young, cells[at++] as number);
        reach(refs, lists, young, cells[at++] as number);
      } else
        for (const stop = at + length; at < stop; at++)
          reach(refs, lists, young, cells[at] as number);
      next = links[object++ << 1] as number;
    } while (next === object && object !== end && refs[object] !== 0);
    reachable += object - begin;
    followed += (object - begin) * length;
    object = next;
  }
  state.referencesFollowed += followed;
  state.reachable += reachable;
  return object as ObjectId;
}

/** What a reachable object refers to is reachable, and rescued if it was set aside. */
function reach(refs: Int32Array, lists: TrackedLists, young: number, referent: number): void {
  const count = refs[referent] as number;
  if (count > 0) return;
  if (count === SET_ASIDE) lists.move(young, referent);
  refs[referent] = REACHED;
}
