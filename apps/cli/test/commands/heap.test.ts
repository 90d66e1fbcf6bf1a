import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { invoke } from '../invoke.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const folder = temporaryFolder();
const SQLITE = join(import.meta.dirname, '../../assets/sqlite.rep.gz');
const LOGS = join(import.meta.dirname, '../../../../packages/allocator/test/recorded/logs');
const MTRACE = join(LOGS, 'mtrace.log.gz');
const LINES = gunzipSync(readFileSync(SQLITE)).toString().trim().split('\n');

/** Peak live bytes and operations by the plainest account: a map from id to size. */
function account(lines: readonly string[]): { operations: number; peakLiveBytes: number } {
  const sizes = new Map<string, number>();
  let [live, peakLiveBytes, operations] = [0, 0, 0];
  for (const [op = '', id = '', size = '0'] of lines.map((line) => line.split(' '))) {
    if (!/[acmrf]/.test(op)) continue;
    operations += 1;
    live -= sizes.get(id) ?? 0;
    sizes.delete(id);
    if (op !== 'f') {
      sizes.set(id, Number(size));
      live += Number(size);
    }
    peakLiveBytes = Math.max(peakLiveBytes, live);
  }
  return { operations, peakLiveBytes };
}

describe('heap', () => {
  test('reports what a recorded program asked for', async () => {
    const { stdout } = await invoke(['heap', '--json', SQLITE]);
    expect(JSON.parse(stdout)).toMatchObject(account(LINES));
  });

  test.each(['glibc', 'first-fit', 'best-fit'])('holds it all on %s', async (policy) => {
    const report = JSON.parse(
      (await invoke(['heap', '--json', '--policy', policy, SQLITE])).stdout,
    );
    expect(report.peakHeapBytes).toBeGreaterThan(report.peakLiveBytes);
    expect(report.utilisation).toBeCloseTo(report.peakLiveBytes / report.peakHeapBytes);
    expect(report.failures).toBe(0);
  });

  test('prints a table, and a progress bar on a terminal only', async () => {
    const plain = await invoke(['heap', SQLITE]);
    expect(plain.stdout).toMatch(/operations +18,844 .*\n +peak live +422,553 bytes/);
    expect(plain.stderr).toBe('');
    expect((await invoke(['heap', SQLITE], { terminal: 80 })).stderr).toMatch(
      /sqlite\.rep\.gz \[.*\] \d+ %/,
    );
  });
});

describe('what a heap looked like', () => {
  test('is said in figures, over time and as a map, in 80 columns', async () => {
    const { stdout } = await invoke(['heap', '--policy', 'first-fit', SQLITE]);
    const lines = stdout.split('\n').slice(1);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).toMatch(/probes +\d+\.\d\d {2}free chunks looked at for each request/);
    expect(stdout).toMatch(
      /top pinned at +0x[0-9a-f]+ {2}block \d+, [\d,]+ bytes, operation [\d,]+/,
    );
    expect(stdout).toMatch(/ heap +[▁▂▃▄▅▆▇█ ]+ +450,560\n/);
    expect(stdout).toMatch(/a mark: # used.*\n +0x8 {2}[-#.~]+\n/);
  });

  test('is in the JSON too: fragmentation, probes and what pins the top, at each sample', async () => {
    const { stdout } = await invoke(['heap', '--json', '--policy', 'best-fit', MTRACE]);
    const report = JSON.parse(stdout);
    const last = report.samples.at(-1);
    for (const moment of [report, last]) {
      expect(moment.fragmentation).toMatchObject({
        internalBytes: expect.any(Number),
        largestFree: expect.any(Number),
        external: expect.any(Number),
      });
      expect(moment.pin).toMatchObject({ id: expect.any(Number), born: expect.any(Number) });
      expect(moment.probes.requests).toBeGreaterThan(200);
    }
    expect(report.probes.examined).toBeGreaterThan(report.probes.requests);
  });

  test.each(['glibc', 'pymalloc', 'slab', 'bump'])('is drawn for %s', async (policy) => {
    const { stdout, status } = await invoke(['heap', '--policy', policy, MTRACE]);
    expect(status).toBe(0);
    expect(stdout).toContain('The heap at the end\n');
  });

  test('of an empty trace is little', async () => {
    const file = join(folder, 'empty');
    writeFileSync(file, '');
    const { stdout, status } = await invoke(['heap', file]);
    expect(status).toBe(0);
    expect(stdout).not.toContain('Over ');
  });
});

describe('the format of a trace is told by its first line', () => {
  test.each([
    ['mtrace', MTRACE],
    ['ltrace', join(LOGS, 'ltrace.log.gz')],
    ['ltrace of two threads', join(LOGS, 'ltrace-pids.log.gz')],
  ])('%s', async (_name, file) => {
    const report = JSON.parse((await invoke(['heap', '--json', file])).stdout);
    const calls = gunzipSync(readFileSync(file.replace('.log.', '.rep.')));
    const { operations } = account(calls.toString().trim().split('\n'));
    expect(report).toMatchObject({ operations, failures: 0 });
  });
});

describe('a trace that cannot be played costs one line', () => {
  test.each([
    ['a line of another kind', 'a 0 24\nx 1\n', 1, 'line 2: expected a ID SIZE, '],
    ['a free of what is not live', 'f 7\n', 1, 'line 1: expected a live id, found '],
    [
      'fewer operations than announced',
      '100\n1\n5\n1\na 0 24\n',
      1,
      'line 5: expected 5 operations',
    ],
  ])('%s', async (name, content, status, message) => {
    const file = join(folder, name.replaceAll(' ', '-'));
    writeFileSync(file, content);
    const answer = await invoke(['heap', file]);
    expect(answer).toMatchObject({ status, stdout: '' });
    expect(answer.stderr).toContain(`memstrata: ${file}: ${message}`);
    expect(answer.stderr.split('\n')).toHaveLength(2);
  });

  test('an unknown policy, with the nearest', async () => {
    expect(await invoke(['heap', '--policy', 'glib', SQLITE])).toMatchObject({
      status: 2,
      stderr: "memstrata: unknown policy 'glib' (did you mean glibc?)\n",
    });
  });
});
