import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { examples } from './examples.ts';

interface Manifest {
  readonly name: string;
  readonly exports?: Record<string, { readonly source?: string } | string>;
}

export const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** A package's own name and sub-paths lead to its sources, so that its README runs as written. */
function selfAliases(folder: string): { find: RegExp; replacement: string }[] {
  const manifest = manifestOf(folder);
  return Object.entries(manifest.exports ?? {}).flatMap(([path, target]) =>
    typeof target === 'object' && target.source
      ? [
          {
            find: new RegExp(`^${manifest.name}${path.slice(1)}$`),
            replacement: join(folder, target.source),
          },
        ]
      : [],
  );
}

export const resolveFromSource = (folder: string): ViteUserConfig => ({
  resolve: { conditions: ['source', 'module', 'node', 'default'], alias: selfAliases(folder) },
  ssr: { resolve: { conditions: ['source', 'module', 'node', 'default'] } },
  oxc: { target: 'node20' },
});

/** Tests of one package in Node: its test files and the examples of its pages and docstrings. */
export function nodeTests(folder: string, pages?: readonly string[]): ViteUserConfig {
  return defineConfig({
    ...resolveFromSource(folder),
    plugins: [examples(folder, pages)],
    test: {
      name: manifestOf(folder).name,
      environment: 'node',
      // Modules hold no mutable state, so the test files of a package may share one load of the sources.
      isolate: false,
      include: ['test/**/*.test.ts'],
      reporters: ['default', ['json', { outputFile: 'reports/test.json' }]],
      testTimeout: 300_000,
    },
  });
}
