import { defineConfig } from 'vitest/config';
import { resolveFromSource } from '../../tooling/vitest.ts';

/** Runs of minutes and more, by hand: each leaves a dated result beside its command. */
export default defineConfig({
  ...resolveFromSource(import.meta.dirname),
  test: {
    name: '@memstrata/allocator, long runs',
    include: ['long/**/*.test.ts'],
    testTimeout: 24 * 3600 * 1000,
  },
});
