import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultPython } from '../../src/tools/pythons.ts';
import { isFound } from '../../src/tools/tool.ts';
import { invoke } from '../invoke.ts';

const python = await defaultPython(process.env);

describe('verify gengc', () => {
  test('a folder without the oracle costs one line that names the missing file', async () => {
    const { status, stdout, stderr } = await invoke(['verify', 'gengc', '--oracle', '/nowhere']);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^memstrata: \/nowhere\/gen\.py: no such file; .*\n$/);
  });

  test.runIf(isFound(python))(
    'captures a heap on the interpreters found, and agrees with what they then collect',
    async () => {
      const folder = isFound(python) ? dirname(python.path) : '';
      const environment = { PATH: folder, PYENV_ROOT: folder };
      const { stdout, status } = await invoke(['verify', 'gengc', '--seed', '7', '--json'], {
        environment,
      });
      const { seed, suites } = JSON.parse(stdout);
      expect(seed).toBe(7);
      for (const { suite, total, matched, mismatches } of suites) {
        expect(mismatches, suite).toEqual([]);
        expect([suite, matched]).toEqual([suite, total]);
        expect(total, suite).toBeGreaterThan(0);
      }
      expect(status).toBe(0);
    },
    300_000,
  );
});
