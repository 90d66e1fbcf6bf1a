import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { findBrowser, launchOptions } from '../scripts/browser.mjs';
import { manifestOf, resolveFromSource } from './vitest.ts';

/** The listed test files of one package in a real Chromium. */
export function browserTests(folder: string, include: string[]): ViteUserConfig {
  return defineConfig({
    ...resolveFromSource(folder),
    test: {
      name: `${manifestOf(folder).name} in Chromium`,
      include,
      // As in Node: the test files share one page and one load of the sources.
      isolate: false,
      reporters: ['default', ['json', { outputFile: 'reports/browser.json' }]],
      testTimeout: 60_000,
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({ launchOptions: launchOptions(findBrowser()) }),
        instances: [{ browser: 'chromium' }],
      },
    },
  });
}
