import { describe, expect, test } from 'vitest';
import { compareAnswers, confirm, readAnswers } from '../src/confirm.ts';
import { RecordFormatError } from '../src/index.ts';
import { library } from '../src/library/index.ts';

describe('readAnswers', () => {
  test('reads numbers, negative ones too, and both spellings of truth', () => {
    expect(readAnswers('python', 'a = 24\r\nb = -32\nc = True\nd = false\n')).toEqual([
      { name: 'a', value: 24 },
      { name: 'b', value: -32 },
      { name: 'c', value: true },
      { name: 'd', value: false },
    ]);
  });

  test.each(['Segmentation fault\n', 'a = \n', 'a = 1.5\n', 'a 1\n'])('refuses %j', (output) => {
    expect(() => readAnswers('gcc', output)).toThrow(RecordFormatError);
  });

  test('reads what memcheck says at the end, kind by kind', () => {
    const summary = `==1==    definitely lost: 1,024 bytes in 2 blocks
==1==    indirectly lost: 100 bytes in 1 blocks
==1==      possibly lost: 0 bytes in 0 blocks
==1==    still reachable: 24 bytes in 1 blocks
`;
    const values = (output: string): readonly unknown[] =>
      readAnswers('valgrind', output).map(({ value }) => value);
    expect(values(summary)).toEqual([1024, 2, 100, 1, 0, 0, 24, 1]);
    expect(values('==1== All heap blocks were freed -- no leaks are possible\n')).toEqual(
      Array.from({ length: 8 }, () => 0),
    );
    expect(readAnswers('valgrind', summary)[0]?.name).toBe('definitely lost bytes');
  });

  test('a memcheck without its summary is no answer', () => {
    expect(() => readAnswers('valgrind', 'killed')).toThrow(RecordFormatError);
  });
});

describe('compareAnswers', () => {
  const expected = [
    { name: 'a', value: 24 },
    { name: 'b', value: 32, notClaimed: { en: 'x', zh: 'x' } },
  ];

  test('a difference that is not claimed is none', () => {
    const answered = [
      { name: 'a', value: 24 },
      { name: 'b', value: 80 },
    ];
    expect(compareAnswers(expected, answered)).toEqual([]);
  });

  test('a missing answer is one, claimed or not', () => {
    expect(compareAnswers(expected, [{ name: 'a', value: 24 }])).toEqual([
      { at: 'answer 2', expected: 'b = 32', actual: 'nothing more' },
    ]);
  });

  test('an answer to another question is one', () => {
    const answered = [
      { name: 'c', value: 24 },
      { name: 'b', value: 32 },
    ];
    expect(compareAnswers(expected, answered)).toEqual([
      { at: 'answer 1', expected: 'a = 24', actual: 'c = 24' },
    ]);
  });
});

test('a Python scenario asks every interpreter, a C scenario the compiler and memcheck', () => {
  expect(confirm(library.ring).map(({ commands }) => commands.at(-1))).toEqual([
    ['python3', 'ring.py'],
  ]);
  expect(confirm(library['no-room']).map(({ tool }) => tool)).toEqual(['gcc', 'valgrind']);
});

describe('what glibc prints before it aborts', () => {
  test('is read as its own answer beside the signal', () => {
    const line = 'free(): double free detected in tcache 2';
    expect(readAnswers('gcc', `fault = SIGABRT\n${line}\n`)).toEqual([
      { name: 'fault', value: 'SIGABRT' },
      { name: 'glibc says', value: line },
    ]);
  });
});
