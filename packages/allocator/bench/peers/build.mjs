/**
 * Builds the peers once in a folder of their own: what npm and the system's packages offer. A peer that
 * cannot be had is a reason in words, never a failure of the bench.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const folder = join(tmpdir(), 'memstrata-bench-peers');
const here = import.meta.dirname;
const NPM_PEERS = ['@thi.ng/malloc@6.1.150', 'assemblyscript@0.28.20'];

/** Runs a builder unless its result is there; the reason when it could not. */
function made(file, without, build) {
  const path = join(folder, file);
  mkdirSync(folder, { recursive: true });
  if (existsSync(path)) return null;
  try {
    build(path);
    return null;
  } catch (error) {
    const said = String(error.stderr ?? '').trim();
    return `${without}${said ? ` (${said.split('\n').at(-1)})` : ''}`;
  }
}

const quiet = { stdio: ['ignore', 'ignore', 'pipe'] };
const EXPORTS = ['malloc', 'free', 'calloc', 'realloc', 'aligned_alloc', 'replay', 'drain'];

const dlmalloc = () =>
  made('dlmalloc.wasm', 'install clang, lld and wasi-libc to have it', (path) => {
    const names = [...EXPORTS, '__heap_base'].map((name) => `-Wl,--export=${name}`);
    const target = ['--target=wasm32-wasi', '-O3', '-mbulk-memory', '-nostdlib', '-Wl,--no-entry'];
    const source = join(here, 'in-wasm.c');
    execFileSync('clang', [...target, ...names, '-Wl,-s', source, '-lc', '-o', path], quiet);
  });

const fromNpm = () =>
  made('node_modules/assemblyscript/bin/asc.js', 'npm could not fetch it', () => {
    const options = ['--prefix', folder, '--no-audit', '--no-fund', '--no-package-lock'];
    execFileSync('npm', ['install', ...options, ...NPM_PEERS], quiet);
  });

const asTlsf = () =>
  fromNpm() ??
  made('as-tlsf.wasm', 'asc failed', (path) => {
    const asc = join(folder, 'node_modules/assemblyscript/bin/asc.js');
    copyFileSync(join(here, 'as-tlsf.ts'), join(folder, 'as-tlsf.ts'));
    const options = ['-O3', '--runtime', 'minimal', '--exportRuntime', '-o', path];
    execFileSync(process.execPath, [asc, 'as-tlsf.ts', ...options], { ...quiet, cwd: folder });
  });

/** Where Debian and its kin put a shared library; null when it is not installed. */
export function sharedLibrary(name) {
  const folders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64'];
  for (const each of folders.filter(existsSync)) {
    const file = readdirSync(each).find((entry) => entry.startsWith(name));
    if (file) return join(each, file);
  }
  return null;
}

/** Why a peer cannot be asked; null when it can. */
export const missing = {
  'dlmalloc-wasm': dlmalloc,
  'dlmalloc-in-wasm': dlmalloc,
  'as-tlsf': asTlsf,
  'thi.ng': fromNpm,
  mimalloc: () => (sharedLibrary('libmimalloc.so') ? null : 'install libmimalloc2.0 to have it'),
};
