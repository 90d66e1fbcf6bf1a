import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readProgram } from '@memstrata/refcount/conform';
import { describe, expect, test } from 'vitest';
import { programThemes, randomProgram } from '../../src/conform/index.ts';

const operationsOf = (theme: (typeof programThemes)[number]): Set<string> =>
  new Set(randomProgram(theme, 1).ops.map(([name]) => name));

/** What the interpreters of the record were given: each theme's program of one seed. */
const SEED = 20261125;
const recorded = new Map<string, unknown>(
  gunzipSync(
    readFileSync(join(import.meta.dirname, '../recorded/programs/random-programs.jsonl.gz')),
  )
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map((program) => [program.name, program]),
);

describe.each(programThemes)('a random program about %s', (theme) => {
  test('is one the reader of programs takes, of at least as many operations as asked for', () => {
    const program = readProgram(randomProgram(theme, 3, 250));
    expect(program.ops.length).toBeGreaterThanOrEqual(250);
    expect(program.ops.at(-1)).toEqual(['members']);
  });

  test('is still the one that was recorded under its seed', () => {
    const program = randomProgram(theme, SEED);
    expect(JSON.parse(JSON.stringify(program))).toEqual(recorded.get(`${theme}-${SEED}`));
  });

  test('is the same for the same seed, another for another', () => {
    expect(randomProgram(theme, 5)).toEqual(randomProgram(theme, 5));
    expect(randomProgram(theme, 5).ops).not.toEqual(randomProgram(theme, 6).ops);
  });
});

test('a theme brings the operations it is about', () => {
  expect(operationsOf('weak-references')).toContain('wref');
  expect(operationsOf('containers')).toContain('append');
  expect(operationsOf('switches')).toContain('threshold');
  expect(operationsOf('freezing')).toContain('freeze');
  expect(operationsOf('saved-garbage')).toContain('debug');
  expect(operationsOf('defaults-2000')).toContain('chain');
  expect(randomProgram('freezing', 1).needs).toEqual(['freeze']);
});
