/**
 * Builds the command from the sources of the whole workspace once per test run, so that the
 * black-box tests run a real process and need no earlier build.
 */
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'tsup';

const PACKAGE = join(import.meta.dirname, '..');
const TARGET = join(PACKAGE, 'node_modules/.under-test');

export const BUILT_MAIN: string = join(TARGET, 'dist/main.js');

export async function setup(): Promise<void> {
  await build({
    config: false,
    silent: true,
    entry: { main: join(PACKAGE, 'src/main.ts') },
    outDir: join(TARGET, 'dist'),
    format: ['esm'],
    target: 'node20',
    platform: 'node',
    noExternal: [/^@memstrata\//],
    clean: true,
    esbuildOptions: (options) => {
      options.conditions = ['source', 'import', 'node'];
    },
  });
  mkdirSync(TARGET, { recursive: true });
  cpSync(join(PACKAGE, 'package.json'), join(TARGET, 'package.json'));
  cpSync(join(PACKAGE, 'assets'), join(TARGET, 'assets'), { recursive: true });
}
