import { describe, expect, test } from 'vitest';
import { type MachineState, memory, python, replay, type Step } from '../../../src/index.ts';
import { library } from '../../../src/library/index.ts';

type WayRow = MachineState['ways'][number];

/** The row of each way behind a program. */
function waysOf(...program: readonly Step[]): Readonly<Record<WayRow['way'], WayRow>> {
  const moments = replay({ machine: { python: { ways: true, places: false } }, program });
  const { ways } = moments.at(moments.length - 1).state;
  return Object.fromEntries(ways.map((row) => [row.way, row])) as Record<WayRow['way'], WayRow>;
}

const node = python.class('Node', ['other']);
const each = <K extends keyof WayRow>(
  ways: Readonly<Record<string, WayRow>>,
  field: K,
): readonly unknown[] => Object.values(ways).map((row) => row[field]);

describe('by hand, by counts, by marks, and as CPython does', () => {
  test('an overwritten name leaks for hands alone, and waits for a sweep', () => {
    const steps = [node, python.new('a', 'Node'), python.new('a', 'Node')];
    expect(each(waysOf(...steps), 'garbage')).toEqual([1, 0, 1, 0]);
    expect(each(waysOf(...steps, python.collect()), 'garbage')).toEqual([1, 0, 0, 0]);
  });

  test('the del of a second name is a second free for hands alone', () => {
    const steps = [node, python.new('a', 'Node'), python.assign('b', 'a'), python.delete('a')];
    expect(each(waysOf(...steps), 'inUse')).toEqual([0, 1, 1, 1]);
    const ways = waysOf(...steps, python.delete('b'));
    expect(each(ways, 'misuses')).toEqual([1, 0, 0, 0]);
    expect(each(ways, 'inUse')).toEqual([0, 0, 1, 0]);
  });

  test('a store into what was freed is misuse', () => {
    const steps = [
      node,
      python.new('a', 'Node'),
      python.assign('b', 'a'),
      python.delete('a'),
      python.set('b', 'other', null),
    ];
    expect(each(waysOf(...steps), 'misuses')).toEqual([1, 0, 0, 0]);
  });

  test('a ring stays for counts alone', () => {
    const ring = [
      node,
      python.new('a', 'Node'),
      python.set('a', 'other', 'a'),
      python.delete('a'),
      python.collect(),
    ];
    expect(each(waysOf(...ring), 'garbage')).toEqual([0, 1, 0, 0]);
  });

  test('what is reached through others is no garbage', () => {
    const steps = [
      node,
      python.new('a', 'Node'),
      python.new('b', 'Node'),
      python.set('a', 'other', 'b'),
      python.assign('b', 'a'),
      python.collect(),
    ];
    expect(each(waysOf(...steps), 'garbage')).toEqual([0, 0, 0, 0]);
    expect(each(waysOf(...steps), 'inUse')).toEqual([2, 2, 2, 2]);
  });

  test('marks cost nothing before a collection, and then grow with the living', () => {
    const living = (count: number): readonly Step[] => [
      node,
      python.new('chain', 'Node'),
      python.repeat(count - 1, [
        python.new('x', 'Node'),
        python.set('x', 'other', 'chain'),
        python.assign('chain', 'x'),
      ]),
    ];
    expect(waysOf(...living(50))['mark-sweep'].longest).toBe(0);
    const [few, many] = [50, 500].map((count) => waysOf(...living(count), python.collect()));
    // Each object is marked and swept over, and each reference followed.
    expect(few?.['mark-sweep'].longest).toBe(50 + 50 + 49);
    expect(many?.['mark-sweep'].longest).toBe(500 + 500 + 499);
    expect(few?.counting.longest).toBe(many?.counting.longest);
  });

  test('CPython pays for its counts and for its collections', () => {
    const { counting, cpython } = waysOf(
      node,
      python.new('a', 'Node'),
      python.assign('b', 'a'),
      python.collect(),
    );
    expect(cpython.references).toBeGreaterThanOrEqual(counting.references);
    expect(cpython.objects).toBeGreaterThan(counting.objects);
  });

  test('agree with the machine on what CPython keeps', () => {
    const moments = replay(library['one-program-four-ways']);
    for (const { state } of moments) {
      const nodes = state.objects.filter(({ type }) => type === 'Node').length;
      if (state.ways.length > 0) expect(state.ways.at(-1)?.inUse).toBe(nodes);
    }
  });

  test('follow no step that makes other things', () => {
    expect(() => waysOf(node, python.list('a', []))).toThrow('machine.python.ways: list');
    expect(() => waysOf(memory.malloc('a', 24))).toThrow('machine.python.ways: malloc');
  });
});

test('the scenario tells the numbers of its table', () => {
  const moments = replay(library['one-program-four-ways']);
  const { ways } = moments.at(moments.length - 1).state;
  const { answer } = library['one-program-four-ways'];
  const told = [
    ways[0]?.objects,
    ways[1]?.longest,
    ways[1]?.references,
    ways[2]?.longest,
    ways[3]?.longest,
  ];
  for (const text of [answer.en, answer.zh]) expect(text.match(/\d+/g)?.map(Number)).toEqual(told);
  expect(ways.map(({ garbage, misuses }) => [garbage, misuses])).toEqual([
    [1, 1],
    [2, 0],
    [0, 0],
    [0, 0],
  ]);
});
