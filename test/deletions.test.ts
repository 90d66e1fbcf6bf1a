import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { deletionLists, without } from './deletions/deletions.mjs';

interface Deletion {
  readonly name: string;
  readonly rule: string;
  readonly source: string;
  readonly file: string;
  readonly text: string;
  readonly instead: string;
}

const lists = Object.entries<readonly Deletion[]>(deletionLists());
const all = lists.flatMap(([, deletions]) => deletions);

test('at least a hundred rules are listed, each under a name of its own', () => {
  expect(all.length).toBeGreaterThanOrEqual(100);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
});

describe.each(lists)('%s', (list, deletions) => {
  test('each rule stands once in its file, and the file can be read without it', async () => {
    for (const deletion of deletions) {
      expect(deletion.file.startsWith(`packages/${list}/src/`)).toBe(true);
      expect(deletion.rule && deletion.source).not.toBe('');
      const whole = readFileSync(deletion.file, 'utf8');
      expect(await without(whole, deletion)).not.toBe(whole);
    }
  });
});
