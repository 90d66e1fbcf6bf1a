import { expect, test } from 'vitest';
import { parseElf, parseSync, sectionsOfSegments } from '../../src/elf/index.ts';
import { recordedLines } from '../recorded.ts';

/** A file without contents, in base 64, and the names readelf put into each of its segments. */
type Recorded = readonly [file: string, names: readonly (readonly string[])[]];

const records = (await recordedLines('readelf-section-maps.jsonl.gz')) as readonly Recorded[];

const bytesOf = (file: string): Uint8Array =>
  Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));

test('sections at and around the edges of segments lie where readelf says', () => {
  for (const [index, [file, expected]] of records.entries()) {
    const elf = parseSync(parseElf, bytesOf(file));
    const names = sectionsOfSegments(elf).map((sections) => sections.map(({ name }) => name));
    expect(names, `file ${index}`).toEqual(expected);
  }
});
