import { describe, expect, test } from 'vitest';
import {
  ask,
  layers,
  Machine,
  MachineError,
  type MachineOptions,
  type Moment,
  memory,
  process,
  replay,
  type Step,
  scenario,
  validateProgram,
} from '../../../src/index.ts';

const glibc: MachineOptions = { heap: { policy: 'glibc' } };

const pointers = (...names: readonly string[]): readonly Step[] => [
  process.exec({
    variables: names.map((name) => ({ name, type: 'pointer' })),
    functions: [{ name: 'main', result: 'int' }],
  }),
  process.call('main'),
];

function perform(program: readonly Step[], machine = glibc): readonly Moment[] {
  validateProgram(program);
  return [...replay({ machine, program })];
}

const answers = (moments: readonly Moment[]): readonly unknown[] =>
  moments.flatMap(({ observation }) => (observation ? [observation.value] : []));

describe('a block of glibc in a process', () => {
  test('is mapped from a chunk of 128 KiB on', () => {
    const moments = perform([
      ...pointers('a', 'b'),
      memory.malloc('a', 131_048),
      memory.malloc('b', 131_049),
      ask.targetSegment('a'),
      ask.targetSegment('b'),
    ]);
    expect(answers(moments)).toEqual(['heap', 'mmap']);
  });

  test('is told with what the program may use, which in a mapping is a word less', () => {
    const usable = perform([...pointers('a', 'b'), memory.malloc('a', 24), memory.malloc('b', 2e5)])
      .flatMap(({ events }) => events)
      .flatMap((event) => (event.type === 'allocated' ? [event.usable] : []));
    expect(usable).toEqual([24, 200_688]);
  });

  test('that is mapped has its bytes, and the next one there begins with zeros', () => {
    const moments = perform([
      ...pointers('a', 'b'),
      memory.malloc('a', 200_000),
      process.store('a', 150_000, 7),
      ask.byte('a', 150_000),
      memory.free('a'),
      memory.malloc('b', 300_000),
      memory.distance('a', 'b'),
      ask.byte('b', 250_000),
    ]);
    expect(answers(moments)).toEqual([7, -102_400, 0]);
    expect(moments.at(-1)?.fault).toBeNull();
  });

  test('stays one mapping of the process from malloc to free', () => {
    const kinds = perform([...pointers('a'), memory.malloc('a', 200_000), memory.free('a')]).map(
      ({ state }) => state.mappings.filter(({ kind }) => kind === 'mmap').length,
    );
    expect(kinds).toEqual([0, 0, 1, 0]);
  });

  test('that is mapped leaks like any other, and memcheck finds what leads to it', () => {
    const kinds = perform([
      ...pointers('a', 'b'),
      memory.malloc('a', 200_000),
      memory.malloc('b', 200_000),
      process.storePointer('a', 0, 'b'),
      memory.forget('b'),
      process.checkLeaks(),
      memory.forget('a'),
      process.checkLeaks(),
    ])
      .flatMap(({ events }) => events)
      .flatMap((event) => (event.type === 'leak-classified' ? [event.kind] : []));
    expect(kinds).toEqual([
      'still reachable',
      'still reachable',
      'indirectly lost',
      'definitely lost',
    ]);
  });

  test('comes from the break where the kernel would map it too far away', () => {
    const moments = perform([
      ...pointers('wall', 'a'),
      process.mmap('wall', 2 ** 31),
      memory.malloc('a', 3_000_000),
      ask.targetSegment('a'),
    ]);
    expect(answers(moments)).toEqual(['heap']);
  });
});

describe('free of an address that is no block', () => {
  test.each<[string, readonly Step[], string]>([
    [
      'of a block whose mapping is gone: the load before it faults',
      [memory.malloc('a', 2e5), memory.free('a')],
      'SIGSEGV SEGV_MAPERR',
    ],
    [
      'of a variable: glibc finds no size there',
      [process.point('a', 'words'), process.add('a', ['a', 16])],
      'SIGABRT, free(): invalid pointer',
    ],
  ])('%s', (_law, steps, message) => {
    const program = [
      process.exec({
        variables: [
          { name: 'a', type: 'pointer' },
          { name: 'words', type: 'long', length: 8 },
        ],
        functions: [{ name: 'main', result: 'int' }],
      }),
      process.call('main'),
      ...steps,
      memory.free('a'),
    ];
    expect(perform(program).at(-1)?.fault?.message).toBe(message);
  });
});

describe("glibc's heap", () => {
  const text = { en: 'x', zh: 'x' };
  const program: readonly Step[] = [memory.malloc('a', 24)];

  test('needs a program that begins with exec, and says so when the scenario is written', () => {
    const written = { id: 'x', title: text, question: text, answer: text, machine: glibc, program };
    expect(() => scenario({ ...written, claims: { confirmed: [], notClaimed: [] } })).toThrow();
  });

  test('is never the textbook’s in disguise', () => {
    expect(() => replay({ machine: glibc, program })).toThrow('begin the program with exec');
    expect(() => new Machine(glibc).perform(memory.malloc('a', 24))).toThrow(MachineError);
    const small = new Machine({ heap: { policy: 'glibc', bytes: 512 } }, layers);
    expect(() => small.perform(memory.malloc('a', 24))).toThrow('machine.heap.bytes: ');
  });
});
