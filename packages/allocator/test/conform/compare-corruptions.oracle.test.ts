import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compareCorruptions } from '../../src/conform/index.ts';

const text = gunzipSync(
  readFileSync(join(import.meta.dirname, '../recorded/corruptions/corruptions.txt.gz')),
).toString('latin1');

test('programs that damage their heap get the recorded addresses, and glibc’s words when it notices', () => {
  const found = compareCorruptions([text]);
  expect(found.mismatches).toEqual([]);
  expect(found.compared).toBe(384);
});

test('the record holds programs that glibc stops for many reasons, and some it does not stop', () => {
  const last = text
    .split(/^== /m)
    .slice(1)
    .map((program) => program.trimEnd().split('\n').at(-1));
  const words = last.filter((line) => !/^(?:[acmrfw] [\da-f]|= |killed)/.test(line ?? ''));
  expect(new Set(words).size).toBeGreaterThan(30);
  expect(words.length).toBeGreaterThan(300);
  expect(words.length).toBeLessThan(373);
});
