import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { findPyodide, pyodideIn } from '../../src/tools/pyodide.ts';
import { isFound, runTool } from '../../src/tools/tool.ts';

const pyodide = findPyodide();

test('the Python of npm says its version and where it comes from', () => {
  expect(isFound(pyodide) && pyodide.version).toMatch(/^3\.15\./);
  expect(isFound(pyodide) && pyodide.banner).toMatch(
    /^Python 3\.15\.\S+ \(wasm32, npm pyodide 315\.\S+\)$/,
  );
});

test('it refuses an option it does not know before it starts', async () => {
  const answer = isFound(pyodide) ? await runTool(pyodide, ['-c', 'print(1)']) : null;
  expect(answer).toMatchObject({
    status: 2,
    stderr: 'pyodide-python: -c is not understood here\n',
  });
});

test('another release is one more Python, run from its folder', async () => {
  const folder = dirname(createRequire(import.meta.url).resolve('pyodide/package.json'));
  const other = pyodideIn(folder);
  expect(other.version).toBe(isFound(pyodide) && pyodide.version);
  expect(other.words).toContain(folder);
  expect((await runTool(other, [])).stderr).toBe('usage: pyodide-python.mjs FILE [ARG…]\n');
});

test('a folder without a release is refused by its name', () => {
  expect(() => pyodideIn(import.meta.dirname)).toThrow(
    `${import.meta.dirname} holds no release of npm’s pyodide`,
  );
});
