import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { invoke } from '../invoke.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const RECORDED = join(import.meta.dirname, '../recorded');
const TRUTH = readFileSync(join(RECORDED, 'elf.jsonl'), 'utf8');
const ROOT = join(RECORDED, 'bin');
const folder = temporaryFolder();

function put(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

const conform = (file: string, ...more: string[]) =>
  invoke(['conform', 'elf', file, '--root', ROOT, ...more]);

describe('conform elf', () => {
  test('matches what binutils said, packed files and packed records included', async () => {
    const plain = await conform(join(RECORDED, 'elf.jsonl'));
    expect(plain).toEqual({ status: 0, stdout: 'elf: matched 4 of 4\n', stderr: '' });
    expect(await conform(put('packed', gzipSync(TRUTH)))).toEqual(plain);
  });

  test('fails on a record with one number changed, naming unit, place, expected and actual', async () => {
    const { dec } = JSON.parse(TRUTH.split('\n')[0] ?? '').berkeley;
    const spoiled = TRUTH.replace(`"dec":${dec}`, `"dec":${dec + 1}`);
    const { status, stdout } = await conform(put('spoiled', spoiled));
    expect(status).toBe(1);
    expect(stdout).toMatch(
      new RegExp(`^✗ fixtures/bin/\\w+, berkeley\\.\\w+: expected ${dec + 1}, actual ${dec}\n`),
    );
    expect(stdout).toMatch(/elf: matched 3 of 4\n$/);
  });

  test('skips files that are not here or of another version, and says why', async () => {
    const [first = '', second = '', ...rest] = TRUTH.trim().split('\n');
    const absent = first.replace(/"path":"[^"]*"/, '"path":"fixtures/bin/none"');
    const other = second.replace(/"sha256":"./, '"sha256":"x');
    const { status, stdout } = await conform(put('partly', [absent, other, ...rest].join('\n')));
    expect(status).toBe(0);
    expect(stdout).toBe('elf: matched 2 of 2, skipped 2 (1 not found, 1 another version)\n');
  });

  test('compares nothing with status 1', async () => {
    expect(await conform(put('nothing', ''))).toMatchObject({
      status: 1,
      stdout: 'elf: matched 0 of 0\n',
    });
  });

  test('--json prints the contract', async () => {
    const { stdout } = await conform(join(RECORDED, 'elf.jsonl'), '--json');
    expect(JSON.parse(stdout)).toEqual({
      suite: 'elf',
      matched: 4,
      total: 4,
      skipped: [],
      mismatches: [],
    });
  });
});

describe('a file that is not of the format costs one line and status 2', () => {
  test.each([
    ['text', 'hello\n', ':1: expected one JSON object on the line'],
    ['a number', '7\n', ':1: expected an object with "path"'],
    ['no hash', '{"path":"fixtures/bin/empty"}\n', ':1: expected an object with "sha256"'],
    ['cut', gzipSync(TRUTH).subarray(0, 500), ': truncated gzip data, expected its end'],
  ])('%s', async (name, content, message) => {
    const file = put(name, content);
    expect(await conform(file)).toEqual({
      status: 2,
      stdout: '',
      stderr: `memstrata: ${file}${message}\n`,
    });
  });

  test('a record that lacks a field names it', async () => {
    const file = put('lacking', TRUTH.replace('"berkeley"', '"bakerly"'));
    const { status, stderr } = await conform(file);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^memstrata: .*lacking:1: .*berkeley.*\n$/);
  });
});

test('a missing file has status 1, an unknown suite status 2 with the nearest', async () => {
  expect(await conform(join(folder, 'none'))).toMatchObject({ status: 1 });
  expect(await invoke(['conform', 'efl', 'x'])).toMatchObject({
    status: 2,
    stderr: "memstrata: unknown suite 'efl' (did you mean elf?)\n",
  });
});
