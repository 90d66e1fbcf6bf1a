import { describe, expect, test } from 'vitest';
import {
  ask,
  layers,
  Machine,
  type MachineOptions,
  type Moment,
  memory,
  process,
  type Step,
  type Unit,
  validateProgram,
} from '../../../src/index.ts';

/** Performs a program after checking it. */
function perform(program: readonly Step[], options: MachineOptions = {}): readonly Moment[] {
  validateProgram(program);
  const machine = new Machine(options, layers);
  const moments: Moment[] = [];
  for (const step of program) if (!machine.stopped) moments.push(machine.perform(step));
  return moments;
}

const last = (moments: readonly Moment[]): Moment => moments.at(-1) as Moment;

/** Answers of all questions, in order. */
const answers = (moments: readonly Moment[]): readonly unknown[] =>
  moments.flatMap(({ observation }) => (observation ? [observation.value] : []));

const main = (unit: Partial<Unit> = {}): Step[] => [
  process.exec({ functions: [{ name: 'main', result: 'int' }], ...unit }),
  process.call('main'),
];

describe('a declaration', () => {
  test.each<[string, string, number]>([
    ['constant', 'rodata', 4],
    ['valued', 'data', 4],
    ['zeroed', 'bss', 0],
    ['absent', 'bss', 0],
    ['inner', 'data', 4],
  ])('of %s puts it in %s with %d bytes in the file', (name, segment, fileBytes) => {
    const program = [
      ...main({
        variables: [
          { name: 'constant', type: 'int', storage: 'const', value: 3 },
          { name: 'valued', type: 'int', value: 3 },
          { name: 'zeroed', type: 'int', value: 0 },
          { name: 'absent', type: 'int' },
        ],
        functions: [
          {
            name: 'main',
            variables: [{ name: 'inner', type: 'int', value: 9, storage: 'static' }],
          },
        ],
      }),
      ask.segment(name),
      ask.fileBytes(name),
    ];
    expect(answers(perform(program))).toEqual([segment, fileBytes]);
  });

  test('gives a variable its value in memory, a literal its characters', () => {
    const moments = perform([
      ...main({
        variables: [
          { name: 'big', type: 'long', value: -5 },
          { name: 'small', type: 'char', value: -128 },
          { name: 'word', type: 'pointer', literal: 'hi' },
        ],
      }),
      ask.value('big'),
      ask.value('small'),
      ask.byte('word', 0),
      ask.byte('word', 2),
    ]);
    expect(answers(moments)).toEqual([-5, -128, 'h'.charCodeAt(0), 0]);
  });
});

describe('a call', () => {
  const eight = 'abcdefgh'.split('').map((name) => ({ name, type: 'int' as const }));
  const program = [
    ...main({
      variables: [{ name: 'total', type: 'int' }],
      functions: [
        { name: 'sum', parameters: eight, variables: [{ name: 's', type: 'int' }], result: 'int' },
        { name: 'main' },
      ],
    }),
    process.call('sum', [1, 2, 3, 4, 5, 6, 7, 8], 'total'),
    ask.frameOffset('g'),
    ask.frameOffset('h'),
    process.add('s', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']),
    process.return('s'),
    ask.value('total'),
  ];

  test('passes the seventh and eighth word on the stack, above the return address', () => {
    expect(answers(perform(program))).toEqual([16, 24, 36]);
  });

  test('passes all words on the stack on i386', () => {
    const moments = perform(program, { process: { platform: 'linux-i386' } });
    expect(answers(moments)).toEqual([32, 36, 36]);
  });

  test('keeps the stack aligned, and gives its frame back', () => {
    const moments = perform(program);
    const [before, , after] = [moments[1], moments[2], last(moments)];
    expect(after?.state.process[0]?.stackPointer).toBe(before?.state.process[0]?.stackPointer);
    expect(after?.state.frames.map((row) => row.function)).toEqual(['main']);
    for (const { state } of moments) for (const { end } of state.frames) expect(end % 16).toBe(0);
  });

  test('into the innermost of three calls finds its own variables', () => {
    const down = { name: 'down', parameters: [{ name: 'n', type: 'int' as const }] };
    const nested = perform([
      ...main({ functions: [down, { name: 'main' }] }),
      process.call('down', [3]),
      process.call('down', [2]),
      ask.value('n'),
      process.return(),
      ask.value('n'),
    ]);
    expect(answers(nested)).toEqual([2, 3]);
  });
});

describe('memory', () => {
  const pointers: Partial<Unit> = {
    variables: [
      { name: 'p', type: 'pointer' },
      { name: 'q', type: 'pointer' },
      { name: 'fixed', type: 'int', storage: 'const', value: 1 },
      { name: 'table', type: 'char', length: 16384 },
    ],
  };

  test('of the heap grows by the break, and its headers lie in the same space', () => {
    const moments = perform([
      ...main(pointers),
      memory.malloc('p', 24),
      ask.heapBytes(),
      memory.malloc('q', 200_000),
      ask.heapBytes(),
      memory.distance('p', 'q'),
      process.store('p', 0, 7),
      ask.byte('p', 0),
      ask.access('p', 0, 'write'),
    ]);
    expect(answers(moments)).toEqual([135_168, 2 * 135_168, 32, 7, 'done']);
    const { mappings, chunks } = last(moments).state;
    const heap = mappings.find(({ kind }) => kind === 'heap');
    expect(heap?.end).toBe(last(moments).state.process[0]?.programBreak);
    for (const { start, size } of chunks) {
      expect(start).toBeGreaterThanOrEqual(heap?.start ?? Infinity);
      expect(start + size).toBeLessThanOrEqual(heap?.end ?? 0);
    }
  });

  test('that was freed still holds the links of the free list', () => {
    const moments = perform([
      ...main(pointers),
      memory.malloc('p', 24),
      memory.malloc('q', 24),
      process.store('p', 16, 9),
      memory.free('p'),
      ask.byte('p', 16),
    ]);
    expect(answers(moments)).toEqual([9]);
  });

  test('overwritten behind a block breaks the heap', () => {
    const moments = perform([
      ...main(pointers),
      memory.malloc('p', 24),
      memory.malloc('q', 24),
      process.store('p', 24, 3),
      memory.free('q'),
    ]);
    expect(last(moments).fault).not.toBeNull();
  });

  test('is promised by mmap and given by the first store to each page', () => {
    const moments = perform([
      ...main(pointers),
      process.mmap('p', 65_536),
      ask.resident('p', 65_536),
      process.store('p', 5000, 1),
      ask.resident('p', 65_536),
      process.fill('p', 65_536),
      ask.resident('p', 65_536),
      process.munmap('p', 65_536),
      ask.access('p', 0, 'read'),
    ]);
    expect(answers(moments)).toEqual([0, 1, 16, 'SEGV_MAPERR']);
  });

  test('of a constant, and of a page made read-only, cannot be stored to', () => {
    const moments = perform([
      ...main(pointers),
      process.point('p', 'fixed'),
      ask.access('p', 0, 'read'),
      ask.access('p', 0, 'write'),
      process.mmap('q', 4096),
      process.protect('q', 4096, 'r--'),
      ask.access('q', 0, 'write'),
      process.store('q', 0, 1),
      ask.value('fixed'),
    ]);
    expect(answers(moments)).toEqual(['done', 'SEGV_ACCERR', 'SEGV_ACCERR']);
    expect(last(moments).fault).toMatchObject({
      name: 'SegmentationFault',
      message: 'SIGSEGV SEGV_ACCERR',
      observed: [{ name: 'fault', value: 'SIGSEGV SEGV_ACCERR' }],
    });
  });

  test('that the break cannot have is refused with NULL', () => {
    const moments = perform([...main(pointers), process.sbrk('p', 2 ** 47), ask.null('p')]);
    expect(answers(moments)).toEqual([true]);
    expect(moments.at(2)?.events.map(({ type }) => type)).toContain('refused');
  });
});

describe('a thread', () => {
  const program = [
    ...main({
      variables: [{ name: 'outer', type: 'pointer' }],
      functions: [
        { name: 'work', variables: [{ name: 'own', type: 'int' }] },
        { name: 'main', variables: [{ name: 'mine', type: 'int' }] },
      ],
    }),
    process.point('outer', 'mine'),
    process.thread('work'),
    process.add('own', [1]),
    ask.segment('own'),
    ask.below('own', 'outer'),
    process.return(),
    process.thread('work'),
    process.return(),
    ask.segment('mine'),
  ];

  test('has a stack of its own with a guard below, which the next thread gets again', () => {
    const moments = perform(program);
    expect(answers(moments)).toEqual(['mmap', true, 'stack']);
    const started = moments.flatMap(({ events }) =>
      events.flatMap((event) => (event.type === 'thread-started' ? [event] : [])),
    );
    expect(started.map(({ reused }) => reused)).toEqual([false, true]);
    expect(started[0]?.start).toBe(started[1]?.start);
    const guard = last(moments).state.mappings.find(({ permissions }) => permissions === '---');
    expect(guard?.end).toBe(started[0]?.start);
  });
});

describe('the stack', () => {
  const deep = (length: number): Partial<Unit> => ({
    functions: [
      { name: 'dig', variables: [{ name: 'room', type: 'char', length }] },
      { name: 'main' },
    ],
  });

  test('ends a recursion one page below its limit', () => {
    const moment = last(perform([...main(deep(1000)), process.recurse('dig')]));
    expect(moment.fault?.observed.slice(0, 2)).toEqual([
      { name: 'fault', value: 'SIGSEGV SEGV_MAPERR' },
      { name: 'pages from the top of the stack to the fault', value: 2049 },
    ]);
    expect(moment.events.map(({ type }) => type)).toEqual(['stack-grown', 'faulted', 'recursed']);
  });

  test('without a limit meets what lies below', () => {
    const options = { process: { stackLimit: null, platform: 'linux-i386' } } as const;
    const moment = last(perform([...main(deep(60_000)), process.recurse('dig')], options));
    const [faulted] = moment.events.filter(({ type }) => type === 'faulted');
    expect(faulted).toMatchObject({ reason: 'guard-gap' });
  });
});

describe('exit', () => {
  test('leaves nothing, from whatever depth', () => {
    const moment = last(
      perform([
        ...main({ variables: [{ name: 'p', type: 'pointer' }] }),
        memory.malloc('p', 24),
        process.exit(3),
        ask.mappings(),
      ]),
    );
    expect(moment.observation?.value).toBe(0);
    const { mappings, frames, chunks, variables, names } = moment.state;
    expect([mappings, frames, chunks, variables, names].map(({ length }) => length)).toEqual([
      0, 0, 0, 0, 0,
    ]);
  });

  test('is what returning from main does', () => {
    const moment = last(perform([...main(), process.return(4)]));
    expect(moment.events.map(({ type }) => type)).toEqual(['returned', 'exited']);
  });
});

test('a pointer that goes with its frame takes the last way to its block along', () => {
  const moment = last(
    perform([
      ...main({
        functions: [
          { name: 'lose', variables: [{ name: 'p', type: 'pointer' }] },
          { name: 'main' },
        ],
      }),
      process.call('lose'),
      memory.malloc('p', 24),
      process.return(),
    ]),
  );
  expect(moment.events.map(({ type }) => type)).toEqual(['returned', 'leaked']);
  expect(moment.state.chunks.filter(({ leaked }) => leaked)).toHaveLength(1);
});
