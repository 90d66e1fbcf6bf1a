import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/conform/suite.ts';
import { exitCodeOf, printVerdict, verdictOf } from '../../src/conform/verdict.ts';
import { Terminal } from '../../src/terminal.ts';
import { Sink } from '../invoke.ts';

async function* stream(outcomes: readonly Outcome[]): AsyncGenerator<Outcome> {
  yield* outcomes;
}

const agrees = (id: string, version?: string): Outcome => ({
  id,
  total: 1,
  matched: 1,
  mismatches: [],
  ...(version ? { version } : {}),
});

const differs = (id: string): Outcome => ({
  id,
  total: 1,
  matched: 0,
  mismatches: [{ at: 'entry', expected: '1', actual: '2' }],
});

async function printed(outcomes: readonly Outcome[]): Promise<string[]> {
  const stdout = new Sink();
  printVerdict(await verdictOf('elf', stream(outcomes)), new Terminal(stdout, new Sink(), {}));
  return stdout.text.trimEnd().split('\n');
}

describe('the status', () => {
  test.each([
    ['all agree', [agrees('a')], 0],
    ['one differs', [agrees('a'), differs('b')], 1],
    ['nothing was there', [], 1],
    ['everything was left out', [{ id: 'a', why: 'not found' }], 1],
    ['all that is here agrees', [agrees('a'), { id: 'b', why: 'not found' }], 0],
  ])('when %s', async (_, outcomes, status) => {
    expect(exitCodeOf(await verdictOf('elf', stream(outcomes)))).toBe(status);
  });
});

describe('the last line', () => {
  test('counts units', async () => {
    expect(await printed([agrees('a'), differs('b')])).toEqual([
      '✗ b, entry: expected 1, actual 2',
      'elf: matched 1 of 2',
    ]);
  });

  test('says why units were left out', async () => {
    const why = 'not found';
    expect((await printed([agrees('a'), { id: 'b', why }, { id: 'c', why }])).at(-1)).toBe(
      'elf: matched 1 of 1, skipped 2 (not found)',
    );
    expect(
      (
        await printed([
          { id: 'b', why },
          { id: 'c', why: 'another version' },
        ])
      ).at(-1),
    ).toBe('elf: matched 0 of 0, skipped 2 (1 not found, 1 another version)');
  });
});

test('prints at most 20 mismatches and counts them all', async () => {
  const outcomes = Array.from({ length: 30 }, (_, index) => differs(`unit ${index}`));
  expect(await printed(outcomes)).toHaveLength(21);
  expect((await verdictOf('elf', stream(outcomes))).mismatches).toHaveLength(30);
});

test('adds up by version where a suite has versions', async () => {
  const verdict = await verdictOf(
    'gc',
    stream([agrees('a', '3.11'), agrees('b', '3.11'), agrees('a', '3.12')]),
  );
  expect(verdict.byVersion).toEqual({
    '3.11': { matched: 2, total: 2 },
    '3.12': { matched: 1, total: 1 },
  });
});
