import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build, transform } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';

const execute = promisify(execFile);

/** What each package needs beside itself, and what its ten-line sample prints. */
const PACKAGES = {
  segments: { needs: [], prints: 'true true' },
  allocator: { needs: [], prints: '24 40 32' },
  refcount: { needs: [], prints: '2 socket true' },
  gengc: { needs: ['refcount'], prints: 'true 1 false' },
  scenarios: { needs: ['segments', 'allocator', 'refcount', 'gengc'], prints: 'true true' },
} as const;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const tarball = (name: string): string => resolve('packages', name, '.pack/package.tgz');

/** An empty folder with the tarballs installed by npm, as a stranger would. */
async function installed(tarballs: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'memstrata-'));
  folders.push(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const options = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  await execute('npm', ['install', ...options, ...tarballs], { cwd: folder });
  return folder;
}

const printed = async (folder: string, ...words: string[]): Promise<string> =>
  (await execute(process.execPath, words, { cwd: folder })).stdout.trim();

describe.concurrent.each(Object.entries(PACKAGES))('%s', (name, { needs, prints }) => {
  test('runs its sample as ESM, as CJS and bundled for a browser', async () => {
    const folder = await installed([name, ...needs].map(tarball));
    const sample = readFileSync(join('test/packed/samples', `${name}.mjs`), 'utf8');
    writeFileSync(join(folder, 'sample.mjs'), sample);
    const { code } = await transform(sample, { format: 'cjs' });
    writeFileSync(join(folder, 'sample.cjs'), code);
    await build({
      entryPoints: [join(folder, 'sample.mjs')],
      bundle: true,
      platform: 'browser',
      format: 'esm',
      outfile: join(folder, 'bundled.mjs'),
    });
    for (const file of ['sample.mjs', 'sample.cjs', 'bundled.mjs'])
      expect(await printed(folder, file), file).toBe(prints);
  });
});

describe.concurrent('memstrata', () => {
  test('the command runs from its tarball', async () => {
    const packages = Object.keys(PACKAGES).map(tarball);
    const folder = await installed([...packages, resolve('apps/cli/.pack/package.tgz')]);
    copyFileSync('packages/scenarios/package.json', join(folder, 'not-an-elf-file'));
    const command = join(folder, 'node_modules/memstrata/dist/main.js');
    expect(await printed(folder, command, 'list')).toContain('malloc-split');
    expect(await printed(folder, command, 'run', 'ring')).toContain('collect()');
    await expect(printed(folder, command, 'elf', 'not-an-elf-file')).rejects.toMatchObject({
      code: 1,
    });
  });
});
