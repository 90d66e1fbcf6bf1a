/**
 * Weak references to garbage are cleared and their callbacks called (`handle_weakrefs`).
 *
 * A callback may do anything, so none runs before every weak reference that could show garbage to
 * it is cleared, and none belongs to a weak reference that is garbage itself.
 */
import type { ObjectId } from '@memstrata/refcount';
import type { WeakReferenceTable } from '../collectable-heap.ts';
import { CALLBACKS, UNREACHABLE } from '../tracked-list.ts';
import { type CollectionState, SET_ASIDE } from './state.ts';

/**
 * Postcondition: the weak references this version clears now are cleared, and every callback that
 * was due has returned. The number of weak references that died by their own callback.
 */
export function handleWeakReferences(state: CollectionState, old: number): number {
  const { weakReferences } = state.heap;
  if (!weakReferences || weakReferences.size === 0) return 0;
  for (const object of state.lists.objects(UNREACHABLE)) {
    if (
      !state.profile.plainWeakReferencesLast &&
      state.profile.clearsGarbageWeakReferences &&
      weakReferences.isWeakReference(object)
    )
      weakReferences.detach(object);
    queueCallbacks(state, weakReferences, object);
  }
  return callBack(state, weakReferences, old);
}

function queueCallbacks(
  state: CollectionState,
  weakReferences: WeakReferenceTable,
  object: ObjectId,
): void {
  if (weakReferences.first(object) === 0) return;
  for (const weakReference of weakReferences.of(object)) {
    const calls = weakReferences.hasCallback(weakReference);
    if (!calls && state.profile.plainWeakReferencesLast) continue;
    clear(state, weakReferences, weakReference, object);
    if (!calls || state.refs[weakReference] === SET_ASIDE) continue;
    state.heap.incref(weakReference);
    state.lists.move(CALLBACKS, weakReference);
  }
}

function clear(
  state: CollectionState,
  weakReferences: WeakReferenceTable,
  weakReference: ObjectId,
  referent: ObjectId,
): void {
  weakReferences.detach(weakReference);
  if (state.onEvent) state.onEvent({ type: 'weak-reference-cleared', weakReference, referent });
}

function callBack(state: CollectionState, weakReferences: WeakReferenceTable, old: number): number {
  const { heap, lists } = state;
  let died = 0;
  while (!lists.isEmpty(CALLBACKS)) {
    const weakReference = lists.first(CALLBACKS);
    if (state.onEvent) state.onEvent({ type: 'called-back', weakReference });
    state.call(() => weakReferences.callBack(weakReference));
    state.call(() => heap.decref(weakReference));
    if (lists.first(CALLBACKS) === weakReference) lists.move(old, weakReference);
    else died++;
  }
  return died;
}

/** 3.15: what stays unreachable loses its plain weak references after the finalizers. */
export function clearPlainWeakReferences(state: CollectionState): void {
  const { weakReferences } = state.heap;
  if (!state.profile.plainWeakReferencesLast || !weakReferences?.size) return;
  for (const object of state.lists.objects(UNREACHABLE)) {
    if (weakReferences.isWeakReference(object)) weakReferences.detach(object);
    if (weakReferences.first(object) === 0) continue;
    for (const weakReference of weakReferences.of(object))
      clear(state, weakReferences, weakReference, object);
  }
}
