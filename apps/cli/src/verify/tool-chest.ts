/** The tools of this machine as `verify` needs them: which can run a program, and how to record where it ran. */

import { modelOf } from '@memstrata/refcount/conform';
import type { MachineOptions } from '@memstrata/scenarios';
import {
  type Confirmable,
  confirm,
  type OracleRun,
  type Tool as ToolName,
} from '@memstrata/scenarios/confirm';
import type { Environment } from '../environment.ts';
import { findPyodide } from '../tools/pyodide.ts';
import { findPythons, pythonsOfVersion } from '../tools/pythons.ts';
import { commandOf, type FoundTool, findTool, isFound, type Tool } from '../tools/tool.ts';
import type { Executables } from './live-run.ts';

export interface ToolChest {
  /** Every tool looked for, in the order of the table. */
  readonly tools: readonly Tool[];
  /** `, glibc 2.36 (Debian GLIBC …)`, or nothing where the C library is another. */
  readonly library: string;
}

/**
 * @param python - only interpreters of this version, if one is asked for
 * @throws UsageError if that is not here
 */
export async function openToolChest(environment: Environment, python?: string): Promise<ToolChest> {
  const names = ['gcc', 'valgrind', 'nm', 'gdb'];
  const native: Tool[] = [];
  for (const name of names) native.push(await findTool(name, environment));
  const ldd = await findTool('ldd', environment);
  const pythons = [...(await findPythons(environment)), findPyodide()];
  return {
    tools: [...native, ...(python === undefined ? pythons : pythonsOfVersion(pythons, python))],
    library: isFound(ldd) ? libraryOf(ldd) : '',
  };
}

/** `ldd (Debian GLIBC 2.36-9) 2.36` → `, glibc 2.36 (Debian GLIBC 2.36-9)`. */
function libraryOf(ldd: FoundTool): string {
  const build = /\((.*(?:GLIBC|GNU libc).*)\)/.exec(ldd.banner)?.[1];
  return build === undefined ? '' : `, glibc ${ldd.version} (${build})`;
}

/** One way to perform a run here. */
export interface Station {
  /** `gcc 12.2.0`, `python 3.12.1`. */
  readonly label: string;
  /** The version as a recording keeps it. */
  readonly version: string;
  readonly executables: Executables;
  /** The machine whose rules that tool follows. */
  readonly machine: MachineOptions;
}

/**
 * The ways to perform a run with the tools found: one for gcc, one for each Python that can, none where
 * a tool is missing.
 */
export function stationsFor(run: OracleRun, { tools, library }: ToolChest): readonly Station[] {
  const found = tools.filter(isFound);
  const named = (name: string): FoundTool | undefined => found.find((tool) => tool.name === name);
  if (run.tool === 'python')
    return pythonsOf(found)
      .filter((tool) => !lacksProcess(run, tool))
      .flatMap(pythonStation);
  const tool = named(run.tool);
  const needed = NEEDS[run.tool].map(named);
  if (!tool || needed.some((needed) => needed === undefined)) return [];
  const paths = needed.flatMap((tool) => (tool ? [[tool.name, commandOf(tool)] as const] : []));
  return [
    {
      label: `${tool.name} ${tool.version}`,
      version: tool.banner + library,
      executables: { sh: ['/bin/sh'], ...Object.fromEntries(paths) },
      machine: {},
    },
  ];
}

const pythonsOf = (found: readonly FoundTool[]): readonly FoundTool[] =>
  found.filter(({ name }) => name === 'python');

const lacksProcess = ({ needsProcess }: OracleRun, { isWebAssembly }: FoundTool): boolean =>
  needsProcess === true && isWebAssembly === true;

/** A run that a tool was not asked to perform. */
export interface Omission {
  /** `nm`, `python 3.15.0rc1`. */
  readonly tool: string;
  readonly why: string;
}

/** Which tools a run is not performed with, and why: those that are missing, and those that cannot. */
export function omissionsOf(run: OracleRun, chest: ToolChest): readonly Omission[] {
  const unable = pythonsOf(chest.tools.filter(isFound))
    .filter((tool) => run.tool === 'python' && lacksProcess(run, tool))
    .map(({ version }) => ({ tool: `python ${version}`, why: NO_PROCESS }));
  if (unable.length > 0 || stationsFor(run, chest).length > 0) return unable;
  const why =
    run.tool === 'python' ? 'none of a version that is modelled is here' : 'it is missing';
  return [{ tool: run.tool, why }];
}

const NO_PROCESS = 'it asks for the memory of a process, and WebAssembly has none';

/** An interpreter whose version is modelled; 3.14.0 to 3.14.4 are not. */
export function pythonStation(tool: FoundTool): Station[] {
  const python = modelOf(tool.version);
  if (python === null) return [];
  const { version, banner } = tool;
  return [
    {
      label: `python ${version}`,
      version: banner,
      executables: { python3: commandOf(tool) },
      machine: { python: { version: python } },
    },
  ];
}

/** The run as that station performs it: what is expected follows its version's rules. */
export const runAt = (subject: Confirmable, run: OracleRun, { machine }: Station): OracleRun =>
  confirm(
    subject,
    machine.python ? { python: { ...subject.machine.python, ...machine.python } } : {},
  ).find(({ tool }) => tool === run.tool) ?? run;

const NEEDS: Readonly<Record<Exclude<ToolName, 'python'>, readonly string[]>> = {
  gcc: ['gcc'],
  nm: ['gcc', 'nm'],
  valgrind: ['gcc', 'valgrind'],
};
