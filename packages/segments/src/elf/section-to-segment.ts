import { PT, SHF, SHT } from './constants.ts';
import type { ElfFile } from './elf-file.ts';
import type { ProgramHeader } from './program-header.ts';
import type { Section } from './section.ts';
import { distance, lowHalf } from './word.ts';

// Which sections lie in which segment, as `readelf -l` tells it (binutils 2.40,
// include/elf/internal.h, ELF_SECTION_IN_SEGMENT_STRICT; binutils/readelf.c,
// process_program_headers). File offsets and addresses must both fit, and five special rules hold,
// one function each below.

// PT_GNU_MBIND_LO … PT_GNU_MBIND_HI
const MBIND_FIRST = 0x6474e555;
const MBIND_LAST = 0x6474f554;

/**
 * The sections of each segment, in the order of `programHeaders`, without the null section.
 * Cost: sections × program headers.
 */
export function sectionsOfSegments(
  elf: Pick<ElfFile, 'sections' | 'programHeaders'>,
): readonly (readonly Section[])[] {
  const sections = elf.sections.slice(1);
  return elf.programHeaders.map((segment) =>
    sections.filter((section) => isInSegment(section, segment)),
  );
}

/** Whether a segment contains a section. */
export function isInSegment(section: Section, segment: ProgramHeader): boolean {
  const flags = lowHalf(section.flags);
  return (
    !takesNoSpaceIn(section, segment) &&
    suitsThreadLocality(flags, segment.type) &&
    suitsLoading(flags, segment.type) &&
    fitsInFile(section, segment) &&
    fitsInMemory(section, segment) &&
    isNotEmptyAtTheEdge(section, segment)
  );
}

/** .tbss takes address space only in the TLS segment: elsewhere the next section starts at its address. */
const takesNoSpaceIn = (section: Section, segment: ProgramHeader): boolean =>
  (lowHalf(section.flags) & SHF.TLS) !== 0 &&
  section.type === SHT.NOBITS &&
  segment.type !== PT.TLS;

/** Thread-local sections lie in TLS, RELRO and LOAD segments only; TLS holds nothing else, PHDR nothing at all. */
function suitsThreadLocality(flags: number, type: number): boolean {
  if ((flags & SHF.TLS) !== 0) return type === PT.TLS || type === PT.GNU_RELRO || type === PT.LOAD;
  return type !== PT.TLS && type !== PT.PHDR;
}

/** Segments that describe memory hold only sections that are loaded. */
function suitsLoading(flags: number, type: number): boolean {
  if ((flags & SHF.ALLOC) !== 0) return true;
  const inMemory =
    type === PT.LOAD ||
    type === PT.DYNAMIC ||
    type === PT.GNU_EH_FRAME ||
    type === PT.GNU_STACK ||
    type === PT.GNU_RELRO ||
    type === PT.GNU_SFRAME ||
    (type >= MBIND_FIRST && type <= MBIND_LAST);
  return !inMemory;
}

const fitsInFile = (section: Section, segment: ProgramHeader): boolean =>
  section.type === SHT.NOBITS ||
  liesWithin(section.offset - segment.offset, section.size, segment.fileSize);

const fitsInMemory = (section: Section, segment: ProgramHeader): boolean =>
  (lowHalf(section.flags) & SHF.ALLOC) === 0 ||
  liesWithin(distance(section.address, segment.virtualAddress), section.size, segment.memorySize);

/** An empty section belongs to what follows it: it does not lie at the very end, unless all is empty. */
const liesWithin = (from: number, size: number, room: number): boolean =>
  from >= 0 && (room === 0 || from < room) && from + size <= room;

/** DYNAMIC and NOTE segments hold an empty section only strictly inside. */
function isNotEmptyAtTheEdge(section: Section, segment: ProgramHeader): boolean {
  if (segment.type !== PT.DYNAMIC && segment.type !== PT.NOTE) return true;
  if (section.size !== 0 || segment.memorySize === 0) return true;
  const inside = (from: number, room: number): boolean => from > 0 && from < room;
  return (
    (section.type === SHT.NOBITS || inside(section.offset - segment.offset, segment.fileSize)) &&
    ((lowHalf(section.flags) & SHF.ALLOC) === 0 ||
      inside(distance(section.address, segment.virtualAddress), segment.memorySize))
  );
}
