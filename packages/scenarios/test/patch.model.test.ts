import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyState, type MachineState, type ObjectRow } from '../src/machine/state.ts';
import { applyPatches, changedKeys, diff } from '../src/patch.ts';

/** A table of objects from their ids and counts: ascending, each id once. */
const table = fc
  .uniqueArray(fc.tuple(fc.nat(30), fc.nat(3)), { selector: ([id]) => id })
  .map((pairs) => pairs.toSorted(([a], [b]) => a - b).map(([id, count]) => row(id, count)));

const row = (object: number, count: number): ObjectRow => ({
  key: `object:${object}`,
  order: object,
  object,
  type: 'Node',
  count,
  slots: [{ slot: 'other', to: count }],
  address: null,
  generation: null,
  builtIn: false,
  watches: null,
  text: null,
  block: null,
  reachable: true,
});

const stateOf = (objects: readonly ObjectRow[]): MachineState => ({ ...emptyState, objects });

test('the patch of two states turns the one into the other', () => {
  fc.assert(
    fc.property(table, table, (before, after) => {
      const patch = diff(stateOf(before), stateOf(after));
      expect(applyPatches(stateOf(before), [patch])).toEqual(stateOf(after));
    }),
    { numRuns: 300 },
  );
});

test('a sequence of patches leads through every state', () => {
  fc.assert(
    fc.property(fc.array(table, { minLength: 1, maxLength: 12 }), (tables) => {
      const states = [emptyState, ...tables.map(stateOf)];
      const patches = states.slice(1).map((state, index) => diff(states[index]!, state));
      expect(applyPatches(emptyState, patches)).toEqual(states.at(-1));
    }),
    { numRuns: 100 },
  );
});

test('names exactly the rows that are new, different or gone', () => {
  const before = stateOf([row(1, 1), row(2, 1), row(3, 1)]);
  const after = stateOf([row(1, 1), row(3, 2), row(4, 1)]);
  expect(changedKeys(diff(before, after)).toSorted()).toEqual(['object:2', 'object:3', 'object:4']);
});

test('equal states have an empty patch', () => {
  const state = stateOf([row(1, 1)]);
  expect(diff(state, stateOf([row(1, 1)]))).toEqual([]);
});

test('many rows at once are put in', () => {
  const rows = Array.from({ length: 20_000 }, (_, id) => row(id, 0));
  const patch = diff(emptyState, stateOf(rows));
  expect(applyPatches(emptyState, [patch]).objects).toHaveLength(20_000);
});
