// Finds a Chromium-family browser, or says how to get one. Used by the browser tests.
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge',
];
const WELL_KNOWN = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
];

const runnable = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The path of a browser to test with: MEMSTRATA_BROWSER, Playwright's own, the PATH, well-known places. */
export function findBrowser() {
  const asked = process.env.MEMSTRATA_BROWSER;
  if (asked) {
    if (runnable(asked)) return asked;
    throw new Error(`MEMSTRATA_BROWSER names ${asked}, which cannot be run.`);
  }
  const own = chromium.executablePath();
  if (own && existsSync(own)) return own;
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) =>
      NAMES.map((name) => join(folder, process.platform === 'win32' ? `${name}.exe` : name)),
    );
  const found = [...onPath, ...WELL_KNOWN].find(runnable);
  if (found) return found;
  throw new Error(
    'The browser tests need a Chromium. Install one (Debian: apt-get install chromium; elsewhere: npx playwright install chromium) or set MEMSTRATA_BROWSER to its path.',
  );
}

export function launchOptions(executablePath) {
  const root = process.getuid?.() === 0;
  return {
    executablePath,
    headless: true,
    chromiumSandbox: !root,
    args: [
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      ...(root ? ['--no-sandbox'] : []),
    ],
  };
}
