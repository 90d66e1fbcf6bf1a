import { ElfError } from '../elf/elf-error.ts';
import { type ElfFile, readElf } from '../elf/elf-file.ts';
import {
  fileTypeName,
  machineName,
  osAbiName,
  sectionFlagLetters,
  sectionTypeName,
  segmentFlagLetters,
  segmentTypeName,
} from '../elf/names.ts';
import { sectionsOfSegments } from '../elf/section-to-segment.ts';
import { berkeleySize, gnuSize, type SizeTotals, sysvSize } from '../elf/size-totals.ts';
import { highHalf, lowHalf, type Word64 } from '../elf/word.ts';
import { type Comparable, Comparison } from './comparison.ts';
import { Field, type Mismatch } from './record.ts';

/**
 * Holds one ELF file against what readelf and size said about it: header, every section and program
 * header, the section-to-segment map, and `size` in its three forms.
 *
 * `record` is one line of `elf.jsonl`; `bytes` is the whole file it is about (the caller has
 * compared its sha256).
 * @returns the differences; empty if there are none.
 * @throws RecordFormatError if the record is not of the format.
 */
export function compareElf(record: unknown, bytes: Uint8Array): readonly Mismatch[] {
  const expected = new Field(record);
  const comparison = new Comparison();
  comparison.equal('bytes', expected.get('bytes').number(), bytes.length);
  try {
    compareFile(expected, readElf(bytes), comparison);
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    comparison.equal('file', 'an ELF file', error.message);
  }
  return comparison.mismatches;
}

function compareFile(expected: Field, elf: ElfFile, comparison: Comparison): void {
  compareHeader(expected, elf, comparison);
  compareRows(expected.get('sections'), 'sections', sectionRows(elf), comparison);
  compareRows(expected.get('phdrs'), 'phdrs', segmentRows(elf), comparison);
  compareSectionsOfSegments(expected.get('section_to_segment'), elf, comparison);
  compareTotals(expected.get('berkeley'), 'berkeley', 'dec', berkeleySize(elf), comparison);
  compareTotals(expected.get('gnu'), 'gnu', 'total', gnuSize(elf), comparison);
  compareSysv(expected, elf, comparison);
}

/** Fields of one table row, by the name the record gives them. */
type Row = Readonly<Record<string, Comparable>>;

function compareHeader(expected: Field, elf: ElfFile, comparison: Comparison): void {
  const { header } = elf;
  const row: Row = {
    class: `ELF${header.bits}`,
    data: header.littleEndian ? 'LE' : 'BE',
    osabi: osAbiName(header.osAbi),
    machine: machineName(header.machine),
    etype: fileTypeName(header.type),
    entry: rounded(header.entry),
    phoff: header.programHeaderOffset,
    shoff: header.sectionHeaderOffset,
    flags: `0x${header.flags.toString(16)}`,
    phnum: header.programHeaderCount,
    shnum: header.sectionCount,
    shstrndx: header.nameTableIndex,
    interp: elf.interpreter,
  };
  compareRow(expected, '', row, comparison);
}

const sectionRows = ({ sections, header }: ElfFile): Row[] =>
  sections.map((section) => ({
    i: section.index,
    name: section.name,
    type: sectionTypeName(section.type, header.machine),
    addr: rounded(section.address),
    off: section.offset,
    size: section.size,
    es: section.entrySize,
    flags: sectionFlagLetters(section.flags, header),
    link: section.link,
    info: section.info,
    align: section.alignment,
  }));

const segmentRows = ({ programHeaders, header }: ElfFile): Row[] =>
  programHeaders.map((segment) => ({
    type: segmentTypeName(segment.type, header.machine),
    off: segment.offset,
    vaddr: rounded(segment.virtualAddress),
    paddr: rounded(segment.physicalAddress),
    filesz: segment.fileSize,
    memsz: segment.memorySize,
    flags: segmentFlagLetters(segment.flags),
    align: segment.alignment,
  }));

function compareRows(
  expected: Field,
  at: string,
  actual: readonly Row[],
  comparison: Comparison,
): void {
  const rows = expected.items();
  comparison.equal(`${at}.length`, rows.length, actual.length);
  for (const [index, row] of rows.entries()) {
    const found = actual[index];
    if (found !== undefined) compareRow(row, `${at}[${index}].`, found, comparison);
  }
}

function compareRow(expected: Field, at: string, actual: Row, comparison: Comparison): void {
  for (const [key, value] of Object.entries(actual))
    comparison.equal(at + key, valueLike(value, expected.get(key)), value);
}

/** The recorded value, which the format says is text (or null) or a number, as ours is. */
function valueLike(actual: Comparable, expected: Field): Comparable {
  if (typeof actual === 'number') return expected.number();
  return expected.isPresent ? expected.text() : null;
}

function compareSectionsOfSegments(expected: Field, elf: ElfFile, comparison: Comparison): void {
  const segments = expected.items();
  const actual = sectionsOfSegments(elf);
  comparison.equal('section_to_segment.length', segments.length, actual.length);
  for (const [index, segment] of segments.entries()) {
    const names = segment.items().map((name) => name.text());
    const found = (actual[index] ?? []).map(({ name }) => name);
    comparison.equal(`section_to_segment[${index}]`, names.join(' '), found.join(' '));
  }
}

function compareTotals(
  expected: Field,
  at: string,
  totalName: string,
  actual: SizeTotals,
  comparison: Comparison,
): void {
  const { text, data, bss, total } = actual;
  compareRow(expected, `${at}.`, { text, data, bss, [totalName]: total }, comparison);
}

function compareSysv(expected: Field, elf: ElfFile, comparison: Comparison): void {
  const actual = sysvSize(elf);
  const rows = expected.get('sysv').items();
  comparison.equal('sysv.length', rows.length, actual.sections.length);
  for (const [index, row] of rows.entries()) {
    const [name, size, address] = row.items();
    const found = actual.sections[index];
    if (found === undefined || name === undefined) continue;
    comparison.equal(`sysv[${index}].name`, name.text(), found.name);
    comparison.equal(`sysv[${index}].size`, size?.number() ?? null, found.size);
    comparison.equal(`sysv[${index}].addr`, address?.number() ?? null, rounded(found.address));
  }
  comparison.equal('sysv_total', expected.get('sysv_total').number(), actual.total);
}

/** A word as a JSON number holds it: to the nearest double. */
const rounded = (word: Word64): number =>
  typeof word === 'number' ? word : highHalf(word) * 2 ** 32 + lowHalf(word);
