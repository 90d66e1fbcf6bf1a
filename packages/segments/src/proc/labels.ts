import { PT } from '../elf/constants.ts';
import type { ProgramHeader } from '../elf/program-header.ts';
import type { MapsEntry } from './maps-entry.ts';
import type { SmapsEntry } from './smaps.ts';

// A nameless line gets a name only where its place, its flags and the program headers of the file
// beside it leave no other reading. glibc's layout on 64-bit Linux is what is known here.

/** What a mapping is for. */
export type MappingKind =
  | 'file'
  | 'relro'
  | 'bss'
  | 'heap'
  | 'malloc-arena'
  | 'malloc-arena-reserve'
  | 'stack'
  | 'thread-stack'
  | 'thread-guard'
  | 'vdso'
  | 'vvar'
  | 'vsyscall'
  | 'anonymous';

/** The name of one line. */
export interface MappingLabel {
  readonly kind: MappingKind;
  /** The file that a `file`, `relro` or `bss` line belongs to. */
  readonly of?: string;
}

/** What can be known besides the mappings. Each makes more lines certain. */
export interface LabelOptions {
  /** How many threads the process has. Without it no thread stacks are named. */
  readonly threads?: number;
  /**
   * The headers of a mapped ELF file, if they can be had: what `readElf` gives. Without them no bss
   * is named, for memory the program asked for can lie directly behind a library too.
   */
  readonly images?: (path: string) => MappedImage | undefined;
}

/** The part of an ELF file's headers that says where it is mapped. */
export interface MappedImage {
  readonly programHeaders: readonly Pick<
    ProgramHeader,
    'type' | 'offset' | 'virtualAddress' | 'fileSize' | 'memorySize'
  >[];
}

type Entry = MapsEntry | SmapsEntry;

/**
 * What each mapping is, in order. Arenas, thread stacks and RELRO need the flags of smaps;
 * `anonymous` is the answer where nothing is certain.
 */
export function labelMappings(
  mappings: Iterable<Entry>,
  options: LabelOptions = {},
): readonly MappingLabel[] {
  const entries = [...mappings];
  const labels = entries.map(nameLabel);
  labelRelro(entries, labels);
  labelBss(entries, labels, options);
  labelArenas(entries, labels);
  labelThreadStacks(entries, labels, options.threads ?? 0);
  return labels;
}

const NAMES: ReadonlyMap<string, MappingKind> = new Map([
  ['[heap]', 'heap'],
  ['[stack]', 'stack'],
  ['[vdso]', 'vdso'],
  ['[vvar]', 'vvar'],
  ['[vvar_vclock]', 'vvar'],
  ['[vsyscall]', 'vsyscall'],
]);

function nameLabel({ path }: Entry): MappingLabel {
  const kind = NAMES.get(path);
  if (kind !== undefined) return { kind };
  return path === '' || path.startsWith('[') ? { kind: 'anonymous' } : { kind: 'file', of: path };
}

/** Data the loader has relocated and closed: a read-only part of a program that was written to. */
function labelRelro(entries: readonly Entry[], labels: MappingLabel[]): void {
  const programs = new Set(
    entries.filter(({ permissions }) => permissions[2] === 'x').map(({ path }) => path),
  );
  for (const [index, entry] of entries.entries())
    if (labels[index]?.kind === 'file' && entry.permissions === 'r--p')
      if (programs.has(entry.path) && hasFlag(entry, 'ac'))
        labels[index] = { kind: 'relro', of: entry.path };
}

function labelBss(
  entries: readonly Entry[],
  labels: MappingLabel[],
  { images }: LabelOptions,
): void {
  for (const [index, entry] of entries.entries()) {
    const below = entries[index - 1];
    if (below === undefined || below.end !== entry.start) continue;
    if (entry.path !== '' || !entry.permissions.startsWith('rw') || below.path === '') continue;
    const image = images?.(below.path);
    if (image !== undefined && isBss(entry, below, image))
      labels[index] = { kind: 'bss', of: below.path };
  }
}

const PAGE = 4096;
const pageDown = (address: number): number => Math.floor(address / PAGE) * PAGE;
const pageUp = (address: number): number => Math.ceil(address / PAGE) * PAGE;

/**
 * Whether a nameless mapping is zero-filled memory of the image whose line lies below. That line
 * must end where the file part of a segment ends; the mapping must not go beyond a segment's memory,
 * or it has merged with something else.
 */
function isBss(entry: Entry, below: Entry, image: MappedImage): boolean {
  const loads = image.programHeaders.filter(({ type }) => type === PT.LOAD);
  return loads.some((load) => {
    const bias = biasOf(below, load);
    return bias !== undefined && loads.some((other) => isWithinBss(entry, other, bias));
  });
}

/** How far the image was moved if `line` is the end of this segment; undefined if it is not. */
function biasOf(line: Entry, load: MappedImage['programHeaders'][number]): number | undefined {
  const { virtualAddress: address, offset, fileSize } = load;
  if (typeof address !== 'number') return undefined;
  const within = line.offset - pageDown(offset);
  const bias = line.start - within - pageDown(address);
  return within >= 0 && line.end === bias + pageUp(address + fileSize) ? bias : undefined;
}

function isWithinBss(
  entry: Entry,
  { virtualAddress: address, fileSize, memorySize }: MappedImage['programHeaders'][number],
  bias: number,
): boolean {
  if (typeof address !== 'number' || memorySize <= fileSize) return false;
  const start = bias + (fileSize === 0 ? pageDown(address) : pageUp(address + fileSize));
  return entry.start >= start && entry.end <= bias + pageUp(address + memorySize);
}

// glibc 2.36, malloc/arena.c: HEAP_MAX_SIZE on 64-bit.
const ARENA_SIZE = 64 * 1024 * 1024;

/** Another thread's heap: 64 MiB reserved without accounting, the lower part opened. */
function labelArenas(entries: readonly Entry[], labels: MappingLabel[]): void {
  for (const [index, arena] of entries.entries()) {
    const reserve = entries[index + 1];
    if (
      reserve !== undefined &&
      arena.start % ARENA_SIZE === 0 &&
      reserve.end === arena.start + ARENA_SIZE &&
      areOpenAndClosed(arena, reserve) &&
      hasFlag(arena, 'nr') &&
      hasFlag(reserve, 'nr')
    ) {
      labels[index] = { kind: 'malloc-arena' };
      labels[index + 1] = { kind: 'malloc-arena-reserve' };
    }
  }
}

/**
 * Blocks mapped as stacks (MAP_STACK shows as `nh`) with a closed page below. They are named if there
 * are as many as threads besides the first: else some are coroutines' or left by threads that ended.
 */
function labelThreadStacks(
  entries: readonly Entry[],
  labels: MappingLabel[],
  threads: number,
): void {
  const stacks = [...entries.keys()].filter((index) => {
    const guard = entries[index - 1];
    const stack = entries[index];
    return (
      guard !== undefined &&
      stack !== undefined &&
      areOpenAndClosed(stack, guard) &&
      guard.end === stack.start &&
      hasFlag(stack, 'nh')
    );
  });
  if (stacks.length !== threads - 1) return;
  for (const index of stacks) {
    labels[index - 1] = { kind: 'thread-guard' };
    labels[index] = { kind: 'thread-stack' };
  }
}

const areOpenAndClosed = (open: Entry, closed: Entry): boolean =>
  open.path === '' &&
  closed.path === '' &&
  open.permissions === 'rw-p' &&
  closed.permissions === '---p' &&
  (open.end === closed.start || closed.end === open.start);

const hasFlag = (entry: Entry, flag: string): boolean =>
  'vmFlags' in entry && entry.vmFlags !== null && entry.vmFlags.includes(flag);
