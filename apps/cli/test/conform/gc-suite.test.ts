import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gcSuite } from '../../src/conform/gc-suite.ts';
import { verdictOf } from '../../src/conform/verdict.ts';
import { Terminal } from '../../src/terminal.ts';
import { Sink } from '../invoke.ts';

const recorded = join(import.meta.dirname, '../../../../packages/refcount/test/recorded');
const files = ['programs.jsonl.gz', 'observations.jsonl.gz'].map((name) => join(recorded, name));

test('--counts compares what counting alone decides on one recorded version', async () => {
  const terminal = new Terminal(new Sink(), new Sink(), {});
  const options = { root: undefined, labels: undefined, python: '3.12', counts: true, terminal };
  const verdict = await verdictOf('gc', gcSuite.outcomes(files, options));
  expect(verdict.mismatches).toEqual([]);
  expect(verdict.total).toBeGreaterThanOrEqual(30);
  expect(verdict.matched).toBe(verdict.total);
  expect(Object.keys(verdict.byVersion ?? {})).toEqual(['3.12.1']);
});
