/**
 * CPython as WebAssembly: 3.15 in npm's `pyodide` where it is installed beside this command, and whatever
 * other release of it a folder holds. The package is the whole interpreter, nothing is fetched when it runs.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { asset } from '../assets.ts';
import { UsageError } from '../failure.ts';
import type { FoundTool, Tool } from './tool.ts';

/** Chains of thousands of objects are unwound on the stack of the engine; in KiB, below the 8 MiB of a thread. */
const STACK = '--stack-size=4000';

interface Lock {
  readonly info: { readonly python: string; readonly arch: string };
}

/** The Python of npm's `pyodide` that is installed beside this command. */
export function findPyodide(): Tool {
  const require = createRequire(import.meta.url);
  try {
    return pythonOf(dirname(require.resolve('pyodide/package.json')), []);
  } catch {
    return { name: 'python', why: 'npm’s pyodide is not installed beside this command' };
  }
}

/**
 * The Python of another release of npm's `pyodide`: each release holds one patch release of CPython.
 * @throws UsageError if the folder holds none.
 */
export function pyodideIn(folder: string): FoundTool {
  try {
    return pythonOf(folder, ['--pyodide', resolve(folder)]);
  } catch {
    throw new UsageError(
      `${folder} holds no release of npm’s pyodide; name the folder with its package.json, node_modules/pyodide`,
    );
  }
}

/** A Python that is run through node; its version as it calls itself, `3.15.0rc1`. */
function pythonOf(folder: string, words: readonly string[]): FoundTool {
  const content = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const { info } = content(lockFile(folder)) as Lock;
  const { version } = content('package.json') as { readonly version: string };
  return {
    name: 'python',
    path: process.execPath,
    words: [STACK, asset('pyodide-python.mjs'), ...words],
    isWebAssembly: true,
    version: info.python,
    banner: `Python ${info.python} (${info.arch}, npm pyodide ${version})`,
  };
}

/** Releases before 0.23 call it `repodata.json`. */
const lockFile = (folder: string): string =>
  ['pyodide-lock.json', 'repodata.json'].find((name) => existsSync(join(folder, name))) ?? '';
