import { defineConfig } from '@playwright/test';
import { findBrowser, launchOptions } from '../../scripts/browser.mjs';

export default defineConfig({
  testDir: 'test',
  testMatch: '*.browser.ts',
  timeout: 120_000,
  outputDir: 'reports/browser',
  workers: 2,
  fullyParallel: true,
  reporter: [['list'], ['json', { outputFile: 'reports/browser.json' }]],
  use: {
    baseURL: `http://localhost:${process.env['SITE_PORT']}`,
    launchOptions: launchOptions(findBrowser()),
  },
  // The packages are built already; else Babel would take each of their bundles apart again.
  build: { external: ['**/packages/*/dist/**'] },
  webServer: {
    command: 'node test/serve-site.mjs',
    wait: { stdout: /at port (?<site_port>\d+)/ },
  },
});
