import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { invoke } from '../invoke.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const folder = temporaryFolder();
const SQLITE = join(import.meta.dirname, '../../assets/sqlite.rep.gz');
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
