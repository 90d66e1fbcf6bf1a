import { CollectorCorruption } from './errors.ts';
import { type CollectionState, SET_ASIDE } from './phases/state.ts';
import { GENERATION_0, GENERATION_1, GENERATION_2, PERMANENT } from './tracked-list.ts';

/** Throws at the first broken law of the collector between collections. */
export function checkCollector(state: CollectionState): void {
  const { heap, refs } = state;
  const { links } = state.lists;
  const next = (object: number): number => links[object * 2] as number;
  const prev = (object: number): number => links[object * 2 + 1] as number;
  const seen = new Set<number>();
  for (const head of [GENERATION_0, GENERATION_1, GENERATION_2, PERMANENT])
    for (let object = next(head); object !== head; object = next(object)) {
      if (seen.has(object)) throw new CollectorCorruption(object, 'stands on two lists');
      seen.add(object);
      if (prev(next(object)) !== object || next(prev(object)) !== object)
        throw new CollectorCorruption(object, 'its neighbours do not lead back to it');
      if (refs[object] === SET_ASIDE)
        throw new CollectorCorruption(object, 'is set aside between collections');
      if (heap.refcount(object as never) <= 0)
        throw new CollectorCorruption(object, 'is on a list and has no references');
    }
}
