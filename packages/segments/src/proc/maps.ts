import { type Listed, MapsColumns } from './maps-columns.ts';
import type { MapsEntry } from './maps-entry.ts';
import { MapsScanner } from './maps-scanner.ts';
import { TextWriter } from './text-writer.ts';

/**
 * The mappings of a process, from the text of its `maps`. The whole text is read and checked at once, into columns of
 * numbers; an entry is made when it is asked for, by `at`, `for … of` or `[...list]`, so that a program that looks at some
 * of 65,530 mappings pays for those.
 * Cost: proportional to the text; the text stays in memory as long as the list.
 * @throws MapsError naming line and column of the first thing that does not belong there.
 *
 * @example
 * ```ts
 * import { formatMaps, parseMaps } from '@memstrata/segments/proc';
 *
 * const text = '7ffeb25e0000-7ffeb2601000 rw-p 00000000 00:00 0                          [stack]\n';
 * const maps = parseMaps(text);
 * const stack = maps.at(-1);
 * console.log(maps.length, stack.end - stack.start, stack.permissions, stack.path); // → 1 135168 rw-p [stack]
 * console.log(formatMaps(maps) === text); // → true
 * ```
 */
export function parseMaps(text: string): Listed<MapsEntry> {
  if (text === '') return NO_MAPPINGS;
  const scanner = new MapsScanner(text);
  const columns = new MapsColumns(scanner);
  while (!scanner.isAtEnd) columns.scanLine();
  return columns;
}

/**
 * Lives as long as the program for a second reason: V8 throws compiled code away when the last object of the shape it was
 * compiled for is collected. With one that stays, a text read after a collection takes half the time.
 */
const NO_MAPPINGS: Listed<MapsEntry> = new MapsColumns(new MapsScanner(''));

// 25 + 6 · sizeof(void *) − 1: the kernel pads what precedes the path to this width.
const PREFIX_WIDTH = 72;

/** The text of `maps` for these mappings, as a 64-bit kernel writes it. */
export function formatMaps(entries: Iterable<MapsEntry>): string {
  const writer = new TextWriter();
  for (const entry of entries) writeEntry(writer, entry);
  return writer.text();
}

/** One line, with its newline. */
export function writeEntry(writer: TextWriter, entry: MapsEntry): void {
  const from = writer.length;
  writer.hex(entry.start);
  writer.write('-');
  writer.hex(entry.end);
  writer.write(' ');
  writer.write(entry.permissions);
  writer.write(' ');
  writer.hex(entry.offset);
  writer.write(' ');
  writer.write(entry.device);
  writer.write(' ');
  writer.write(entry.inode);
  writer.write(' ');
  if (entry.path !== '') {
    writer.padTo(from + PREFIX_WIDTH);
    writer.write(' ');
    writer.write(entry.path);
  }
  writer.write('\n');
}
