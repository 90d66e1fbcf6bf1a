// Makes sure that the browser tests find a Chromium: looks for one, else installs Debian's when that is allowed,
// else Playwright's. Without either the browser tests fail and say what to do; nothing is skipped.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findBrowser } from './browser.mjs';

const quietly = (command, ...args) =>
  spawnSync(command, args, {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0;

function found() {
  try {
    return Boolean(findBrowser());
  } catch {
    return false;
  }
}

function installOne() {
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log("No Chromium found: installing Debian's chromium with apt-get.");
    if (
      quietly('apt-get', 'update') &&
      quietly('apt-get', 'install', '-y', '--no-install-recommends', 'chromium')
    )
      return;
  }
  console.log('No Chromium found: asking Playwright to install one.');
  quietly(process.execPath, 'node_modules/playwright-core/cli.js', 'install', 'chromium');
}

if (!found()) installOne();
