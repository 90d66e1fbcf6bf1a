import { expect, test } from 'vitest';
import { listType, ObjectHeap, pythonVersions, tupleType } from '../src/index.ts';

test.each(pythonVersions)(
  'clearing the free lists of %s frees every object they keep',
  (python) => {
    const heap = new ObjectHeap({ python });
    const dead = [tupleType, tupleType, listType, listType, listType].map((type, index) =>
      heap.create(type, type === tupleType ? index + 1 : 0),
    );
    for (const object of dead) heap.decref(object);
    const { freeLists } = heap;
    expect([1, 2].map((length) => freeLists.kept('tuple', length))).toEqual([1, 1]);
    expect(freeLists.kept('list')).toBe(3);
    expect(heap.clearFreeLists()).toBe(5);
    expect([freeLists.kept('tuple', 1), freeLists.kept('list')]).toEqual([0, 0]);
    expect(freeLists.take('list', 0)).toBe(false);
    expect(heap.clearFreeLists()).toBe(0);
  },
);

test.each(pythonVersions)(
  'filled, the lists of %s keep what was asked for, up to their limits',
  (python) => {
    const heap = new ObjectHeap({ python });
    const { freeLists, profile } = heap;
    freeLists.keep('list', 0);
    freeLists.keep('list', 0);
    freeLists.fill(1);
    const { list, dict, method, tuple } = profile.freeLists;
    expect(freeLists.kept('list')).toBe(2);
    expect(freeLists.kept('dict')).toBe(Math.min(1, dict.limit));
    expect(freeLists.kept('method')).toBe(Math.min(1, method.limit));
    const lengths = Array.from({ length: tuple.longest + 2 }, (_, length) => length);
    expect(lengths.map((length) => freeLists.kept('tuple', length))).toEqual(
      lengths.map((length) => (length === 0 || length > tuple.longest ? 0 : 1)),
    );
    freeLists.fill(1_000_000);
    expect(freeLists.kept('list')).toBe(list.limit);
    expect(freeLists.keep('list', 0)).toBe(false);
  },
);

test('a list gives back one object for each it kept', () => {
  const { freeLists } = new ObjectHeap({ python: '3.12' });
  expect(freeLists.keep('tuple', 3)).toBe(true);
  expect(freeLists.take('tuple', 2)).toBe(false);
  expect([freeLists.take('tuple', 3), freeLists.take('tuple', 3)]).toEqual([true, false]);
});
