import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const workspaces = ['packages', 'apps'].flatMap((group) =>
  existsSync(group) ? readdirSync(group).map((name) => join(group, name)) : [],
);

/** Files that hold a law of the whole package rather than of one source file. */
const PACKAGE_WIDE = /^(examples|exports|contract)\.test\.ts$/;

const testFiles = (folder: string): string[] =>
  existsSync(join(folder, 'test'))
    ? readdirSync(join(folder, 'test'), { recursive: true, encoding: 'utf8' }).filter(
        (name) => name.endsWith('.test.ts') && !PACKAGE_WIDE.test(name),
      )
    : [];

/** `address.model.test.ts` tests `src/address.ts`, `src/address.vue` or the folder `src/address/`. */
function sourceOf(folder: string, name: string): string | undefined {
  const stem = name.replace(/(\.(model|oracle|browser))?\.test\.ts$/, '');
  return ['.ts', '.vue', '']
    .map((ending) => join(folder, 'src', stem + ending))
    .find((path) => existsSync(path));
}

describe.each(workspaces)('%s', (folder) => {
  test('every test file lies where its source lies', () => {
    const stray = testFiles(folder).filter((name) => !sourceOf(folder, name));
    expect(stray).toEqual([]);
  });
});
