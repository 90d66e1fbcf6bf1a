import { expect, test } from 'vitest';
import { findPyodide } from '../../src/tools/pyodide.ts';
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
