import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
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
        export * from ${JSON.stringify(source('keyed.ts'))};
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

/** Takes handles in every way, each in a function named after it, and prints the report. */
const EVERY_WAY = `
  import * as handles from './handles.mjs';
  const { rc, asyncRc, SharedByKey, trackLeaks } = handles;
  const tracker = trackLeaks();
  function byRc() { return rc('socket'); }
  function byModule() { return handles.rc('socket'); }
  function byRequire() { return ({ ...handles }).rc('socket'); }
  function byMap() { return ['socket'].map(rc); }
  function byClone(handle) { return handle.clone(); }
  function byUpgrade(handle) { return handle.weak().upgrade(); }
  function byAsyncRc() { return asyncRc('pool'); }
  function byUse(handle) { handle.use(() => new Promise(() => {})); }
  async function byAcquire(shared) { return await shared.acquire('db'); }
  async function byAll(shared) { await Promise.all([shared.acquire('db')]); }
  byUpgrade(byClone(byRc()));
  byModule();
  byRequire();
  byMap();
  byUse(byClone(byAsyncRc()));
  const shared = new SharedByKey({ create: (key) => key });
  byUpgrade(byClone(await byAcquire(shared)));
  await byAll(shared);
  export const sites = tracker.live().map(({ acquiredAt }) => acquiredAt.match(/by\\w+/)?.[0] ?? acquiredAt);
  tracker.stop();`;

test('sites are of the code that asks, in a bundle as well', async () => {
  const file = join(folder, 'every-way.mjs');
  await writeFile(file, EVERY_WAY);
  const { sites } = await import(/* @vite-ignore */ pathToFileURL(file).href);
  expect(sites).toEqual([
    ...['byRc', 'byClone', 'byUpgrade', 'byModule', 'byRequire', 'byMap'],
    ...['byAsyncRc', 'byClone', 'byUse', 'byAcquire', 'byClone', 'byUpgrade', 'byAll'],
  ]);
});
