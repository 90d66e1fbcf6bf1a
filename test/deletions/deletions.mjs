// The lists of deletions, one file a package: what the rule says, where it stands, the text to take out.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'esbuild';

const PACKAGES = ['segments', 'allocator', 'refcount', 'gengc'];

/** Each package's deletions: name, rule, source, file, text, instead. */
export const deletionLists = () =>
  Object.fromEntries(
    PACKAGES.map((name) => [
      name,
      JSON.parse(readFileSync(join(import.meta.dirname, `${name}.json`), 'utf8')),
    ]),
  );

/** The contents of a file without one rule. Throws unless the text stands there once and what is left can be read. */
export async function without(whole, { name, text, instead }) {
  const parts = whole.split(text);
  if (parts.length !== 2)
    throw new Error(`${name}: its text stands ${parts.length - 1} times in its file, not once`);
  const left = parts.join(instead);
  await transform(left, { loader: 'ts' });
  return left;
}
