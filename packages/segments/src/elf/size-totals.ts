import { ET, SHF, SHT } from './constants.ts';
import type { ElfFile } from './elf-file.ts';
import type { Section } from './section.ts';
import { lowHalf, type Word64 } from './word.ts';

// The three answers of `size` (binutils 2.40, binutils/size.c, berkeley_or_gnu_sum and
// sysv_internal_printer), over the sections that BFD makes of an ELF file (bfd/elf.c,
// bfd_section_from_shdr): string and symbol tables and an object file's relocations are not among them.

/** Bytes of a file's loaded sections. */
export interface SizeTotals {
  readonly text: number;
  readonly data: number;
  readonly bss: number;
  /** text + data + bss: the column `dec` in Berkeley form, `total` in GNU form. */
  readonly total: number;
}

/** One line of `size -A`. */
export interface SectionSize {
  readonly name: string;
  readonly size: number;
  readonly address: Word64;
}

/** What `size -A` prints. */
export interface SysvSize {
  readonly sections: readonly SectionSize[];
  readonly total: number;
}

type Sections = Pick<ElfFile, 'header' | 'sections'>;
type Column = 'text' | 'data' | 'bss';

/**
 * What `size` prints: read-only sections count as text, whether code or constants.
 */
export const berkeleySize = (elf: Sections): SizeTotals => totals(elf, 'text');

/** What `size -G` prints: read-only sections that are not code count as data. */
export const gnuSize = (elf: Sections): SizeTotals => totals(elf, 'data');

/** What `size -A` prints: each section with its size and address, loaded or not. */
export function sysvSize(elf: Sections): SysvSize {
  const sections = bfdSections(elf).map(({ name, size, address }) => ({ name, size, address }));
  return { sections, total: sections.reduce((sum, { size }) => sum + size, 0) };
}

function totals(elf: Sections, readOnlyCountsAs: Column): SizeTotals {
  const sum = { text: 0, data: 0, bss: 0 };
  for (const section of bfdSections(elf))
    if ((lowHalf(section.flags) & SHF.ALLOC) !== 0)
      sum[columnOf(section, readOnlyCountsAs)] += section.size;
  return { ...sum, total: sum.text + sum.data + sum.bss };
}

function columnOf(section: Section, readOnlyCountsAs: Column): Column {
  const flags = lowHalf(section.flags);
  if ((flags & SHF.EXECINSTR) !== 0) return 'text';
  if ((flags & SHF.WRITE) === 0) return readOnlyCountsAs;
  return section.type === SHT.NOBITS ? 'bss' : 'data';
}

function bfdSections({ header, sections }: Sections): readonly Section[] {
  const symbols = sections.findIndex(({ type }) => type === SHT.SYMTAB);
  const symbolNames = sections[symbols]?.link;
  const isSection = (section: Section): boolean => {
    if (section.type === SHT.NULL || section.type === SHT.SYMTAB_SHNDX) return false;
    if (section.type === SHT.SYMTAB) return false;
    if (section.type === SHT.STRTAB)
      return section.index !== header.nameTableIndex && section.index !== symbolNames;
    if (section.type === SHT.REL || section.type === SHT.RELA)
      return !areRelocations(section, sections, symbols, header.type);
    return true;
  };
  return sections.filter(isSection);
}

/** Relocations of another section, by the main symbol table: BFD attaches them to that section. */
function areRelocations(
  section: Section,
  sections: readonly Section[],
  symbols: number,
  fileType: number,
): boolean {
  const flags = lowHalf(section.flags);
  const linked = fileType === ET.EXEC || fileType === ET.DYN;
  if ((linked && (flags & SHF.ALLOC) !== 0) || (flags & SHF.COMPRESSED) !== 0) return false;
  const target = sections[section.info];
  return (
    section.link !== 0 &&
    section.link === symbols &&
    section.info !== 0 &&
    target !== undefined &&
    target.type !== SHT.REL &&
    target.type !== SHT.RELA
  );
}
