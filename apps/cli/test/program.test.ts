import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { oneLine } from '../src/failure.ts';
import { commandTree } from '../src/program.ts';
import { openSession } from '../src/session.ts';
import { Terminal } from '../src/terminal.ts';
import { invoke, Sink } from './invoke.ts';

const commands = commandTree(
  openSession(new Terminal(new Sink(), new Sink(), {}), Readable.from([])),
).commands;

describe('wrong usage costs one line and status 2', () => {
  test.each([
    [['elff'], "unknown command 'elff' (did you mean elf?)"],
    [['elf', '--jsno', 'x'], "unknown option '--jsno' (did you mean --json?)"],
    [['--versoin'], "unknown option '--versoin' (did you mean --version?)"],
    [['elf'], "missing required argument 'file' (see memstrata elf --help)"],
  ])('%j', async (argv, message) => {
    expect(await invoke(argv)).toEqual({
      status: 2,
      stdout: '',
      stderr: `memstrata: ${message}\n`,
    });
  });

  test('control characters and line breaks of the command line do not reach the terminal', async () => {
    const { stderr } = await invoke(['a\u001B[2J\nb']);
    expect(stderr.trimEnd()).toBe(oneLine(stderr));
  });
});

describe('help', () => {
  test('is what a bare call prints, with status 0', async () => {
    const bare = await invoke([]);
    expect(bare.status).toBe(0);
    expect(bare).toEqual(await invoke(['--help']));
    for (const command of commands) expect(bare.stdout).toContain(`  ${command.name()}`);
  });

  test.each(commands.map((command) => [command.name()]))('of %s fits 80 columns', async (name) => {
    const { status, stdout, stderr } = await invoke([name, '--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`Usage: memstrata ${name} `);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});

test('--version prints the version of the package', async () => {
  expect((await invoke(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('help fits into 80 columns', async () => {
  const { stdout } = await invoke(['--help']);
  for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
});
