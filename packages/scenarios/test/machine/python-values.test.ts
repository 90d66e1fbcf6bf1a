import { pythonVersions } from '@memstrata/refcount';
import { describe, expect, test } from 'vitest';
import { layers, Machine, type PythonOptions, python, type Step } from '../../src/index.ts';

/** What the steps answer, in order. */
function answers(steps: readonly Step[], options: PythonOptions = {}): unknown[] {
  const machine = new Machine({ python: { places: false, ...options } }, layers);
  return steps
    .flatMap((step) => machine.performParts(step))
    .flatMap(({ observation }) => (observation ? [observation.value] : []));
}

const node = python.class('Node', ['other']);
const a = python.new('a', 'Node');

describe('a name that a finalizer saves', () => {
  const steps = [python.classWithFinalizer('Node', [], 'saved'), python.newLabelled('a', 'Node')];

  test('stands for None before, and asking its count is a fault', () => {
    const machine = new Machine({ python: { places: false } }, layers);
    for (const step of steps) machine.perform(step);
    const { fault } = machine.perform(python.count('saved'));
    expect(fault).toMatchObject({ name: 'NameIsNone', details: { variable: 'saved' } });
  });

  test('holds the object afterwards, whose finalizer never runs again', () => {
    const twice = [python.delete('a'), python.count('saved'), python.delete('saved')];
    expect(answers([...steps, ...twice, python.told()])).toEqual([1, 'a']);
  });
});

test.each(pythonVersions)(
  'in %s the integers that exist once end where the rule says',
  (version) => {
    const limit = version === '3.15' ? 1024 : 256;
    const same = (value: number): Step[] => [
      python.int('x', value),
      python.int('y', value),
      python.same('x', 'y'),
    ];
    const steps = [limit, limit + 1, -5, -6].flatMap(same);
    expect(answers(steps, { version })).toEqual([true, false, true, false]);
  },
);

test('a loop tells one sum instead of its turns', () => {
  const machine = new Machine({ python: { places: false } }, layers);
  machine.perform(node);
  const { events } = machine.perform(python.repeat(10, [a]));
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({ type: 'repeated', times: 10, created: 10, deallocated: 9 });
});

test('each statement of a loop is counted by itself', () => {
  const machine = new Machine({ python: { places: false, ledger: true } }, layers);
  machine.perform(node);
  const { state } = machine.perform(python.repeat(10, [a]));
  const amounts = new Map(state.work.map(({ work, amount }) => [work, amount]));
  expect(amounts.get('deallocated')).toBe(9);
  expect(amounts.get('longest')).toBe(1);
});

test('a collection by phase is one moment a phase, and answers with the last', () => {
  const machine = new Machine({ python: { places: false } }, layers);
  for (const step of [node, a, python.set('a', 'other', 'a'), python.delete('a')])
    machine.perform(step);
  const moments = machine.performParts(python.collectByPhase());
  expect(moments.map(({ phase }) => phase)).toEqual([
    'copy',
    'subtract',
    'separate',
    'clear',
    'finish',
  ]);
  expect(moments.map(({ state }) => state.candidates[0])).toMatchObject([
    { refcount: 1, external: 1, verdict: 'counted' },
    { external: 0, verdict: 'counted' },
    { verdict: 'set-aside' },
    { verdict: 'deallocated' },
    { verdict: 'deallocated' },
  ]);
  expect(moments.map(({ observation }) => observation?.value)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    1,
  ]);
});

test('only versions that list generations answer which one lists an object', () => {
  const steps = [
    node,
    a,
    python.generation('a'),
    python.collectGeneration(0),
    python.generation('a'),
  ];
  expect(answers(steps, { version: '3.7' })).toEqual([0]);
  expect(answers(steps, { version: '3.8' })).toEqual([0, 0, 1]);
});

test('the temporaries of a call follow the version', () => {
  const steps = [node, a, python.refcount('a', 'module'), python.refcount('a', 'function')];
  const asked = pythonVersions.map((version) => answers(steps, { version }));
  expect(asked).toEqual([
    ...Array.from({ length: 5 }, () => [2, 4]),
    ...Array.from({ length: 3 }, () => [2, 3]),
    [2, 2],
    [2, 2],
  ]);
});
