import { expect, test } from 'vitest';
import {
  countingModelOf,
  modelOf,
  readObservations,
  readProgram,
} from '../../src/conform/index.ts';

const program = (ops: unknown[]): unknown => ({ name: 'x', threshold: [1, 1, 1], nids: 4, ops });

test.each([
  [null, 'program'],
  [[], 'program'],
  [{ name: 3 }, 'name'],
  [{ name: 'x', nids: -1 }, 'nids'],
  [{ name: 'x', nids: '4' }, 'nids'],
  [{ name: 'x', nids: 1, threshold: 'abc' }, 'threshold'],
  [{ name: 'x', nids: 1, threshold: [1, 2, -3] }, 'threshold'],
  [program([[7]]), 'ops[0]'],
  [program([['drop', 0], 'drop']), 'ops[1]'],
  [{ name: 'x', nids: 1, threshold: [1, 2] }, 'threshold'],
  [{ name: 'x', nids: 1, threshold: [1, 2, 3], ops: 'new' }, 'ops'],
  [program(['new']), 'ops[0]'],
  [program([['explode']]), 'ops[0]'],
  [program([['toString']]), 'ops[0]'],
  [program([['drop']]), 'ops[0]'],
  [program([['drop', 256]]), 'ops[0][1]'],
  [program([['drop', 1.5]]), 'ops[0][1]'],
  [program([['new', 0, 4, 'o', 0, 0]]), 'ops[0][2]'],
  [program([['new', 0, 0, 'x', 0, 0]]), 'ops[0][3]'],
  [program([['chain', 0, 0, 5]]), 'ops[0]'],
  [program([['collect', 3]]), 'ops[0][1]'],
])('%j is refused, naming the field', (record, field) => {
  expect(() => readProgram(record)).toThrow(
    expect.objectContaining({ code: 'ERR_RECORD_FORMAT', field }),
  );
});

/** What the language of the recorded programs takes: the least and the most of each operand, of ids below 4. */
const LIMITS: readonly (readonly [
  name: string,
  ...operands: (readonly [number, number] | 'kind')[],
])[] = [
  ['new', [0, 255], [0, 3], 'kind', [-1, 5], [0, 255]],
  ['wref', [0, 255], [0, 3], [0, 255], [-1, 5], [0, 255]],
  ['tup', [0, 255], [0, 3], [-1, 255], [-1, 255], [-1, 255]],
  ['list', [0, 255], [0, 3]],
  ['append', [0, 255], [0, 255]],
  ['bind', [0, 255], [0, 255]],
  ['drop', [0, 255]],
  ['set', [0, 255], [0, 3], [0, 255]],
  ['clr', [0, 255], [0, 3]],
  ['load', [0, 255], [0, 255], [0, 3]],
  ['collect', [0, 2]],
  ['threshold', [0, 2 ** 31 - 1], [0, 2 ** 31 - 1], [0, 2 ** 31 - 1]],
  ['debug', [0, 2 ** 31 - 1]],
  ['churn', [0, 2 ** 31 - 1]],
  ['refs', [0, 255]],
  ['tracked', [0, 255]],
  ['finalized', [0, 255]],
  ['deref', [0, 255]],
  ['referrers', [0, 255]],
  ['referents', [0, 255]],
  ['wcount', [0, 255]],
];

test.each(LIMITS)(
  '%s takes the least and the most of each operand, and nothing beyond',
  (name, ...limits) => {
    const edge = (side: 0 | 1) => limits.map((limit) => (limit === 'kind' ? 'o' : limit[side]));
    const given = (operands: readonly unknown[]) => () =>
      readProgram(program([[name, ...operands]]));
    expect(given(edge(0))).not.toThrow();
    expect(given(edge(1))).not.toThrow();
    expect(given(edge(0).slice(1))).toThrow(expect.objectContaining({ code: 'ERR_RECORD_FORMAT' }));
    for (const [at, limit] of limits.entries()) {
      const [low, high] = typeof limit === 'string' ? ['x', 'off'] : [limit[0] - 1, limit[1] + 1];
      for (const outside of [low, high, 'o1', null, 0.5])
        expect(given(edge(0).with(at, outside as number))).toThrow(
          expect.objectContaining({ field: `ops[0][${at + 1}]` }),
        );
    }
  },
);

test.each([
  'enable',
  'disable',
  'freeze',
  'unfreeze',
  'members',
  'garbage',
  'clear_garbage',
  'nop',
  'frozen',
])('%s takes no operand', (name) => {
  expect(readProgram(program([[name]])).ops).toEqual([[name]]);
});

test('a chain has all its ids below nids', () => {
  expect(readProgram(program([['chain', 255, 1, 3]])).ops).toHaveLength(1);
  expect(() => readProgram(program([['chain', 255, 1, 4]]))).toThrow(
    expect.objectContaining({ field: 'ops[0]' }),
  );
});

test.each([
  [7, 'observations'],
  [{ name: 3 }, 'name'],
  [{ name: 'x', versions: '3.8.18', obs: [] }, 'versions'],
  [{ name: 'x', versions: [], obs: [], base: { '3.6.15': 0.5 }, frozen: {} }, 'base.3.6.15'],
  [{ name: 'x', versions: [], obs: [], base: { '3.6.15': 0 }, frozen: null }, 'frozen'],
  [{ name: 'x', versions: [], obs: [], base: {}, frozen: { '3.6.15': '1' } }, 'frozen.3.6.15'],
  [{ name: 'x', versions: [3], obs: [] }, 'versions'],
  [{ name: 'x', versions: ['3.8.18'], obs: [1] }, 'obs'],
  [{ name: 'x', versions: [], obs: [], base: 3, frozen: {} }, 'base'],
  [{ name: 'x', versions: [], obs: [], base: { '3.6.15': -1 }, frozen: {} }, 'base.3.6.15'],
])('observations %j are refused, naming the field', (record, field) => {
  expect(() => readObservations(record)).toThrow(
    expect.objectContaining({ code: 'ERR_RECORD_FORMAT', field }),
  );
});

test.each([
  ['3.6.15', '3.6'],
  ['3.15.0rc1', '3.15'],
  ['3.14.2', null],
  ['3.14.4', null],
  ['3.14.5', '3.14.5'],
  ['3.14.10', '3.14.5'],
  ['13.14.2', null],
  ['2.7.18', null],
  ['3.1', null],
])('interpreter %s is modelled as %s', (interpreter, model) => {
  expect(modelOf(interpreter)).toBe(model);
});

test.each([
  ['3.13.0', '3.13'],
  ['3.14.0', '3.14.5'],
  ['3.14.10', '3.14.5'],
  ['3.14.x', null],
  ['13.14.2', null],
  ['2.7.18', null],
])('interpreter %s counts as %s', (interpreter, model) => {
  expect(countingModelOf(interpreter)).toBe(model);
});
