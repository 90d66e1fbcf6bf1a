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

test.each([
  [7, 'observations'],
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
  ['2.7.18', null],
  ['3.1', null],
])('interpreter %s is modelled as %s', (interpreter, model) => {
  expect(modelOf(interpreter)).toBe(model);
});

test.each([
  ['3.13.0', '3.13'],
  ['3.14.0', '3.14.5'],
  ['3.14.10', '3.14.5'],
  ['2.7.18', null],
])('interpreter %s counts as %s', (interpreter, model) => {
  expect(countingModelOf(interpreter)).toBe(model);
});
