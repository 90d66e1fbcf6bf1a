import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { invoke } from '../invoke.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const RECORDED = join(import.meta.dirname, '../recorded');
const FILES = ['brk_m32', 'customsec', 'empty'];
const folder = temporaryFolder();

test('--format prints what size prints, byte for byte, in each form and of several files', async () => {
  const paths = FILES.map((name) => join(RECORDED, 'bin', name));
  let printed = '';
  for (const form of ['berkeley', 'gnu', 'sysv'])
    printed += (await invoke(['elf', '--format', form, ...paths])).stdout;
  expect(printed.replaceAll(join(RECORDED, 'bin/'), '')).toBe(
    readFileSync(join(RECORDED, 'size.txt'), 'utf8'),
  );
});

test('tells the kind of file, its sizes and the sections of each segment', async () => {
  const { stdout, status } = await invoke(['elf', join(RECORDED, 'bin/brk_m32')]);
  expect(status).toBe(0);
  expect(stdout).toContain('32-bit EXEC for Intel 80386');
  expect(stdout).toContain('interpreter /lib/ld-linux.so.2');
  expect(stdout).toMatch(/LOAD +RW- .*\n +.*\.data \.bss/);
  for (const line of stdout.split('\n').filter((line) => !line.includes(RECORDED)))
    expect(line.length).toBeLessThanOrEqual(80);
});

test('--json prints one object with all headers', async () => {
  const { stdout } = await invoke(['elf', '--json', join(RECORDED, 'bin/empty')]);
  const read = JSON.parse(stdout);
  expect(read.header.bits).toBe(64);
  expect(read.sectionsOfSegments).toHaveLength(read.programHeaders.length);
});

describe('a file that is no ELF file costs one line and status 1', () => {
  const whole = readFileSync(join(RECORDED, 'bin/empty'));
  test.each([
    ['missing', undefined, /: no such file$/],
    ['empty', '', /: not an ELF file: at offset 0x0 expected 7f 45 4c 46, found an empty file$/],
    ['a script', '#!/bin/sh\n', /: not an ELF file: at offset 0x0 expected 7f 45 4c 46, found /],
    ['cut in its header', whole.subarray(0, 40), /: truncated ELF file: at offset 0x28 expected /],
    [
      'cut in its tables',
      whole.subarray(0, whole.length - 1),
      /: truncated ELF file: at offset 0x/,
    ],
  ])('%s', async (name, content, message) => {
    const file = join(folder, name.replaceAll(' ', '-'));
    if (content !== undefined) writeFileSync(file, content);
    const { status, stdout, stderr } = await invoke(['elf', file]);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.trimEnd()).toMatch(message);
    expect(stderr).toContain(`memstrata: ${file}: `);
    expect(stderr.split('\n')).toHaveLength(2);
  });

  test('a folder', async () => {
    const { status, stderr } = await invoke(['elf', folder]);
    expect(status).toBe(1);
    expect(stderr).toBe(`memstrata: ${folder}: is a folder, expected a file\n`);
  });
});
