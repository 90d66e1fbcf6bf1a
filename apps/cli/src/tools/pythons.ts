/** Every CPython of the machine: on the PATH and below pyenv's versions, each once. */
import { readdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../environment.ts';
import { UsageError } from '../failure.ts';
import { findOnPath, foldersOf, runProgram } from './executables.ts';
import { type FoundTool, isFound, isOfVersion, type Tool } from './tool.ts';

const NAME = /^python3(?:\.\d+)?$/;

/** Asks the interpreter itself: a shim on the PATH stands for another file. */
const IDENTITY =
  'import sys; print(sys.implementation.name, ".".join(map(str, sys.version_info[:3])), sys.executable, sep="\\n")';

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/**
 * Paths that may be an interpreter, each file once. pyenv's shims are left out: they are scripts
 * that lead to the versions listed beside them.
 */
function candidates(environment: Environment): string[] {
  const root = environment.PYENV_ROOT ?? join(homedir(), '.pyenv');
  const versions = join(root, 'versions');
  const folders = [
    ...foldersOf(environment).filter((folder) => folder !== join(root, 'shims')),
    ...namesIn(versions).map((version) => join(versions, version, 'bin')),
  ];
  const paths = folders.flatMap((folder) =>
    namesIn(folder)
      .filter((name) => NAME.test(name))
      .map((name) => join(folder, name)),
  );
  return [...new Map(paths.map((path) => [fileOf(path), path])).values()];
}

/** The file behind links; a link that leads nowhere stands for itself. */
function fileOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

async function identify(path: string): Promise<Tool> {
  const name = 'python';
  try {
    const { status, stdout } = await runProgram(path, ['-I', '-S', '-c', IDENTITY]);
    const [implementation = '', version = '', executable = ''] = stdout.split('\n');
    if (status !== 0) return { name, why: `${path} does not run` };
    if (implementation !== 'cpython') return { name, why: `${path} is ${implementation}` };
    return { name, path: fileOf(executable), version, banner: `Python ${version}` };
  } catch {
    return { name, why: `${path} cannot be started` };
  }
}

const byVersion = (left: FoundTool, right: FoundTool): number =>
  left.version.localeCompare(right.version, 'en', { numeric: true });

/** The interpreters found, oldest first, then what looked like one and is none. */
export async function findPythons(environment: Environment): Promise<Tool[]> {
  const found = new Map<string, FoundTool>();
  const missing: Tool[] = [];
  // One after the other: a loaded machine that starts twenty at once times out on all of them.
  for (const path of candidates(environment)) {
    const tool = await identify(path);
    if (isFound(tool)) found.set(tool.path, tool);
    else missing.push(tool);
  }
  if (found.size === 0 && missing.length === 0)
    return [{ name: 'python', why: 'no python3 on the PATH nor below pyenv' }];
  return [...[...found.values()].sort(byVersion), ...missing];
}

/** The interpreter a shell would start as `python3`. */
export async function defaultPython(environment: Environment): Promise<Tool> {
  const path = findOnPath('python3', environment);
  return path === undefined ? { name: 'python', why: 'not on the PATH' } : identify(path);
}

/** Those of a version such as `3.12`. @throws UsageError if none is here */
export function pythonsOfVersion(tools: readonly Tool[], version: string): Tool[] {
  const wanted = tools.filter((tool) => isFound(tool) && isOfVersion(tool, version));
  if (wanted.length > 0) return wanted;
  const here = tools.filter(isFound).map((tool) => tool.version);
  throw new UsageError(`no CPython ${version} here; there is ${here.join(', ') || 'none'}`);
}
