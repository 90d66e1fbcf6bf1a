import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const tracked = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' })
  .split('\0')
  .filter((name) => /\.(ya?ml|json|npmrc|[cm]?[jt]s|md|vue)$/.test(name));

test('no file names a package registry', () => {
  const registry = new RegExp(['registry', 'npmjs'].join('\\.'));
  expect(tracked.filter((name) => registry.test(readFileSync(name, 'utf8')))).toEqual([]);
});
