// Ends `npm test` with one line `N passed, N failed`, summed from the real reports: each test of each
// vitest and Playwright report, and each other check (build, types, lint, sizes, …) as turbo recorded its exit.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** What a report of vitest, or of Playwright (`stats`), counted. */
function countsOf(report) {
  if (report.stats) return [report.stats.expected, report.stats.unexpected + report.stats.flaky];
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return [report.numPassedTests, report.numFailedTests + brokenFiles.length];
}

const REPORTS = {
  test: 'reports/test.json',
  'test:browser': 'reports/browser.json',
  repository: 'reports/repository.json',
  packed: 'reports/packed.json',
};

function turboRun() {
  const folder = join('.turbo', 'runs');
  const newest = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .sort()
        .at(-1)
    : undefined;
  if (newest) return readJson(join(folder, newest));
  console.error('The checks did not run: turbo left no summary.');
  process.exit(1);
}

let passed = 0;
let failed = 0;
for (const task of turboRun().tasks) {
  const ok = task.execution ? task.execution.exitCode === 0 : task.cache.status === 'HIT';
  const report = REPORTS[task.task] && join(task.directory ?? '', REPORTS[task.task]);
  const [good, bad] = report && existsSync(report) ? countsOf(readJson(report)) : [Number(ok), 0];
  passed += good;
  failed += bad > 0 || ok ? bad : 1;
  if (!ok) console.error(`failed: ${task.taskId}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
