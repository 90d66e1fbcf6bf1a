// A copy of the tracked files in the system's folder for temporary files, with the installed packages linked.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PARTS = [
  'packages',
  'tooling',
  'test/deletions',
  'test/mutation',
  'package.json',
  'tsconfig.base.json',
];

/** Copies what the tests need. The links between the packages are relative and so lead into the copy. */
export function makeCopy(root) {
  const folder = mkdtempSync(join(tmpdir(), 'memstrata-deletions-'));
  const files = execFileSync('git', ['ls-files', '-z', '--', ...PARTS], { cwd: root })
    .toString()
    .split('\0')
    .filter((file) => file !== '' && existsSync(join(root, file)));
  for (const file of files) cpSync(join(root, file), join(folder, file));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const name of readdirSync(join(folder, 'packages'))) {
    const modules = join('packages', name, 'node_modules');
    if (existsSync(join(root, modules)))
      cpSync(join(root, modules), join(folder, modules), {
        recursive: true,
        verbatimSymlinks: true,
      });
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
