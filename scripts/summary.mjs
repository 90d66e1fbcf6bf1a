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

/** The tasks of turbo's runs, so many as the command line says, each as the last of them found it. */
function turboTasks(runs) {
  const folder = join('.turbo', 'runs');
  const summaries = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.json'))
    : [];
  if (summaries.length !== runs) {
    console.error(`Not all checks ran: turbo left ${summaries.length} of ${runs} summaries.`);
    process.exit(1);
  }
  const all = summaries.sort().flatMap((name) => readJson(join(folder, name)).tasks);
  return new Map(all.map((task) => [task.taskId, task])).values();
}

let passed = 0;
let failed = 0;
for (const task of turboTasks(Number(process.argv[2]))) {
  const ok = task.execution ? task.execution.exitCode === 0 : task.cache.status === 'HIT';
  const report = REPORTS[task.task] && join(task.directory ?? '', REPORTS[task.task]);
  const [good, bad] = report && existsSync(report) ? countsOf(readJson(report)) : [Number(ok), 0];
  passed += good;
  failed += bad > 0 || ok ? bad : 1;
  if (!ok) console.error(`failed: ${task.taskId}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
