import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BUILT_MAIN } from './built-command.ts';
import { execute } from './invoke.ts';

const EMPTY = join(import.meta.dirname, 'recorded/bin/empty');

describe('the process', () => {
  test('ends with the status of the command', async () => {
    expect(await execute(['elf', EMPTY])).toMatchObject({ status: 0, stderr: '' });
    expect(await execute(['elf', '/nonexistent'])).toEqual({
      status: 1,
      stdout: '',
      stderr: 'memstrata: /nonexistent: no such file\n',
    });
    expect(await execute(['elf', '--nonsense'])).toMatchObject({ status: 2 });
  });

  test('writes no escape code under NO_COLOR, and some under FORCE_COLOR', async () => {
    expect(
      (await execute(['elf', EMPTY], { NO_COLOR: '1', FORCE_COLOR: '1' })).stdout,
    ).not.toContain('\u001B');
    expect((await execute(['elf', EMPTY], { NO_COLOR: '', FORCE_COLOR: '1' })).stdout).toContain(
      '\u001B',
    );
  });

  test('ends quietly when the reader of its output has gone', async () => {
    const files = Array.from({ length: 2_000 }, () => EMPTY);
    const child = spawn(process.execPath, [BUILT_MAIN, 'elf', ...files], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let complaint = '';
    child.stderr.on('data', (text) => (complaint += text));
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect({ status, complaint }).toEqual({ status: 141, complaint: '' });
  });

  test('ends quietly when interrupted', async () => {
    const files = Array.from({ length: 20_000 }, () => EMPTY);
    const child = spawn(process.execPath, [BUILT_MAIN, 'elf', ...files], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let complaint = '';
    child.stderr.on('data', (text) => (complaint += text));
    child.stdout.once('data', () => child.kill('SIGINT'));
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect({ status, complaint }).toEqual({ status: 130, complaint: '' });
  });
});
