import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const workspaces = ['packages', 'apps'].flatMap((group) =>
  existsSync(group) ? readdirSync(group).map((name) => join(group, name)) : [],
);

const testFiles = (folder: string): string[] =>
  existsSync(join(folder, 'test'))
    ? readdirSync(join(folder, 'test'), { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.test.ts'),
      )
    : [];

/** A test lies in the folder of what it tests; one beside `src` itself holds a law of the whole package. */
const mirrors = (folder: string, name: string): boolean =>
  dirname(name) === '.' || existsSync(join(folder, 'src', dirname(name)));

describe.each(workspaces)('%s', (folder) => {
  test('every test file lies in a folder that mirrors src', () => {
    const stray = testFiles(folder).filter((name) => !mirrors(folder, name));
    expect(stray).toEqual([]);
  });
});
