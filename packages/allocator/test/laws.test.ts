import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = join(import.meta.dirname, '..');

/** What `check()` of a policy calls broken: the texts of its file that are laws. */
const lawsOf = (policy: string): string[] => {
  const file = policy === 'bump' ? 'bump.ts' : 'check.ts';
  const source = readFileSync(join(folder, 'src', policy, file), 'utf8');
  const body = policy === 'bump' ? source.slice(source.indexOf('check(): void')) : source;
  return [...body.matchAll(/'([A-Za-z][\w ,]+ [\w ,]+)'/g)].map((match) => match[1] ?? '');
};

const testsOf = (policy: string): string =>
  readdirSync(join(folder, 'test', policy))
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(folder, 'test', policy, file), 'utf8'))
    .join('\n');

test.each(['boundary-tag', 'buddy', 'bump', 'glibc', 'pymalloc', 'slab', 'tlsf'])(
  'each law of %s is broken by a test that names it',
  (policy) => {
    const laws = lawsOf(policy);
    expect(laws.length).toBeGreaterThan(1);
    const tests = testsOf(policy);
    expect(laws.filter((law) => !tests.includes(law))).toEqual([]);
  },
);
