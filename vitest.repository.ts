import { defineConfig } from 'vitest/config';

/** Laws of the repository itself: mirrored test paths, changesets, languages, no registry address, the picture of the README. */
const conditions = ['source', 'module', 'node', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    name: 'repository',
    include: ['test/*.test.ts'],
    reporters: ['default', ['json', { outputFile: 'reports/repository.json' }]],
    testTimeout: 60_000,
  },
});
