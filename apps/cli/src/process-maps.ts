/** The mappings of a live process or of a saved maps or smaps file, each with what it is for. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { readElf } from '@memstrata/segments/elf';
import {
  labelMappings,
  type MappedImage,
  type MappingLabel,
  type MapsEntry,
  parseMaps,
  parseSmaps,
  type SmapsEntry,
  type VmTotals,
  vmTotals,
} from '@memstrata/segments/proc';
import type { DrawnMapping } from './address-space-drawing.ts';
import { asInputError, codeOf, InputError, readingFile } from './failure.ts';
import { readText } from './file-input.ts';
import { tryRandomAccess } from './random-access.ts';

export interface ProcessMaps {
  /** `process 4711` or the name of the file. */
  readonly source: string;
  readonly entries: readonly (MapsEntry | SmapsEntry)[];
  readonly labels: readonly MappingLabel[];
  readonly totals: VmTotals;
}

/** Reads `/proc/PID` for digits, else the file of that name. smaps and maps are both understood. */
export async function readMaps(source: string): Promise<ProcessMaps> {
  return /^\d+$/.test(source) ? ofProcess(source) : ofFile(source);
}

async function ofProcess(pid: string): Promise<ProcessMaps> {
  if (!existsSync(`/proc/${pid}`)) throw new InputError(whyNoProcess(pid));
  const { file, text } = await smapsOrMaps(`/proc/${pid}`);
  const threads = await threadsOf(`/proc/${pid}/status`);
  return readingFile(file, () => labelled(`process ${pid}`, text, threads));
}

/** A process may be missing, or the folder that shows them all. */
const whyNoProcess = (pid: string): string =>
  existsSync('/proc/self')
    ? `there is no process ${pid}`
    : `process ${pid} cannot be read: live processes are shown where Linux has /proc`;

/** smaps tells more, but only to the owner and root. */
async function smapsOrMaps(folder: string): Promise<{ file: string; text: string }> {
  const smaps = `${folder}/smaps`;
  const maps = `${folder}/maps`;
  try {
    return { file: smaps, text: await readFile(smaps, 'utf8') };
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'EACCES' && code !== 'EPERM' && code !== 'ENOENT')
      throw asInputError(smaps, error);
    return { file: maps, text: await readingFile(maps, () => readFile(maps, 'utf8')) };
  }
}

async function threadsOf(file: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const found = /^Threads:\s*(\d+)$/m.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

async function ofFile(file: string): Promise<ProcessMaps> {
  const text = await readText(file);
  return readingFile(file, () => labelled(file, text, undefined));
}

/** A line of smaps besides the mapping's own: `Size:  4 kB`. */
const HAS_FIGURES = /^[A-Z]\w*:/m;

function labelled(source: string, text: string, threads: number | undefined): ProcessMaps {
  const entries = HAS_FIGURES.test(text) ? parseSmaps(text) : [...parseMaps(text)];
  const images = mappedImages();
  const labels = labelMappings(entries, threads === undefined ? { images } : { images, threads });
  return { source, entries, labels, totals: vmTotals(entries) };
}

/** The headers of the mapped files that are still there; read once each. */
function mappedImages(): (path: string) => MappedImage | undefined {
  const read = new Map<string, MappedImage | undefined>();
  return (path) => {
    if (!read.has(path)) read.set(path, headersOf(path));
    return read.get(path);
  };
}

/** Absent when the file is gone, unreadable or no ELF file: its bss stays nameless then. */
const headersOf = (path: string): MappedImage | undefined =>
  path.startsWith('/') ? tryRandomAccess(path, readElf) : undefined;

/** The mappings as they are drawn, ascending. */
export const drawnMappings = ({ entries, labels }: ProcessMaps): DrawnMapping[] =>
  entries.map(({ start, end, permissions, path }, index) => {
    const label: MappingLabel = labels[index] ?? { kind: 'anonymous' };
    return { start, end, permissions, kind: label.kind, name: nameOf(label, path) };
  });

/** What a mapping is for, and of which file; the kernel's own name where it says the same. */
function nameOf({ kind, of }: MappingLabel, path: string): string {
  if (kind === 'file') return path;
  if (of !== undefined) return `${kind} of ${of}`;
  if (path === '') return kind;
  return path.startsWith(`[${kind}`) ? path : `${kind} ${path}`;
}
