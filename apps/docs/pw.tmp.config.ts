import { defineConfig } from '@playwright/test';
import { findBrowser, launchOptions } from '../../scripts/browser.mjs';

const PORT = 4934;

export default defineConfig({
  testDir: 'test',
  testMatch: '*.browser.ts',
  timeout: 120_000,
  outputDir: 'reports/browser',
  workers: 2,
  fullyParallel: true,
  reporter: [['list'], ['json', { outputFile: 'reports/browser.json' }]],
  use: { baseURL: `http://localhost:${PORT}`, launchOptions: launchOptions(findBrowser()) },
  webServer: {
    command: `npx vitepress preview --port ${PORT}`,
    port: PORT,
    reuseExistingServer: false,
  },
});
