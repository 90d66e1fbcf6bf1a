import { describe, expect, test } from 'vitest';
import {
  ask,
  type MachineOptions,
  type Moment,
  memory,
  ProgramError,
  process,
  python,
  replay,
  type Step,
  validateProgram,
} from '../../../src/index.ts';
import { toC } from '../../../src/source/index.ts';
import { figures } from '../../../src/view/index.ts';

const machine: MachineOptions = { heap: { policy: 'glibc' } };

const BLOCKS = 5;

const opening: readonly Step[] = [
  process.exec({
    variables: [
      { name: 'block', type: 'pointer', length: BLOCKS },
      ...['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, type: 'pointer' as const })),
    ],
    functions: [{ name: 'main', result: 'int' }],
  }),
  process.call('main'),
];

function perform(...steps: readonly Step[]): readonly Moment[] {
  const program = [...opening, ...steps];
  validateProgram(program);
  return [...replay({ machine, program })];
}

const last = (moments: readonly Moment[]): Moment => moments.at(-1) as Moment;

const eventOf = (moments: readonly Moment[], type: string): unknown =>
  moments.flatMap(({ events }) => events).find((event) => event.type === type);

/** The heap without what only names tell. */
const chunks = (moments: readonly Moment[]): readonly unknown[] =>
  last(moments).state.chunks.map(({ start, size, state }) => [start, size, state]);

const NAMES = ['a', 'b', 'c', 'd', 'e'];

describe('a loop over an array of pointers', () => {
  test.each([24, 2000, 100_000, 200_000])(
    'leaves the heap as single calls of %d bytes do, taking and freeing',
    (size) => {
      const singles = NAMES.map((name) => memory.malloc(name, size));
      const frees = ['a', 'c', 'e'].map((name) => memory.free(name));
      const each = process.mallocEach('block', BLOCKS, size);
      expect(chunks(perform(each))).toEqual(chunks(perform(...singles)));
      expect(chunks(perform(each, process.freeEach('block', BLOCKS, 2)))).toEqual(
        chunks(perform(...singles, ...frees)),
      );
    },
  );

  test('is one step, told by its sums', () => {
    const moments = perform(process.mallocEach('block', BLOCKS, 200_000));
    expect(moments).toHaveLength(3);
    const sums = { blocks: BLOCKS, size: 200_000, mapped: BLOCKS, refused: 0, heapBytes: 135_168 };
    expect(eventOf(moments, 'blocks-taken')).toMatchObject({ ...sums, grown: 135_168 });
    expect(last(moments).events.some(({ model }) => model === 'allocator')).toBe(false);
  });

  test('tells how many mappings and bytes go back', () => {
    const mapped = perform(
      process.mallocEach('block', BLOCKS, 200_000),
      process.freeEach('block', BLOCKS),
    );
    expect(eventOf(mapped, 'blocks-freed')).toMatchObject({ unmapped: BLOCKS, shrunk: 0 });
    const inHeap = perform(
      process.mallocEach('block', BLOCKS, 100_000),
      process.freeEach('block', BLOCKS),
    );
    const freed = eventOf(inHeap, 'blocks-freed');
    expect(freed).toMatchObject({ unmapped: 0, heapBytes: 135_168 });
    expect(freed).not.toMatchObject({ shrunk: 0 });
  });

  test('stores each address where the element lies', () => {
    const moments = perform(
      process.mallocEach('block', BLOCKS, 24),
      process.point('a', 'block'),
      ask.byte('a', 8),
    );
    const second = last(moments).state.names.find(({ name }) => name === 'block')?.leads?.[1] ?? 0;
    expect(last(moments).observation?.value).toBe(second % 256);
  });

  test('that frees twice is noticed where a single free is', () => {
    const moments = perform(
      process.mallocEach('block', BLOCKS, 24),
      process.freeEach('block', 3),
      process.freeEach('block', 1),
    );
    expect(last(moments).fault?.message).toBe('SIGABRT, free(): double free detected in tcache 2');
  });
});

describe('blocks that only an array led to', () => {
  const taken = process.mallocEach('block', BLOCKS, 24);

  test.each([
    ['forgotten', process.forgetEach('block', 3), 3],
    ['overwritten', process.mallocEach('block', 2, 24), 2],
  ])('are leaked when they are %s', (_how, step, blocks) => {
    const moments = perform(taken, step);
    expect(eventOf(moments, 'blocks-leaked')).toEqual({
      model: 'segments',
      type: 'blocks-leaked',
      blocks,
      usable: blocks * 24,
    });
    expect(last(moments).state.chunks.filter(({ leaked }) => leaked)).toHaveLength(blocks);
  });

  test('are lost for memcheck though a freed address stands in the array: it hands no place out again', () => {
    const moments = perform(
      taken,
      process.freeEach('block', BLOCKS),
      memory.malloc('a', 24),
      memory.forget('a'),
      process.checkLeaks(),
    );
    expect(eventOf(moments, 'leak-classified')).toMatchObject({ kind: 'definitely lost' });
  });
});

describe('a heap of many chunks', () => {
  test('is drawn by both its ends, and what lies between is summed up', () => {
    const many = 40;
    const program = [
      process.exec({
        variables: [{ name: 'block', type: 'pointer', length: many }],
        functions: [{ name: 'main', result: 'int' }],
      }),
      process.call('main'),
      process.mallocEach('block', many, 24),
      process.forgetEach('block', 20),
    ];
    const moment = last([...replay({ machine, program })]);
    const heap = figures(moment, 'en').find(({ id }) => id === 'heap');
    const parts = heap?.kind === 'column' ? heap.parts : [];
    expect(parts).toHaveLength(13);
    expect(parts[6]).toMatchObject({
      label: '30 more chunks',
      detail: '⚠ leaked 15, 480 bytes; used 15, 480 bytes',
    });
    expect(parts[1]?.label).toBe('block[39]');
  });
});

describe('a program', () => {
  const broken = (...steps: readonly Step[]) => {
    try {
      validateProgram([...opening, ...steps]);
    } catch (error) {
      if (error instanceof ProgramError) return error.message;
      throw error;
    }
    return 'valid';
  };

  test.each<[string, Step]>([
    ['program[2].blocks: "block" has 5 pointers.', process.mallocEach('block', 6, 24)],
    [
      'program[2].into: "a" names a pointer, not an array of pointers.',
      process.mallocEach('a', 1, 24),
    ],
    ['program[2].of: "block" names an array of pointers, not a pointer.', memory.free('block')],
    [
      'program[2].blocks: 0 is not a whole number from 1 to 100000.',
      process.forgetEach('block', 0),
    ],
    [
      'program[2].every: 0 is not a whole number from 1 to 100000.',
      process.freeEach('block', 5, 0),
    ],
    [
      'program[2].steps[0].op: "malloc" has no place in a loop.',
      python.repeat(2, [memory.malloc('a', 24) as never]),
    ],
    [
      'program[2].steps[0].op: "add" has no place in a loop.',
      python.repeat(2, [process.add('a', [0]) as never]),
    ],
  ])('is refused: %s', (message, step) => {
    expect(broken(step)).toBe(message);
  });

  test('keeps arrays of pointers where they last for the whole run', () => {
    const inner = { name: 'here', type: 'pointer', length: 4 } as const;
    const unit = { functions: [{ name: 'main', variables: [inner] }] };
    expect(() => validateProgram([process.exec(unit)])).toThrow('make it static in a function');
  });

  test('says in C what each loop does', () => {
    const source = toC([
      ...opening,
      process.mallocEach('block', 5, 24),
      process.freeEach('block', 5, 2),
      process.forgetEach('block', 5),
      ask.bytesInUse(),
    ]);
    expect(source).toContain('char *volatile block[5];');
    expect(source).toContain('for (int i = 0; i < 5; i++) block[i] = malloc(24);');
    expect(source).toContain('for (int i = 0; i < 5; i += 2) free(block[i]);');
    expect(source).toContain('for (int i = 0; i < 5; i++) block[i] = NULL;');
  });
});
