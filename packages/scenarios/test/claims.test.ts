/** What is claimed of the real program: what both heaps answer, and no kernel decides. */
import { describe, expect, test } from 'vitest';
import { confirm } from '../src/confirm.ts';
import {
  ask,
  type MachineOptions,
  memory,
  type Observation,
  observe,
  process,
  replay,
  type Step,
} from '../src/index.ts';
import { library } from '../src/library/index.ts';
import { sourceLanguage } from '../src/source/index.ts';

const glibc: MachineOptions = { heap: { policy: 'glibc' } };

const gccRun = (program: readonly Step[], machine: MachineOptions = {}) => {
  const run = confirm({ id: 'p', machine, program }).find(({ tool }) => tool === 'gcc');
  if (!run) throw new Error('A C program is always run.');
  return run;
};

const claims = (program: readonly Step[], machine?: MachineOptions): readonly Observation[] =>
  gccRun(program, machine).expected;

/** Each value, with a question mark where it is not claimed. */
const marked = (program: readonly Step[], machine?: MachineOptions): readonly string[] =>
  claims(program, machine).map(({ value, notClaimed }) => `${value}${notClaimed ? '?' : ''}`);

const inProcess = (...steps: readonly Step[]): readonly Step[] => [
  process.exec({
    variables: ['a', 'b', 'c'].map((name) => ({ name, type: 'pointer' })),
    functions: [{ name: 'main' }],
  }),
  process.call('main'),
  ...steps,
];

describe("on the textbook's heap", () => {
  const reused = [
    memory.malloc('a', 56),
    memory.malloc('wall', 24),
    memory.free('a'),
    memory.malloc('b', 40),
    memory.usableSize('b'),
  ];

  test('a rest too small for a chunk is the block’s own, which is not claimed: the thread cache takes exact sizes alone', () => {
    expect(marked([memory.malloc('a', 56), memory.usableSize('a'), ...reused.slice(1)])).toEqual([
      '56',
      '56?',
    ]);
    expect(claims(reused)[0]?.notClaimed?.en).toMatch(/^glibc answers 40: /);
  });

  test('what the author has said of an answer stays', () => {
    const notClaimed = { en: 'so', zh: '是' };
    const asked = [...reused.slice(0, -1), memory.usableSize('b', { notClaimed })];
    expect(claims(asked)[0]?.notClaimed).toBe(notClaimed);
  });

  test('that cannot grow a refusal is not claimed, nor the block that a later request gets', () => {
    const program = [
      memory.malloc('a', 400),
      memory.malloc('b', 200),
      memory.usableSize('b'),
      memory.malloc('c', 24),
      memory.distance('a', 'c'),
      memory.usableSize('c'),
    ];
    expect(marked(program, { heap: { bytes: 512 } })).toEqual(['0?', '416?', '24']);
  });

  test('in a process where a large block lies is not claimed, nor what it takes', () => {
    const program = inProcess(
      memory.malloc('a', 200_000),
      memory.usableSize('a'),
      ask.targetSegment('a'),
      ask.heapBytes(),
      memory.malloc('b', 1000),
      memory.usableSize('b'),
      ask.targetSegment('b'),
    );
    const said = marked(program);
    expect(said.slice(0, 2)).toEqual(['200008?', 'heap?']);
    expect(said[2]).toMatch(/\?$/);
    expect(said.slice(3)).toEqual(['1000', 'heap']);
    expect(marked(program, glibc)).toEqual(['200688', 'mmap', '135168', '1000', 'heap']);
  });

  test('a program is given to gcc as far as glibc does not end it elsewhere', () => {
    const twice = [
      memory.malloc('a', 24),
      memory.usableSize('a'),
      memory.free('a'),
      memory.free('a'),
    ];
    expect(gccRun(twice).source.split('free(a);')).toHaveLength(2);
    expect(marked(twice)).toEqual(['24']);
    // A heap in a process cannot grow once the program has moved the break: NULL, and a store through it.
    const moved = inProcess(
      memory.malloc('a', 24),
      process.sbrk('b', 4096),
      memory.malloc('c', 200_000),
      process.store('c', 0, 1),
      ask.byte('c', 0),
    );
    expect(marked(moved)).toEqual([]);
    expect(gccRun(moved).source).not.toContain('c[0] = 1;');
    expect(marked(moved, glibc)).toEqual(['1']);
  });
});

describe('on any heap', () => {
  const mapped = [memory.malloc('a', 24), memory.malloc('b', 200_000), memory.malloc('c', 300_000)];

  test.each([{}, glibc])('a distance inside the heap is claimed', (machine) => {
    const small = [memory.malloc('a', 24), memory.malloc('b', 24), memory.distance('a', 'b')];
    expect(marked(inProcess(...small), machine)).toEqual(['32']);
  });

  test('a distance from one mapping to another is not, and an address neither', () => {
    const told = claims(
      inProcess(
        ...mapped,
        memory.distance('a', 'b'),
        memory.distance('c', 'b'),
        memory.distance('c', 'c'),
        ask.value('b'),
        memory.forget('b'),
        ask.value('b'),
        memory.distance('a', 'b'),
      ),
      glibc,
    );
    const isClaimed = told.map(({ notClaimed }) => notClaimed === undefined);
    expect(isClaimed).toEqual([false, false, true, false, true, false]);
    expect(told[0]?.notClaimed?.en).toMatch(/^Where a mapping lies is for the kernel to decide/);
  });

  test('nothing is claimed once more is wanted than the model can give: a kernel may grant it', () => {
    const program = inProcess(
      memory.malloc('a', 24),
      memory.usableSize('a'),
      memory.malloc('b', 3_000_000_000),
      ask.null('b'),
      memory.usableSize('a'),
    );
    expect(marked(program, glibc)).toEqual(['24', 'true?', '24?']);
  });
});

const inC = Object.values(library).filter(({ program }) => sourceLanguage(program) === 'c');

test.each(inC)('every claim of $id is made: what is not is said by its author', (scenario) => {
  const unclaimed = (all: readonly Observation[] = []) => all.filter((each) => each.notClaimed);
  for (const run of confirm(scenario).filter(({ tool }) => tool === 'gcc'))
    expect(unclaimed(run.expected)).toEqual(unclaimed(observe(replay(scenario))));
});
