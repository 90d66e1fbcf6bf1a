import { defineConfig } from 'vitest/config';

/** The packed tarballs, installed in empty folders and used as a stranger would use them. */
export default defineConfig({
  test: {
    name: 'packed',
    include: ['test/packed/*.test.ts'],
    reporters: ['default', ['json', { outputFile: 'reports/packed.json' }]],
    testTimeout: 120_000,
  },
});
