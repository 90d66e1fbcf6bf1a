import { describe, expect, test } from 'vitest';
import { ask, memory, process, type Step } from '../src/index.ts';
import { memcheckRun, readComplaints } from '../src/memcheck.ts';

const opening: readonly Step[] = [
  process.exec({
    variables: [
      { name: 'a', type: 'pointer' },
      { name: 'b', type: 'pointer' },
    ],
    functions: [{ name: 'main', result: 'int' }],
  }),
  process.call('main'),
];

const complaints = (...steps: readonly Step[]): readonly string[] | undefined =>
  memcheckRun([...opening, ...steps])?.complaints;

const taken = memory.malloc('a', 24);
const freed = memory.free('a');

describe('memcheck', () => {
  test.each<[string, readonly Step[], string]>([
    [
      'a load',
      [taken, freed, ask.byte('a', 7)],
      "Invalid read of size 1, 7 bytes inside a block of size 24 free'd",
    ],
    [
      'a store',
      [taken, process.store('a', 24, 1)],
      "Invalid write of size 1, 0 bytes after a block of size 24 alloc'd",
    ],
    [
      'a store far behind',
      [taken, process.store('a', 60, 1)],
      'Invalid write of size 1, in no block',
    ],
    [
      'a fill by words',
      [taken, freed, process.fill('a', 24)],
      "Invalid write of size 8, 0 bytes inside a block of size 24 free'd",
    ],
    [
      'a word that hangs over',
      [memory.malloc('a', 28), process.fill('a', 32)],
      "Invalid write of size 8, 24 bytes inside a block of size 28 alloc'd",
    ],
    [
      'a copy of a pointer',
      [taken, process.add('b', ['a', 8]), memory.free('b')],
      "Invalid free() / delete / delete[] / realloc(), 8 bytes inside a block of size 24 alloc'd",
    ],
    [
      'a second free',
      [taken, freed, freed],
      "Invalid free() / delete / delete[] / realloc(), 0 bytes inside a block of size 24 free'd",
    ],
  ])('complains once of %s', (_what, steps, said) => {
    expect(complaints(...steps)).toEqual([said]);
  });

  test('goes on behind a complaint, and does not hand a freed block out again', () => {
    const steps = [taken, freed, memory.malloc('b', 24), process.store('b', 0, 1)];
    expect(complaints(...steps, ask.byte('a', 0), ask.byte('b', 0))).toHaveLength(1);
  });

  test('follows no program with more than blocks in it', () => {
    expect(complaints(taken, process.point('a', 'b'))).toBeUndefined();
  });

  test('counts what is left', () => {
    const run = memcheckRun([...opening, taken, memory.malloc('b', 8), memory.forget('b')]);
    expect(run?.leaks.blocks.map(({ kind, size }) => [kind, size])).toEqual([
      ['still reachable', 24],
      ['definitely lost', 8],
    ]);
  });
});

test('a block larger than the model’s heap can grow is not followed: memcheck may grant it', () => {
  expect(memcheckRun([memory.malloc('a', 3_000_000_000)])).toBeNull();
});

describe('the output of valgrind', () => {
  const report = (line: number, first: string): string =>
    `==7== ${first}
==7==    at 0x109608: main (x.c:${line})
==7==  Address 0x4a41050 is 1,016 bytes inside a block of size 2,000 free'd
==7==    at 0x484417B: free (in /usr/libexec/valgrind/x.so)
==7==    by 0x1095FC: main (x.c:85)
==7==
`;

  test('is read by its first complaint of each line', () => {
    const output = `${report(86, 'Invalid read of size 1')}${report(86, 'Invalid read of size 8')}${report(90, 'Invalid write of size 1')}
==7== Conditional jump or move depends on uninitialised value(s)
==7==    at 0x48B9027: printf (printf.c:58)
==7==    by 0x109784: main (x.c:95)
`;
    const where = "1016 bytes inside a block of size 2000 free'd";
    expect(readComplaints(output)).toEqual([
      `Invalid read of size 1, ${where}`,
      `Invalid write of size 1, ${where}`,
    ]);
  });
});
