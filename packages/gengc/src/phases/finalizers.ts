/** Finalizers run, each once in its object's life, all before the first clear (`finalize_garbage`, PEP 442). */
import { SEEN, UNREACHABLE } from '../tracked-list.ts';
import type { CollectionState } from './state.ts';

/** Postcondition: every finalizer of the garbage has run. */
export function runFinalizers(state: CollectionState): void {
  const { heap, lists } = state;
  const { finalization } = heap;
  if (!finalization?.needed) return;
  while (!lists.isEmpty(UNREACHABLE)) {
    const object = lists.first(UNREACHABLE);
    lists.move(SEEN, object);
    if (!finalization.isDue(object)) continue;
    heap.incref(object);
    if (state.onEvent) state.onEvent({ type: 'finalized', object });
    state.call(() => finalization.finalize(object));
    state.call(() => heap.decref(object));
  }
  lists.merge(SEEN, UNREACHABLE);
}
