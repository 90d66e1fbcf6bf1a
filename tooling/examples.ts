import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Plugin } from 'vitest/config';

/**
 * Runs what the prose shows. `import 'virtual:examples'` in a test file becomes one test for each
 * ```ts block of the package's README (or the `pages` named instead) and of the docstrings (`@example`) in its sources. A block
 * prints with `console.log`; the text behind each `// →` in it is what it must have printed, in order.
 * A block fenced as ```ts no-run is shown only.
 */
export function examples(folder: string, pages: readonly string[] = ['README.md']): Plugin {
  const blocks = new Map<string, string>();
  return {
    name: 'memstrata:examples',
    enforce: 'pre',
    resolveId: (id) => (id === 'virtual:examples' || id.startsWith('/@example/') ? id : undefined),
    load(id) {
      if (id === 'virtual:examples') return suite(collect(folder, pages, blocks));
      return blocks.get(id);
    },
  };
}

interface Example {
  readonly id: string;
  readonly title: string;
  readonly expected: readonly string[];
}

const FENCE = /^```ts[ \t]*\n([\s\S]*?)^```/gm;
const DOCSTRING = /\/\*\*[\s\S]*?\*\//g;

function collect(folder: string, pages: readonly string[], blocks: Map<string, string>): Example[] {
  const found: Example[] = [];
  const add = (file: string, line: number, code: string): void => {
    const id = `/@example/${relative(folder, file)}/${line}.ts`;
    blocks.set(id, recording(code));
    const expected = [...code.matchAll(/\/\/ → (.*)$/gm)].map((match) => match[1] ?? '');
    found.push({ id, title: `${relative(folder, file)}:${line}`, expected });
  };
  for (const file of pages.map((page) => join(folder, page)).filter(existsSync)) {
    const text = readFileSync(file, 'utf8');
    for (const match of text.matchAll(FENCE)) add(file, lineOf(text, match.index), match[1] ?? '');
  }
  for (const file of sources(join(folder, 'src'))) {
    const text = readFileSync(file, 'utf8');
    for (const doc of text.matchAll(DOCSTRING)) {
      const prose = doc[0].replaceAll(/^[ \t]*\*(?: |$)/gm, '');
      for (const match of prose.matchAll(FENCE))
        add(file, lineOf(text, doc.index) + lineOf(prose, match.index) - 1, match[1] ?? '');
    }
  }
  return found;
}

const lineOf = (text: string, index: number): number => text.slice(0, index).split('\n').length;

const sources = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(folder, name))
    : [];

/** The block as a module whose `console.log` keeps what it prints. */
const recording = (code: string): string => `import { format as __format } from 'node:util';
const __printed: string[] = [];
const console = { log: (...values: unknown[]) => __printed.push(...__format(...values).split('\\n')) };
${code}
export { __printed };
`;

const suite = (found: readonly Example[]): string => `import { expect, test } from 'vitest';
${found
  .map(
    ({ id, title, expected }) => `test(${JSON.stringify(title)}, async () => {
  const { __printed } = await import(${JSON.stringify(id)});
  expect(__printed).toEqual(${JSON.stringify(expected)});
});`,
  )
  .join('\n')}
`;
