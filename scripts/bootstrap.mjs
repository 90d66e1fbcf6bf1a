// The zero-dependency door behind `npm run demo`, `npm test` and the other root scripts: checks the
// Node version, gets the pinned pnpm through npm, installs when the lock file changed, runs one task.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };

/** Runs a command in the foreground; its exit status, 1 when a signal ended it. */
function run(command, ...args) {
  const { error, status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env });
  if (error) throw error;
  return status ?? 1;
}

/** The pinned pnpm, run by the npm that runs us, or by npx where node was started directly. */
function pnpm(...args) {
  const npm = process.env.npm_execpath;
  const spec = manifest.packageManager;
  if (npm && /npm-cli\.js$/.test(npm))
    return run(process.execPath, npm, 'exec', '--yes', `--package=${spec}`, '--', 'pnpm', ...args);
  return run(process.platform === 'win32' ? 'npx.cmd' : 'npx', '--yes', spec, ...args);
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `Memstrata needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer Node and run the command again.`,
  );
  process.exit(1);
}

/** Installs when the lock file, the package manager or the platform differ from the last time. */
function install() {
  const stampFile = join(root, 'node_modules', '.memstrata-install');
  const stamp = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .update(`${manifest.packageManager} ${process.version} ${process.platform} ${process.arch}`)
    .digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  const status = pnpm('install', '--frozen-lockfile');
  if (status !== 0) process.exit(status);
  writeFileSync(stampFile, stamp);
}

const turbo = (...args) => pnpm('exec', 'turbo', 'run', ...args);
const cli = join(root, 'apps', 'cli', 'dist', 'main.js');

const buildCli = () => {
  const status = turbo(
    'build',
    '--filter=memstrata',
    '--output-logs=errors-only',
    '--log-prefix=none',
  );
  if (status !== 0) process.exit(status);
};

/**
 * Every check there is, in two runs: the chain of builds that ends in the site, with the short checks in its gaps,
 * then the tests, so that the longest of them does not come last and alone. turbo goes on after a failure, so that
 * one run tells all.
 */
const CHECKS = [
  [
    ...['build', 'site', 'typecheck', 'lint', 'imports', 'unused', 'typecheck:configs'],
    ...['repository', 'size', 'pack:check'],
  ],
  ['test', 'test:browser', 'packed'],
];

const tasks = {
  demo(...args) {
    buildCli();
    return run(process.execPath, cli, 'demo', ...args);
  },
  verify(...args) {
    buildCli();
    return run(process.execPath, cli, 'verify', ...args);
  },
  test() {
    rmSync(join(root, '.turbo', 'runs'), { recursive: true, force: true });
    run(process.execPath, 'scripts/get-browser.mjs');
    for (const checks of CHECKS)
      turbo(...checks, '--continue', '--summarize', '--output-logs=errors-only', '--concurrency=3');
    return run(process.execPath, 'scripts/summary.mjs', `${CHECKS.length}`);
  },
  build: () => turbo('build'),
  check: () => turbo('typecheck', 'lint', 'imports', 'unused', 'typecheck:configs'),
  bench: (...args) => turbo('bench', '--concurrency=1', ...args.map((name) => `--filter=*${name}`)),
  long: (...args) => turbo('long', '--concurrency=1', ...args.map((name) => `--filter=*${name}`)),
  deletions: (...args) => run(process.execPath, join('test', 'deletions', 'run.mjs'), ...args),
  mutation(...args) {
    const status = pnpm('--dir', join('test', 'mutation'), 'install', '--frozen-lockfile');
    if (status !== 0) process.exit(status);
    return run(process.execPath, join('test', 'mutation', 'run.mjs'), ...args);
  },
  docs: () => turbo('preview', '--filter=@memstrata/docs'),
};

const [name = '', ...args] = process.argv.slice(2);
const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
if (!task) {
  console.error(`Unknown task "${name}". Tasks: ${Object.keys(tasks).join(', ')}.`);
  process.exit(2);
}
requireNode();
install();
process.exit(task(...args));
