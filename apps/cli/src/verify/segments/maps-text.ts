/** Lines of maps as the records keep them. */

/** Start, end, permissions, offset, name; all text, numbers in hexadecimal. */
export type RecordedLine = readonly [
  start: string,
  end: string,
  permissions: string,
  offset: string,
  name: string,
];

const LINE = /^([0-9a-f]+)-([0-9a-f]+) (\S{4}) ([0-9a-f]+) \S+ \d+ *(.*)$/;

/**
 * The lines of a maps text that are entries of the map, `[vsyscall]` left out.
 *
 * @param own What the record calls the file of that path.
 */
export function recordedLines(
  text: string,
  own: Readonly<Record<string, string>> = {},
): RecordedLine[] {
  return text.split('\n').flatMap((line) => {
    const match = LINE.exec(line);
    if (!match || match[5] === '[vsyscall]') return [];
    const [, start = '', end = '', permissions = '', offset = '', path = ''] = match;
    const name = own[path] ?? path;
    return [[start, end, permissions, Number.parseInt(offset, 16).toString(16), name]];
  });
}
