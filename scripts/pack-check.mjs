// Packs the package in the current folder as it would be published, and lets publint and attw judge it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';

const run = (command, ...args) => execFileSync(command, args, { stdio: 'inherit' });

rmSync('.pack', { recursive: true, force: true });
mkdirSync('.pack');
run('pnpm', 'pack', '--out', '.pack/package.tgz');
run('publint', 'run', '.pack/package.tgz', '--strict');
run('attw', '.pack/package.tgz', '--profile', 'node16');
