import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compareLeaks } from '../../src/conform/index.ts';

const text = gunzipSync(
  readFileSync(join(import.meta.dirname, '../recorded/leaks/leak-graphs.txt.gz')),
).toString('latin1');

test('every block of a hundred random heaps has the class memcheck gave it', () => {
  const found = compareLeaks([text]);
  expect(found.mismatches).toEqual([]);
  expect(found.graphs).toBe(100);
  expect(found.equal).toBe(found.compared);
  expect(found.compared).toBeGreaterThan(2500);
});

test('the record holds every class, and blocks lost with others', () => {
  for (const kind of ['definitely lost', 'indirectly lost', 'possibly lost', 'still reachable'])
    expect(text.split(`are ${kind} in`).length).toBeGreaterThan(100);
  expect(text).toMatch(/direct, .* indirect/);
});
