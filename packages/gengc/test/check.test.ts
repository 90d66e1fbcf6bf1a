import { instanceType, ObjectHeap, type ObjectId } from '@memstrata/refcount';
import { describe, expect, test } from 'vitest';
import { checkCollector } from '../src/check.ts';
import { CollectorCorruption } from '../src/index.ts';
import { CollectionState, SET_ASIDE } from '../src/phases/state.ts';
import { collectorProfiles } from '../src/profiles.ts';
import { GENERATION_0, GENERATION_1, GENERATION_2, PERMANENT } from '../src/tracked-list.ts';

const Node = instanceType('Node', 1);

/** Two objects on each list, with the state that keeps them. */
function sound(): { state: CollectionState; objects: ObjectId[] } {
  const heap = new ObjectHeap();
  const state = new CollectionState(heap, collectorProfiles['3.13'], 64, null);
  const heads = [GENERATION_0, GENERATION_1, GENERATION_2, PERMANENT];
  const objects = [...heads, ...heads].map((head) => {
    const object = heap.create(Node);
    state.lists.append(head, object);
    return object;
  });
  return { state, objects };
}

const broken = (act: (state: CollectionState, objects: ObjectId[]) => number): void => {
  const { state, objects } = sound();
  const object = act(state, objects);
  expect(() => checkCollector(state)).toThrow(CollectorCorruption);
  expect(() => checkCollector(state)).toThrow(expect.objectContaining({ object }));
};

describe('a check', () => {
  test('finds nothing where every law holds', () => {
    expect(() => checkCollector(sound().state)).not.toThrow();
  });

  test.each([0, 1, 2, 3])('finds an object of list %i set aside', (list) => {
    broken(({ refs }, objects) => {
      const object = objects[list] as ObjectId;
      refs[object] = SET_ASIDE;
      return object;
    });
  });

  test.each([0, 1, 2, 3])('finds an object of list %i that is dead', (list) => {
    broken(({ heap }, objects) => {
      const object = objects[list] as ObjectId;
      heap.decref(object);
      return object;
    });
  });

  test('finds an object that does not lead back to the one before', () => {
    broken(({ lists }, objects) => {
      const second = objects[4] as ObjectId;
      lists.links[second * 2 + 1] = GENERATION_0;
      return objects[0] as ObjectId;
    });
  });

  test('finds an object whose predecessor does not lead to it', () => {
    broken(({ lists }, [first, other]) => {
      lists.links[(first as ObjectId) * 2 + 1] = other as ObjectId;
      lists.links[GENERATION_0 * 2] = first as ObjectId;
      return first as ObjectId;
    });
  });

  test('finds an object on two lists', () => {
    broken(({ lists }, [first, other]) => {
      lists.links[GENERATION_1 * 2] = first as ObjectId;
      lists.links[GENERATION_1 * 2 + 1] = other as ObjectId;
      return first as ObjectId;
    });
  });
});
