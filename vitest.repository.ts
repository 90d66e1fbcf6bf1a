import { defineConfig } from 'vitest/config';
import { contributedScenario } from './tooling/contributed-scenario.ts';

/** Laws of the repository itself: mirrored test paths, changesets, no registry address, pages that tell the truth. */
const conditions = ['source', 'module', 'node', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  plugins: [contributedScenario(import.meta.dirname)],
  test: {
    name: 'repository',
    include: ['test/*.test.ts'],
    reporters: ['default', ['json', { outputFile: 'reports/repository.json' }]],
    testTimeout: 60_000,
  },
});
