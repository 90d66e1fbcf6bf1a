import { expect, test } from 'vitest';
import { EXACT_GRANULES, LIST_COUNT, ListMap, listOf } from '../../src/tlsf/size-classes.ts';

test('below 64 granules every size has a list of its own', () => {
  for (let granules = 0; granules < EXACT_GRANULES; granules++)
    expect(listOf(granules)).toBe(granules);
});

test('lists ascend with size, without gap, up to 4 GiB', () => {
  let last = listOf(63);
  for (let granules = 64; granules < 2 ** 29; granules += Math.max(1, granules >>> 6)) {
    const list = listOf(granules);
    if (list !== last && list !== last + 1) expect.fail(`${granules}: ${list} after ${last}`);
    last = list;
  }
  expect(listOf(2 ** 29 - 1)).toBeLessThan(LIST_COUNT);
});

test('a list is at most a 32nd wide', () => {
  for (let granules = 64; granules < 2 ** 20; granules += 7) {
    const width = granules / 32;
    expect(listOf(granules + Math.ceil(width))).toBeGreaterThan(listOf(granules));
    granules += granules >>> 4;
  }
});

test('finds the first list that has a chunk, in its row or above', () => {
  const map = new ListMap();
  expect(map.from(0)).toBe(-1);
  for (const list of [5, 31, 32, 700]) map.set(list);
  expect([0, 5, 6, 32, 33, 701].map((list) => map.from(list))).toEqual([5, 5, 31, 32, 700, -1]);
  map.clear(32);
  map.clear(31);
  expect(map.from(6)).toBe(700);
  expect(map.has(31)).toBe(false);
});
