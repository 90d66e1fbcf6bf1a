import { defineConfig } from 'vitest/config';

/** Laws of the repository itself: mirrored test paths, changesets, languages, no registry address. */
export default defineConfig({
  test: {
    name: 'repository',
    include: ['test/*.test.ts'],
    reporters: ['default', ['json', { outputFile: 'reports/repository.json' }]],
    testTimeout: 60_000,
  },
});
