import { dirname } from 'node:path';
import { programThemes } from '@memstrata/gengc/conform';
import { describe, expect, test } from 'vitest';
import { defaultPython } from '../../src/tools/pythons.ts';
import { type FoundTool, isFound } from '../../src/tools/tool.ts';
import { execute, invoke } from '../invoke.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const python = await defaultPython(process.env);
const folder = temporaryFolder();

describe('verify gengc', () => {
  test('a folder without the other generator costs one line that names the missing file', async () => {
    const { status, stdout, stderr } = await invoke(['verify', 'gengc', '--oracle', '/nowhere'], {
      environment: process.env as Record<string, string>,
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(
      /^memstrata: (\/nowhere\/gen\.py: no such file|--oracle needs a native)/,
    );
  });

  test('a version that is not here costs one line with those that are', async () => {
    const environment = { PATH: '', PYENV_ROOT: '/nonexistent' };
    const answer = await invoke(['verify', 'gengc', '--python', '3.1'], { environment });
    expect(answer).toEqual({
      status: 2,
      stdout: '',
      stderr: 'memstrata: no CPython 3.1 here; there is 3.15.0rc1\n',
    });
  });

  test.runIf(isFound(python))(
    'outside the repository performs random programs and captures a heap, and agrees with the model',
    async () => {
      const { version, path } = python as FoundTool;
      const { stdout, status } = await execute(
        ['verify', 'gengc', '--python', version, '--seed', '7', '--json'],
        { PATH: dirname(path), PYENV_ROOT: folder },
        folder,
      );
      const { seed, suites, tools } = JSON.parse(stdout);
      expect(seed).toBe(7);
      expect(tools[0].banner).toContain(version);
      const [model, snapshot] = suites;
      expect([model.suite, snapshot.suite]).toEqual(['model', 'snapshot']);
      expect(model.mismatches).toEqual([]);
      expect(model.matched).toBeGreaterThanOrEqual(tools.length * (programThemes.length - 1));
      expect(snapshot).toMatchObject({ matched: tools.length, total: tools.length });
      expect(status).toBe(0);
    },
    300_000,
  );
});
