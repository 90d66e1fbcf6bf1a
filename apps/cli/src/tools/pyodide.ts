/**
 * CPython 3.15 as WebAssembly: npm's `pyodide`, where it is installed beside this command. The package
 * holds the whole interpreter, nothing is fetched when it runs.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { asset } from '../assets.ts';
import type { Tool } from './tool.ts';

/** Chains of thousands of objects are unwound on the stack of the engine; in KiB, below the 8 MiB of a thread. */
const STACK = '--stack-size=4000';

interface Lock {
  readonly info: { readonly python: string; readonly arch: string };
}

/** A Python that is run through node; its version as it calls itself, `3.15.0rc1`. */
export function findPyodide(): Tool {
  const require = createRequire(import.meta.url);
  const content = (name: string): unknown =>
    JSON.parse(readFileSync(require.resolve(name), 'utf8'));
  try {
    const { info } = content('pyodide/pyodide-lock.json') as Lock;
    const { version } = content('pyodide/package.json') as { readonly version: string };
    return {
      name: 'python',
      path: process.execPath,
      words: [STACK, asset('pyodide-python.mjs')],
      version: info.python,
      banner: `Python ${info.python} (${info.arch}, npm pyodide ${version})`,
    };
  } catch {
    return { name: 'python', why: 'npm’s pyodide is not installed beside this command' };
  }
}
