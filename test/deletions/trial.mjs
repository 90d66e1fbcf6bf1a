// One start of the test runner in a copy of the tree: the first test that fails, if any does.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A rule may be what ends a loop: a run that takes so long has noticed. */
const MOST_SECONDS = 240;

const KINDS = [
  ['scenario', /^packages\/scenarios\/test\/(golden|library\/.*)\.test\.ts$/],
  ['contract', /\/contract\.test\.ts$/],
  ['conformance', /\.oracle\.test\.ts$|\/cpython-test-gc\.test\.ts$/],
];

/** The runs that have not ended. */
const running = new Set();

const endOf = (child) => {
  if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL');
};

/** Ends what this process has started, when it ends itself. */
export function endAll() {
  for (const child of running) endOf(child);
}

const kindOf = (file) => KINDS.find(([, pattern]) => pattern.test(file))?.[0] ?? 'law';

/** Runs the tests for one list of deletions until one fails: `by` says which, `kind` what it holds the model against. */
export async function runTests({ folder }, list) {
  const report = join(folder, 'report.json');
  rmSync(report, { force: true });
  const from = Date.now();
  const told = await vitest(folder, list, report);
  const seconds = Math.round((Date.now() - from) / 1000);
  if (told === 'late')
    return { kind: 'no end', by: `no end after ${MOST_SECONDS} s`, passed: 0, seconds };
  if (told === null) throw new Error(`${list}: the test runner ended without a report`);
  const { file, test, passed = 0 } = told;
  if (!file && passed === 0) throw new Error(`${list}: no test was run`);
  if (!file) return { kind: null, by: null, passed, seconds };
  const named = `${file.replace('packages/', '')}: ${test.slice(0, 90)}`;
  return { kind: kindOf(file), by: named, passed, seconds };
}

const read = (report) => {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return null; // not written yet, or not to its end
  }
};

/** Starts the test runner and ends it as soon as it has told a failure: its report, or `late`. */
function vitest(folder, list, report) {
  const entry = join(folder, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [entry, 'run', '--config', 'test/deletions/vitest.deletions.ts'];
  const nice = process.platform === 'win32' ? [] : ['nice', '-n', '10'];
  const [command, ...rest] = [...nice, process.execPath, ...args];
  const child = spawn(command, rest, {
    cwd: folder,
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, CI: '1', MEMSTRATA_DELETIONS: list },
  });
  running.add(child);
  return new Promise((resolve, reject) => {
    let late = false;
    const limit = setTimeout(() => {
      late = true;
      endOf(child);
    }, MOST_SECONDS * 1000);
    const look = setInterval(() => {
      if (read(report)?.file) endOf(child);
    }, 100);
    child.on('error', reject);
    child.on('exit', () => {
      running.delete(child);
      clearTimeout(limit);
      clearInterval(look);
      resolve(read(report) ?? (late ? 'late' : null));
    });
  });
}
