/**
 * A mapping: one entry of a process's map (the kernel's VMA), and when two neighbours become one.
 *
 * Mappings are immutable values. A change makes a new one, so whoever holds an old mapping holds a
 * true statement about the past. Source of the merge rules: Linux `mm/vma.c`, is_mergeable_vma and
 * is_mergeable_anon_vma.
 */
import { type Address, address, type Bytes, PAGE_SIZE } from './address.ts';

/** What a program may do with a mapping: read, write, execute, as `/proc/PID/maps` prints it. */
export type Permissions = `${'r' | '-'}${'w' | '-'}${'x' | '-'}`;

/** What an access wants to do. */
export type Intent = 'read' | 'write' | 'execute';

/** What a mapping is for. `mmap` is everything the program or its libraries asked for themselves. */
export type SegmentKind =
  | 'text'
  | 'rodata'
  | 'data'
  | 'bss'
  | 'heap'
  | 'mmap'
  | 'stack'
  | 'vvar'
  | 'vdso';

/** An open file, as far as mapping it is concerned. Two requests share a file if they share this object. */
export interface MappedFile {
  /** As maps shows it, usually a path. */
  readonly name: string;
  /** Length in bytes; pages wholly behind it raise SIGBUS. */
  readonly size: Bytes;
  /** Its contents, where they matter; missing bytes read as zeros. */
  readonly bytes?: Uint8Array;
  /** Opened for writing, so that a shared mapping may become writable. @defaultValue true */
  readonly writable?: boolean;
  /** On a file system that places maps of 2 MiB and more on 2 MiB boundaries, as ext4 does. @defaultValue false */
  readonly hugeAligned?: boolean;
}

/** One entry of a process's map. */
export interface Mapping {
  readonly start: Address;
  /** First byte behind the mapping. */
  readonly end: Address;
  readonly permissions: Permissions;
  /** Writes are seen by other processes that map the same object. */
  readonly shared: boolean;
  readonly kind: SegmentKind;
  /** As maps shows it: a path, `[heap]`, `[stack]`, or empty. */
  readonly name: string;
  readonly file: MappedFile | null;
  /** Where in the file the first byte comes from; 0 for anonymous memory. */
  readonly offset: Bytes;
  /** Grows towards lower addresses when touched below, as a stack does. */
  readonly growsDown: boolean;
  /** Asked for without reserving memory (MAP_NORESERVE). */
  readonly noReserve: boolean;
  /** Private and writable once, hence counted against committed memory. Invisible in maps; `ac` in smaps. */
  readonly accounted: boolean;
  /** Placed by the kernel (vvar, vdso): never split, never merged. */
  readonly special: boolean;
  /** The most mprotect may give it. */
  readonly mayHave: Permissions;
  /** Which group of written pages it belongs to (the kernel's anon_vma); 0 before the first private write. */
  readonly anonVma: number;
}

/** Bytes of address space a mapping takes. */
export const sizeOf = (mapping: Mapping): Bytes => mapping.end - mapping.start;

/** Whether any access at all is allowed. */
export const isAccessible = (mapping: Mapping): boolean => mapping.permissions !== '---';

/** Whether x86 lets an access through: what may be written or executed can be read as well. */
export function permits(permissions: Permissions, intent: Intent): boolean {
  if (intent === 'read') return permissions !== '---';
  return permissions[intent === 'write' ? 1 : 2] !== '-';
}

/** The permission an intent needs, as one mask. */
export const neededFor = (intent: Intent): Permissions =>
  intent === 'read' ? 'r--' : intent === 'write' ? '-w-' : '--x';

/** Whether `wanted` asks for nothing that `most` lacks. */
export const isWithin = (wanted: Permissions, most: Permissions): boolean =>
  [0, 1, 2].every((bit) => wanted[bit] === '-' || most[bit] !== '-');

/** The part of a mapping from `start` to `end`, its file offset moved along. */
export function slice(mapping: Mapping, start: number, end: number): Mapping {
  const offset = mapping.file ? mapping.offset + (start - mapping.start) : 0;
  return { ...mapping, start: address(start), end: address(end), offset };
}

/**
 * Whether written pages of both may live in one group: they already do, or one side has none.
 *
 * Two touched neighbours may therefore stay two lines of maps although all columns agree.
 */
export const sharesAnonVma = (left: Mapping, right: Mapping): boolean =>
  left.anonVma === 0 || right.anonVma === 0 || left.anonVma === right.anonVma;

/** Whether two touching mappings are one entry to the kernel. */
export const canMerge = (left: Mapping, right: Mapping): boolean =>
  continues(left, right) &&
  left.permissions === right.permissions &&
  left.accounted === right.accounted &&
  sharesAnonVma(left, right);

/** Same object, contiguous, same flags: all that must agree except permissions and the written pages. */
function continues(left: Mapping, right: Mapping): boolean {
  if (left.end !== right.start || left.special || right.special) return false;
  if (left.file !== right.file) return false;
  if (left.file && left.offset + sizeOf(left) !== right.offset) return false;
  return (
    left.shared === right.shared &&
    left.growsDown === right.growsDown &&
    left.noReserve === right.noReserve &&
    left.mayHave === right.mayHave
  );
}

/** One mapping in place of two that may merge. */
export const joined = (left: Mapping, right: Mapping): Mapping => ({
  ...left,
  end: right.end,
  anonVma: left.anonVma || right.anonVma,
});

/**
 * The group a mapping gets at its first private write: that of a touched neighbour it could have been
 * one mapping with, permissions aside; `fresh` otherwise. Source: `mm/vma.c`, find_mergeable_anon_vma.
 */
export function anonVmaFor(
  mapping: Mapping,
  left: Mapping | undefined,
  right: Mapping | undefined,
  fresh: number,
): number {
  const reusable = (a: Mapping, b: Mapping): boolean =>
    continues(a, b) && a.accounted === b.accounted;
  if (right && right.anonVma !== 0 && reusable(mapping, right)) return right.anonVma;
  if (left && left.anonVma !== 0 && reusable(left, mapping)) return left.anonVma;
  return fresh;
}

/** Pages a mapping takes. */
export const pagesOf = (mapping: Mapping): number => sizeOf(mapping) / PAGE_SIZE;
