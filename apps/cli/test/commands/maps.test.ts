import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { invoke } from '../invoke.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const folder = temporaryFolder();
const CAT = join(import.meta.dirname, '../../assets/cat.maps');
const TEXT = readFileSync(CAT, 'utf8');

function put(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

const mapping = (start: number, end: number, path = ''): string =>
  `${start.toString(16)}-${end.toString(16)} rw-p 00000000 00:00 0 ${path}\n`;

describe('maps', () => {
  test('draws the highest address on top, every mapping once', async () => {
    const { stdout } = await invoke(['maps', CAT]);
    const drawn = stdout
      .split('\n')
      .flatMap((line) => /^ *([0-9a-f]+)-[0-9a-f]+ /.exec(line)?.[1] ?? []);
    const ascending = TEXT.trim()
      .split('\n')
      .map((line) => line.split('-')[0]);
    expect(drawn).toEqual([...ascending].reverse());
  });

  test('labels gaps with their size, and none where mappings touch', async () => {
    const file = put(
      'gap',
      mapping(0x1000, 0x3000) + mapping(0x3000, 0x4000) + mapping(0x204000, 0x205000),
    );
    const { stdout } = await invoke(['maps', file]);
    expect(
      stdout
        .split('\n')
        .slice(2, -1)
        .map((line) => line.slice(25).trim().replaceAll(/ +/g, ' ')),
    ).toEqual([
      '4 KiB rw-p anonymous',
      '2 MiB gap',
      '4 KiB rw-p anonymous',
      '8 KiB rw-p anonymous',
    ]);
  });

  test('--json carries each line with its label', async () => {
    const { mappings, totals } = JSON.parse((await invoke(['maps', '--json', CAT])).stdout);
    expect(mappings).toHaveLength(TEXT.trim().split('\n').length);
    expect(mappings.find(({ path }: { path: string }) => path === '[stack]').label.kind).toBe(
      'stack',
    );
    expect(totals.stack).toBeGreaterThan(0);
  });

  test('--brief draws neighbours as one line', async () => {
    const whole = await invoke(['maps', CAT]);
    const brief = await invoke(['maps', '--brief', CAT]);
    expect(brief.stdout.split('\n').length).toBeLessThan(whole.stdout.split('\n').length / 2);
    for (const line of brief.stdout.split('\n').slice(1))
      expect(line.length).toBeLessThanOrEqual(80);
  });

  describe('--resident', () => {
    const smaps = (start: number, path: string, [rss, pss, own, swap]: readonly number[]): string =>
      `${mapping(start, start + 0x4000, path).trimEnd()}
Rss: ${rss} kB
Pss: ${pss} kB
Private_Clean: 0 kB
Private_Dirty: ${own} kB
Swap: ${swap} kB
`;
    const BEFORE =
      smaps(0x1000, '[heap]', [8, 8, 8, 0]) +
      smaps(0x10000, '/usr/lib/libc.so.6', [12, 3, 0, 0]) +
      smaps(0x20000, '/usr/lib/libc.so.6', [4, 1, 4, 0]) +
      smaps(0x30000, '/tmp/untouched', [0, 0, 0, 0]);

    test('tells what is in memory by purpose, the most first', async () => {
      const { stdout } = await invoke(['maps', '--resident', put('before', BEFORE)]);
      const [, sentence, ...rows] = stdout.trimEnd().split('\n');
      expect(sentence).toBe('resident 24 KiB, 12 KiB of it private');
      expect(rows.map((row) => row.trim().split(/ {2,}/))).toEqual([
        ['resident', 'pss', 'private', 'size', 'mappings', 'what'],
        ['16 KiB', '4 KiB', '4 KiB', '32 KiB', '2', 'libc.so.6'],
        ['8 KiB', '8 KiB', '8 KiB', '16 KiB', '1', '[heap]'],
        ['and 1 with nothing in memory'],
      ]);
    });

    test('tells what was written out where something was', async () => {
      const file = put('swapped', smaps(0x1000, '[heap]', [0, 0, 0, 16]));
      const { stdout } = await invoke(['maps', '--resident', file]);
      expect(stdout).toContain('0 bytes of it private, 16 KiB swapped out');
      expect(stdout.split('\n').at(-2)?.trim().split(/ {2,}/)).toEqual([
        ...['–', '–', '–', '16 KiB', '16 KiB', '1', '[heap]'],
      ]);
    });

    test('with --diff tells what became more and what less', async () => {
      const after = BEFORE.replace('Rss: 8 kB', 'Rss: 16 kB').replace('Rss: 12 kB', 'Rss: 0 kB');
      const files = [put('before', BEFORE), put('after', after)];
      const { stdout } = await invoke(['maps', '--resident', '--diff', ...files]);
      expect(
        stdout
          .trimEnd()
          .split('\n')
          .map((row) => row.trim().split(/ {2,}/)),
      ).toEqual([
        ['change', 'before', 'after', 'what'],
        ['+8 KiB', '8 KiB', '16 KiB', '[heap]'],
        ['-12 KiB', '16 KiB', '4 KiB', 'libc.so.6'],
      ]);
    });

    test('asks for smaps where it is given maps, and draws nothing beside', async () => {
      expect(await invoke(['maps', '--resident', CAT])).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('maps does not tell what is resident; give smaps'),
      });
      expect(await invoke(['maps', '--resident', '--brief', CAT])).toMatchObject({ status: 2 });
    });

    test.runIf(process.platform === 'linux')('adds up to what the kernel says', async () => {
      const child = spawn('sleep', ['60']);
      onTestFinished(() => void child.kill());
      const rss = (): number => {
        const rollup = readFileSync(`/proc/${child.pid}/smaps_rollup`, 'utf8');
        return Number(/^Rss: +(\d+) kB$/m.exec(rollup)?.[1]) * 1024;
      };
      let [before, resident] = [-1, 0];
      // Again while it still starts.
      while (before !== rss()) {
        before = rss();
        const { stdout } = await invoke(['maps', '--resident', '--json', `${child.pid}`]);
        resident = JSON.parse(stdout).total.resident;
      }
      expect(resident).toBe(before);
    });
  });

  test('reads 60,000 lines', { timeout: 120_000 }, async () => {
    const lines = Array.from({ length: 60_000 }, (_, index) =>
      mapping(0x1000 + index * 0x2000, 0x2000 + index * 0x2000),
    );
    const { stdout, status } = await invoke(['maps', put('many', lines.join(''))]);
    expect(status).toBe(0);
    expect(stdout.split('\n')).toHaveLength(2 * 60_000 + 2);
  });

  test.runIf(process.platform === 'linux')('without a source draws its own process', async () => {
    const { stdout } = await invoke(['maps']);
    expect(stdout).toContain(`process ${process.pid}: `);
    expect(stdout).toContain('[stack]');
  });
});

describe('maps --diff', () => {
  test('tells what was mapped, from the highest address down', async () => {
    const before = put('before', mapping(0x1000, 0x3000, '[heap]'));
    const after = put('after', mapping(0x1000, 0x5000, '[heap]') + mapping(0x9000, 0xa000));
    const { stdout, status } = await invoke(['maps', '--diff', before, after]);
    expect(status).toBe(0);
    expect(stdout).toBe(
      'mapped  9000-a000  4 KiB  rw-p  anonymous\nmapped  3000-5000  8 KiB  rw-p  [heap]\n',
    );
    expect((await invoke(['maps', '--diff', before, before])).stdout).toBe('no difference\n');
  });
});

describe('a terminal of 80 columns', () => {
  const path = '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2';
  const before = (): string => put('wide', mapping(0x7ffff7fca000, 0x7ffff7fcb000, path));
  const after = (): string =>
    put('wider', mapping(0x7ffff7fca000, 0x7ffff7fcb000, path).replace('rw-p', 'r-xp'));

  test.each([
    ['a map', () => ['maps', before()]],
    ['a difference', () => ['maps', '--diff', before(), after()]],
  ])('%s fits, and a path shows its end', async (_, argv) => {
    const { stdout } = await invoke(argv(), {
      terminal: 80,
      environment: { NO_COLOR: '1', TERM: 'xterm' },
    });
    const lines = stdout.split('\n').slice(argv().includes('--diff') ? 0 : 1);
    expect(stdout).toMatch(/…[\w/-]*x86-64\.so\.2\n/);
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(80);
  });
});

describe('what cannot be read costs one line', () => {
  test.each([
    ['a missing file', ['maps', '/nonexistent'], 1, '/nonexistent: no such file'],
    [
      'two sources',
      ['maps', 'a', 'b'],
      2,
      'expected one PID or FILE; two are compared with --diff',
    ],
    [
      'one source to compare',
      ['maps', '--diff', 'a'],
      2,
      '--diff compares two sources: memstrata maps --diff BEFORE AFTER',
    ],
  ])('%s', async (_, argv, status, message) => {
    expect(await invoke(argv)).toEqual({ status, stdout: '', stderr: `memstrata: ${message}\n` });
  });

  test('a malformed line, with line and column', async () => {
    const file = put('bad', `${mapping(0x1000, 0x2000)}hello\n`);
    expect(await invoke(['maps', file])).toEqual({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^memstrata: .*bad: line 2, column 1: expected .*, found "hello"\n$/,
      ),
    });
  });
});

describe('what has no maps', () => {
  test('is a process that there is not', async () => {
    const { status, stderr } = await invoke(['maps', '999999999']);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      process.platform === 'linux'
        ? /^memstrata: there is no process 999999999\n$/
        : /^memstrata: process 999999999 cannot be read: live processes/,
    );
  });

  test('is a folder, and a file that is not there', async () => {
    expect(await invoke(['maps', folder])).toMatchObject({
      status: 1,
      stderr: `memstrata: ${folder}: is a folder, expected a file\n`,
    });
    const missing = join(folder, 'missing');
    expect((await invoke(['maps', missing])).stderr).toBe(`memstrata: ${missing}: no such file\n`);
  });

  test('has no memory of its own where the text is empty, as of a thread of the kernel', async () => {
    const { status, stdout } = await invoke(['maps', put('none', '')]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/: 0 mappings, 0 bytes\nno memory of its own: a thread of the kernel/);
    const { mappings } = JSON.parse((await invoke(['maps', '--json', put('none', '')])).stdout);
    expect(mappings).toEqual([]);
  });
});
