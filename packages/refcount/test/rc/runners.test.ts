import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rc } from '../../src/rc/index.ts';
import { expectNoLeaks } from '../../src/rc/leaks.ts';

const source = (file: string): string => join(import.meta.dirname, '../../src/rc', file);
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'memstrata-leaks-'));
  await build({
    stdin: {
      contents: `export * from ${JSON.stringify(source('index.ts'))};
        export * from ${JSON.stringify(source('leaks.ts'))};`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    format: 'esm',
    outfile: join(folder, 'handles.mjs'),
  });
});

afterAll(() => rm(folder, { recursive: true }));

/** Runs a test file under node:test. */
async function underNodeTest(body: string): Promise<{ passed: boolean; output: string }> {
  const file = join(folder, 'case.test.mjs');
  const contents = `import test from 'node:test';
    import { expectNoLeaks, rc } from './handles.mjs';
    ${body}`;
  await writeFile(file, contents);
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env } = process.env;
  const run = promisify(execFile)(process.execPath, ['--test', file], { env });
  return run.then(
    ({ stdout }) => ({ passed: true, output: stdout }),
    ({ stdout }: { stdout: string }) => ({ passed: false, output: stdout }),
  );
}

test('expectNoLeaks passes a clean test of node:test', async () => {
  const { passed, output } = await underNodeTest(`
    test('closes', () => expectNoLeaks(() => rc('socket').dispose()));`);
  expect(output).toMatch(/pass 1/);
  expect(passed).toBe(true);
});

test('expectNoLeaks fails a leaking test of node:test and names who acquired', async () => {
  const { passed, output } = await underNodeTest(`
    function openSocket() { return rc('socket'); }
    test('leaks', () => expectNoLeaks(() => void openSocket()));`);
  expect(passed).toBe(false);
  expect(output).toMatch(/1 acquired at openSocket/);
});

test('expectNoLeaks passes a clean test of vitest', () =>
  expectNoLeaks(async () => {
    const handle = rc('socket');
    await Promise.resolve();
    handle.dispose();
  }));
