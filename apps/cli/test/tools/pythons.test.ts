import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultPython, findPythons } from '../../src/tools/pythons.ts';

const folder = mkdtempSync(join(tmpdir(), 'memstrata-'));
afterAll(() => rmSync(folder, { recursive: true }));

function interpreter(path: string, script: string): string {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

const claims = (implementation: string, version: string, executable = '$0'): string =>
  `printf '%s\\n' ${implementation} ${version} "${executable}"`;

const environment = { PATH: join(folder, 'bin'), PYENV_ROOT: join(folder, 'pyenv') };

beforeAll(() => {
  const real = interpreter(
    join(folder, 'pyenv/versions/3.12.1/bin/python3'),
    claims('cpython', '3.12.1'),
  );
  interpreter(join(folder, 'pyenv/versions/3.9.18/bin/python3'), claims('cpython', '3.9.18'));
  interpreter(join(folder, 'bin/python3'), claims('cpython', '3.12.1', real));
  interpreter(join(folder, 'bin/python3.10'), claims('pypy', '3.10.2'));
  interpreter(join(folder, 'bin/python3.8'), 'exit 1');
});

test('finds each interpreter once, oldest first, and says what the others lack', async () => {
  const found = await findPythons(environment);
  expect(
    found.map((tool) => ('path' in tool ? tool.version : tool.why.replace(folder, ''))),
  ).toEqual(['3.9.18', '3.12.1', '/bin/python3.10 is pypy', '/bin/python3.8 does not run']);
});

test('follows a shim to the interpreter behind it', async () => {
  expect(await defaultPython(environment)).toMatchObject({
    version: '3.12.1',
    path: expect.stringContaining('versions/3.12.1'),
  });
});

test('says so where there is none', async () => {
  const nowhere = { PATH: '', PYENV_ROOT: '/nonexistent' };
  expect(await findPythons(nowhere)).toEqual([
    { name: 'python', why: 'no python3 on the PATH nor below pyenv' },
  ]);
  expect(await defaultPython(nowhere)).toEqual({ name: 'python', why: 'not on the PATH' });
});
