/** ELF files, read from a few ranges of their bytes. */
export { EM, ET, PF, PT, SHF, SHT } from './constants.ts';
export { ElfError, type ElfErrorCode, type ElfErrorDetails } from './elf-error.ts';
export { type ElfFile, parseElf, readElf, readElfBlob } from './elf-file.ts';
export type { Encoding } from './field-reader.ts';
export type { ElfHeader } from './header.ts';
export {
  fileTypeName,
  machineName,
  osAbiName,
  sectionFlagLetters,
  sectionTypeName,
  segmentFlagLetters,
  segmentTypeName,
} from './names.ts';
export type { ProgramHeader } from './program-header.ts';
export type { BlobSource, ByteRange, ByteSource, ParserOf, RangeParser } from './range-reader.ts';
export { parseBlob, parseSync } from './range-reader.ts';
export type { Section } from './section.ts';
export { isInSegment, sectionsOfSegments } from './section-to-segment.ts';
export type { SectionSize, SizeTotals, SysvSize } from './size-totals.ts';
export { berkeleySize, gnuSize, sysvSize } from './size-totals.ts';
export { type ElfSymbol, type Place, parsePlaceAt, parseSymbols } from './symbols.ts';
export type { WideWord, Word64 } from './word.ts';
export { distance, highHalf, lowHalf, word64, wordToHex } from './word.ts';
