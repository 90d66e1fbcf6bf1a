/** The tools that can confirm a model here: each found, or the reason why not. */
import type { Environment } from '../environment.ts';
import { findOnPath, type ProgramAnswer, type RunOptions, runProgram } from './executables.ts';

export interface FoundTool {
  readonly name: string;
  readonly path: string;
  /** What stands between the path and the arguments, where the tool is run by another program. */
  readonly words?: readonly string[];
  /** It runs in WebAssembly: no process of its own, with no memory map and no heap of the C library. */
  readonly isWebAssembly?: boolean;
  readonly version: string;
  /** What it calls itself, the builder's suffix included: the words of a recording's provenance. */
  readonly banner: string;
}

interface MissingTool {
  readonly name: string;
  readonly why: string;
}

export type Tool = FoundTool | MissingTool;

export const isFound = (tool: Tool): tool is FoundTool => 'path' in tool;

/** The words that start the tool, before its arguments. */
export const commandOf = ({ path, words = [] }: FoundTool): readonly [string, ...string[]] => [
  path,
  ...words,
];

/** Runs the tool to its end. */
export function runTool(
  tool: FoundTool,
  argv: readonly string[],
  options: RunOptions = {},
): Promise<ProgramAnswer> {
  const [path, ...words] = commandOf(tool);
  return runProgram(path, [...words, ...argv], options);
}

/** `1.2`, `1.2.3` as tools write it somewhere in the first line of `--version`. */
const VERSION = /\d+\.\d+(?:\.\d+)*/;

/** A tool on the PATH with what it says its version is. */
export async function findTool(name: string, environment: Environment): Promise<Tool> {
  const path = findOnPath(name, environment);
  if (path === undefined) return { name, why: 'not on the PATH' };
  try {
    const { status, stdout } = await runProgram(path, ['--version']);
    const banner = stdout.split('\n', 1)[0]?.trim() ?? '';
    const version = VERSION.exec(banner.replace(/\(.*\)/, ''))?.[0];
    if (status !== 0 || version === undefined)
      return { name, why: `${path} does not tell its version` };
    return { name, path, version, banner };
  } catch {
    return { name, why: `${path} cannot be started` };
  }
}

/** Is it of the version that `3.12` or `3.12.1` stands for? `3.1` does not stand for 3.12.1. */
export const isOfVersion = ({ version }: FoundTool, prefix: string): boolean =>
  version === prefix || (version.startsWith(prefix) && !/^\d/.test(version.slice(prefix.length)));
