import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { candidatesFor, lineBatches, lines, readBytes, readText } from '../src/file-input.ts';

const folder = mkdtempSync(join(tmpdir(), 'memstrata-'));
afterAll(() => rmSync(folder, { recursive: true }));

function put(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const TEXT = `one\ntwo\n\n${'x'.repeat(200_000)}\n最后`;
const LINES = TEXT.split('\n');

describe('lines', () => {
  test('come out of a plain file', async () => {
    expect(await collect(lines(put('plain', TEXT)))).toEqual(LINES);
  });

  test('come out of a gzip file of any name', async () => {
    expect(await collect(lines(put('packed.txt', gzipSync(TEXT))))).toEqual(LINES);
  });

  test('of an empty file are none', async () => {
    expect(await collect(lines(put('empty', '')))).toEqual([]);
  });

  test('cost their length once, however long', async () => {
    const long = 'y'.repeat(16 << 20);
    const batches = await collect(lineBatches(put('long', long)));
    expect(batches.map((batch) => batch.map((line) => line.length))).toEqual([[16 << 20]]);
  });

  test('report the bytes read from the disk', async () => {
    const file = put('counted', TEXT);
    let last = 0;
    for await (const _ of lineBatches(file, (read) => (last = read)));
    expect(last).toBe(Buffer.byteLength(TEXT));
  });
});

describe('a file that cannot be read is named with the reason', () => {
  const packed = gzipSync(TEXT.repeat(20));
  test.each([
    ['a missing file', () => join(folder, 'none'), 'no such file'],
    ['a folder', () => folder, 'is a folder, expected a file'],
    [
      'a path through a file',
      () => join(put('leaf', ''), 'x'),
      'a part of the path is not a folder',
    ],
    [
      'truncated gzip',
      () => put('cut.gz', packed.subarray(0, -100)),
      'truncated gzip data, expected its end',
    ],
    [
      'damaged gzip',
      () => put('bad.gz', Buffer.concat([packed.subarray(0, 40), Buffer.alloc(400, 7)])),
      'damaged gzip data',
    ],
  ])('%s', async (_, make, reason) => {
    const file = make();
    const failure = { name: 'InputError', message: `${file}: ${reason}` };
    await expect(collect(lines(file))).rejects.toMatchObject(failure);
    await expect(readBytes(file)).rejects.toMatchObject(failure);
  });
});

test('a whole file is unpacked by its content', async () => {
  expect(await readText(put('whole', gzipSync(TEXT)))).toBe(TEXT);
});

describe('a recorded path', () => {
  test('stands for itself without a root', () => {
    expect(candidatesFor('/usr/bin/ls', undefined)).toEqual(['/usr/bin/ls']);
  });

  test('stands for each of its tails below a root, packed or not', () => {
    expect(candidatesFor('fixtures/bin/empty', '/r')).toEqual([
      '/r/fixtures/bin/empty',
      '/r/fixtures/bin/empty.gz',
      '/r/bin/empty',
      '/r/bin/empty.gz',
      '/r/empty',
      '/r/empty.gz',
    ]);
  });

  test('never leads out of the root', () => {
    for (const path of candidatesFor('../../etc/passwd', '/r')) expect(path).toMatch(/^\/r\//);
  });
});
