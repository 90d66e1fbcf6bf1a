/** Each law was held against valgrind 3.19: what memcheck says of the same program in C. */
import { describe, expect, test } from 'vitest';
import { confirm } from '../../../src/confirm.ts';
import {
  type MachineOptions,
  type Moment,
  memory,
  process,
  replay,
  type Step,
} from '../../../src/index.ts';

const machines: readonly MachineOptions[] = [{}, { heap: { policy: 'glibc' } }];

const opening: readonly Step[] = [
  process.exec({
    variables: ['a', 'b', 'c'].map((name) => ({ name, type: 'pointer' })),
    functions: [{ name: 'main', variables: [{ name: 'own', type: 'pointer' }] }],
  }),
  process.call('main'),
];

const perform = (machine: MachineOptions, program: readonly Step[]): readonly Moment[] => [
  ...replay({ machine, program: [...opening, ...program] }),
];

/** Size and kind of each block in use at the end. */
const kindsOf = (machine: MachineOptions, ...program: Step[]): readonly string[] =>
  perform(machine, [...program, process.checkLeaks()]).flatMap(({ events }) =>
    events.flatMap((each) =>
      each.type === 'leak-classified' ? [`${each.bytes} ${each.kind}`] : [],
    ),
  );

describe.each(machines)('memcheck, on the heap of %o', (machine) => {
  test('hands no freed block out again: what led to it leads to no later one', () => {
    const reused = [memory.free('a'), memory.malloc('c', 64), memory.forget('c')];
    expect(kindsOf(machine, memory.malloc('a', 64), ...reused)).toEqual(['64 definitely lost']);
    const inside = [memory.malloc('a', 64), process.add('b', ['a', 8])];
    expect(kindsOf(machine, ...inside, ...reused)).toEqual(['64 definitely lost']);
  });

  test('takes no word for a pointer that an earlier block has left', () => {
    const kinds = kindsOf(
      machine,
      memory.malloc('a', 64),
      memory.malloc('b', 100),
      process.storePointer('a', 32, 'b'),
      memory.free('a'),
      memory.malloc('c', 64),
      memory.forget('b'),
    );
    expect(kinds.toSorted()).toEqual(['100 definitely lost', '64 still reachable']);
  });

  test('looks through mappings and variables that were pointed at, as long as they are there', () => {
    const put = [memory.malloc('a', 64), process.storePointer('b', 8, 'a'), memory.forget('a')];
    const mapped = [process.mmap('b', 8192), ...put];
    expect(kindsOf(machine, ...mapped)).toEqual(['64 still reachable']);
    expect(kindsOf(machine, ...mapped, process.munmap('b', 8192))).toEqual(['64 definitely lost']);
    const pointed = [process.point('b', 'c'), memory.malloc('a', 64)];
    const through = [process.storePointer('b', 0, 'a'), memory.forget('a')];
    expect(kindsOf(machine, ...pointed, ...through)).toEqual(['64 still reachable']);
  });

  test('finds a place once, whatever words the program has for it', () => {
    const kinds = kindsOf(
      machine,
      memory.malloc('a', 64),
      process.storePointer('a', 32, 'a'),
      process.add('b', ['a', 8]),
      process.storePointer('b', 24, 'b'),
      memory.forget('a'),
      memory.forget('b'),
    );
    expect(kinds).toEqual(['64 definitely lost']);
  });

  test('is given a program that ends where the model looks, with what main holds', () => {
    const program = [
      ...opening,
      memory.malloc('own', 24),
      process.checkLeaks(),
      memory.free('own'),
      memory.malloc('own', 40),
      process.checkLeaks(),
      process.return(),
    ];
    const run = confirm({ id: 'p', machine, program }).find(({ tool }) => tool === 'valgrind');
    expect(run?.source).toMatch(/at the end \*\/\n\s+exit\(0\);/);
    expect(run?.source).not.toContain('return;');
    expect(run?.expected.filter(({ value }) => value !== 0)).toEqual([
      { name: 'still reachable bytes', value: 40 },
      { name: 'still reachable blocks', value: 1 },
    ]);
  });
});

test('a word behind a mapped block is no word of it when the block is freed', () => {
  const kinds = kindsOf(
    { heap: { policy: 'glibc' } },
    memory.malloc('a', 64),
    process.mmap('b', 135_168),
    process.storePointer('b', 8, 'a'),
    memory.forget('a'),
    memory.malloc('c', 300_000),
    memory.free('c'),
  );
  expect(kinds).toEqual(['64 still reachable']);
});

test('the same words may lead to several places, and each keeps its block', () => {
  const moments = perform({}, [
    memory.malloc('a', 64),
    memory.malloc('b', 24),
    process.storePointer('a', 0, 'b'),
    process.add('c', ['a']),
    memory.malloc('a', 64),
    memory.malloc('b', 40),
    process.storePointer('a', 0, 'b'),
    memory.forget('b'),
  ]);
  expect(moments.at(-1)?.state.chunks.filter(({ leaked }) => leaked)).toEqual([]);
});
