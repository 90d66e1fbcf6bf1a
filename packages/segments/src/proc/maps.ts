import { MapsScanner } from './maps-scanner.ts';

/**
 * One line of `/proc/PID/maps` (Linux, fs/proc/task_mmu.c, show_map_vma): a mapping.
 * Formatting it gives the kernel's line again, byte for byte.
 */
export interface MapsEntry {
  /** First address. */
  readonly start: number;
  /** First address behind it. */
  readonly end: number;
  /** `rwx` or dashes, then `p` private or `s` shared: `r-xp`. */
  readonly permissions: string;
  /** Place in the file, bytes. */
  readonly offset: number;
  /** Major and minor number of the file's device, hexadecimal: `fe:00`; `00:00` without a file. */
  readonly device: string;
  /** Decimal digits; `0` without a file. */
  readonly inode: string;
  /** The file's path, a name in brackets such as `[heap]`, or empty. A newline in it is `\012`. */
  readonly path: string;
}

/**
 * The mappings of a process, from the text of its `maps`.
 * Cost: proportional to the text.
 * @throws MapsError naming line and column of the first thing that does not belong there.
 *
 * @example
 * ```ts
 * import { formatMaps, parseMaps } from '@memstrata/segments/proc';
 *
 * const text = '7ffeb25e0000-7ffeb2601000 rw-p 00000000 00:00 0                          [stack]\n';
 * const [stack] = parseMaps(text);
 * console.log(stack.end - stack.start, stack.permissions, stack.path); // → 135168 rw-p [stack]
 * console.log(formatMaps([stack]) === text); // → true
 * ```
 */
export function parseMaps(text: string): MapsEntry[] {
  const scanner = new MapsScanner(text);
  const entries: MapsEntry[] = [];
  while (!scanner.isAtEnd) entries.push(scanEntry(scanner));
  return entries;
}

/** Reads one line and goes to the next. */
export function scanEntry(scanner: MapsScanner): MapsEntry {
  const from = scanner.at;
  const start = scanner.pages('the page-aligned address of a mapping');
  scanner.passDash();
  const end = scanner.pages('the page-aligned end of a mapping');
  if (end <= start) throw scanner.wrong('a mapping that ends above its start', from);
  scanner.passSpace('addresses');
  const permissions = scanPermissions(scanner);
  scanner.passSpace('permissions');
  const offset = scanner.pages('a page-aligned file offset');
  scanner.passSpace('offset');
  const device = scanner.device();
  scanner.passSpace('device');
  const inode = scanner.digits('an inode number');
  if (!scanner.isAtLineEnd) scanner.passSpace('inode number');
  scanner.skipSpaces();
  const path = scanner.isAtLineEnd ? '' : scanner.rest();
  scanner.passLineEnd();
  return { start, end, permissions, offset, device, inode, path };
}

// By bits: 8 readable, 4 writable, 2 executable, 1 shared. One string each, however many lines.
const PERMISSIONS = Array.from(
  { length: 16 },
  (_, bits) =>
    (bits & 8 ? 'r' : '-') +
    (bits & 4 ? 'w' : '-') +
    (bits & 2 ? 'x' : '-') +
    (bits & 1 ? 's' : 'p'),
);

function scanPermissions(scanner: MapsScanner): string {
  const { text, at } = scanner;
  const bits =
    choice(text.charCodeAt(at), 114, 8) +
    choice(text.charCodeAt(at + 1), 119, 4) +
    choice(text.charCodeAt(at + 2), 120, 2) +
    sharing(text.charCodeAt(at + 3));
  const permissions = PERMISSIONS[bits];
  if (permissions === undefined) throw scanner.wrong('permissions such as rw-p', at);
  scanner.at = at + 4;
  return permissions;
}

/** More than all bits together. */
const WRONG = 16;

/** `bit` for the letter, 0 for a dash, {@link WRONG} for anything else. */
const choice = (code: number, letter: number, bit: number): number =>
  code === letter ? bit : code === 45 ? 0 : WRONG;

const sharing = (code: number): number => (code === 115 ? 1 : code === 112 ? 0 : WRONG);

// 25 + 6 · sizeof(void *) − 1: the kernel pads what precedes the path to this width.
const PREFIX_WIDTH = 72;

/** The text of `maps` for these mappings, as a 64-bit kernel writes it. */
export function formatMaps(entries: Iterable<MapsEntry>): string {
  const lines: string[] = [];
  for (const entry of entries) lines.push(formatEntry(entry));
  return lines.join('');
}

/** One line, with its newline. */
export function formatEntry(entry: MapsEntry): string {
  const { start, end, permissions, offset, device, inode, path } = entry;
  const prefix = `${hex(start)}-${hex(end)} ${permissions} ${hex(offset)} ${device} ${inode} `;
  return path === '' ? `${prefix}\n` : `${prefix}${blanksAfter(prefix.length)} ${path}\n`;
}

const BLANKS = ' '.repeat(PREFIX_WIDTH);

const blanksAfter = (length: number): string => (length < PREFIX_WIDTH ? BLANKS.slice(length) : '');

/** At least eight digits. In two halves: engines write integers of 32 bits much faster than larger ones. */
function hex(value: number): string {
  if (value < TWO_32) return eightDigits(value);
  return Math.floor(value / TWO_32).toString(16) + eightDigits(value % TWO_32);
}

const TWO_32 = 2 ** 32;

const eightDigits = (value: number): string => value.toString(16).padStart(8, '0');
