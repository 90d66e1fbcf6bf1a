import type { ElfHeader } from './header.ts';
import { highHalf, lowHalf, type Word64 } from './word.ts';

// The words of readelf 2.40 (binutils/readelf.c). Numbers outside these tables are shown as readelf
// shows numbers it does not know. Of the machine names the architectures that compilers still
// target, and those of old Unix systems, are here.

const MACHINES: ReadonlyMap<number, string> = new Map([
  [0, 'None'],
  [2, 'Sparc'],
  [3, 'Intel 80386'],
  [4, 'MC68000'],
  [6, 'Intel MCU'],
  [8, 'MIPS R3000'],
  [15, 'HPPA'],
  [18, 'Sparc v8+'],
  [20, 'PowerPC'],
  [21, 'PowerPC64'],
  [22, 'IBM S/390'],
  [40, 'ARM'],
  [42, 'Renesas / SuperH SH'],
  [43, 'Sparc v9'],
  [45, 'ARC'],
  [50, 'Intel IA-64'],
  [62, 'Advanced Micro Devices X86-64'],
  [75, 'Digital VAX'],
  [83, 'Atmel AVR 8-bit microcontroller'],
  [92, 'OpenRISC 1000'],
  [94, 'Tensilica Xtensa Processor'],
  [105, 'Texas Instruments msp430 microcontroller'],
  [113, 'Altera Nios II'],
  [164, 'QUALCOMM DSP6 Processor'],
  [183, 'AArch64'],
  [189, 'Xilinx MicroBlaze'],
  [195, 'ARCv2'],
  [224, 'AMD GPU'],
  [243, 'RISC-V'],
  [247, 'Linux BPF'],
  [252, 'C-SKY'],
  [258, 'LoongArch'],
]);

/** e_machine as readelf words it. */
export const machineName = (machine: number): string =>
  MACHINES.get(machine) ?? `<unknown>: 0x${machine.toString(16)}`;

const OS_ABIS: ReadonlyMap<number, string> = new Map([
  [0, 'UNIX - System V'],
  [1, 'UNIX - HP-UX'],
  [2, 'UNIX - NetBSD'],
  [3, 'UNIX - GNU'],
  [6, 'UNIX - Solaris'],
  [7, 'UNIX - AIX'],
  [8, 'UNIX - IRIX'],
  [9, 'UNIX - FreeBSD'],
  [10, 'UNIX - TRU64'],
  [11, 'Novell - Modesto'],
  [12, 'UNIX - OpenBSD'],
  [13, 'VMS - OpenVMS'],
  [14, 'HP - Non-Stop Kernel'],
  [15, 'AROS'],
  [16, 'FenixOS'],
  [17, 'Nuxi CloudABI'],
  [18, 'Stratus Technologies OpenVOS'],
]);

/** e_ident[EI_OSABI] as readelf words it. */
export const osAbiName = (osAbi: number): string =>
  OS_ABIS.get(osAbi) ?? `<unknown: ${osAbi.toString(16)}>`;

const FILE_TYPES = ['NONE', 'REL', 'EXEC', 'DYN', 'CORE'];

/** e_type: the first word readelf prints for it, or what it prints for a number it has no word for. */
export function fileTypeName(type: number): string {
  const name = FILE_TYPES[type];
  if (name !== undefined) return name;
  const digits = type.toString(16);
  if (type >= 0xff00) return `Processor Specific: (${digits})`;
  return type >= 0xfe00 ? `OS Specific: (${digits})` : `<unknown>: ${digits}`;
}

const SEGMENT_TYPES: ReadonlyMap<number, string> = new Map([
  [0, 'NULL'],
  [1, 'LOAD'],
  [2, 'DYNAMIC'],
  [3, 'INTERP'],
  [4, 'NOTE'],
  [5, 'SHLIB'],
  [6, 'PHDR'],
  [7, 'TLS'],
  [0x6474e550, 'GNU_EH_FRAME'],
  [0x6474e551, 'GNU_STACK'],
  [0x6474e552, 'GNU_RELRO'],
  [0x6474e553, 'GNU_PROPERTY'],
  [0x6474e554, 'GNU_SFRAME'],
  [0x65a3dbe6, 'OPENBSD_RANDOMIZE'],
]);

/** Types whose meaning depends on the machine, by e_machine. */
type ByMachine = ReadonlyMap<number, ReadonlyMap<number, string>>;

const MACHINE_SEGMENT_TYPES: ByMachine = new Map([
  [
    8,
    new Map([
      [0x70000000, 'REGINFO'],
      [0x70000001, 'RTPROC'],
      [0x70000002, 'OPTIONS'],
      [0x70000003, 'ABIFLAGS'],
    ]),
  ],
  [40, new Map([[0x70000001, 'EXIDX']])],
  [
    183,
    new Map([
      [0x70000000, 'AARCH64_ARCHEXT'],
      [0x70000002, 'AARCH64_MEMTAG_MTE'],
    ]),
  ],
  [243, new Map([[0x70000003, 'RISCV_ATTRIBUTES']])],
]);

/** p_type as readelf words it. */
export function segmentTypeName(type: number, machine: number): string {
  const name = SEGMENT_TYPES.get(type) ?? MACHINE_SEGMENT_TYPES.get(machine)?.get(type);
  if (name !== undefined) return name;
  if (type >= 0x60000000 && type <= 0x6fffffff) return above('LOOS', type, 0x60000000);
  if (type >= 0x70000000 && type <= 0x7fffffff) return above('LOPROC', type, 0x70000000);
  return `<unknown>: ${type.toString(16)}`;
}

const SECTION_TYPES: ReadonlyMap<number, string> = new Map([
  [0, 'NULL'],
  [1, 'PROGBITS'],
  [2, 'SYMTAB'],
  [3, 'STRTAB'],
  [4, 'RELA'],
  [5, 'HASH'],
  [6, 'DYNAMIC'],
  [7, 'NOTE'],
  [8, 'NOBITS'],
  [9, 'REL'],
  [10, 'SHLIB'],
  [11, 'DYNSYM'],
  [14, 'INIT_ARRAY'],
  [15, 'FINI_ARRAY'],
  [16, 'PREINIT_ARRAY'],
  [17, 'GROUP'],
  [18, 'SYMTAB SECTION INDICES'],
  [19, 'RELR'],
  [0x6fff4700, 'GNU_INCREMENTAL_INPUTS'],
  [0x6ffffff5, 'GNU_ATTRIBUTES'],
  [0x6ffffff6, 'GNU_HASH'],
  [0x6ffffff7, 'GNU_LIBLIST'],
  [0x6ffffffc, 'VERDEF'],
  [0x6ffffffd, 'VERDEF'],
  [0x6ffffffe, 'VERNEED'],
  [0x6fffffff, 'VERSYM'],
  [0x7ffffffd, 'AUXILIARY'],
  [0x7fffffff, 'FILTER'],
]);

const MACHINE_SECTION_TYPES: ByMachine = new Map([
  [
    8,
    new Map([
      [0x70000000, 'MIPS_LIBLIST'],
      [0x70000005, 'MIPS_DEBUG'],
      [0x70000006, 'MIPS_REGINFO'],
      [0x7000000d, 'MIPS_OPTIONS'],
      [0x7000001e, 'MIPS_DWARF'],
      [0x7000002a, 'MIPS_ABIFLAGS'],
      [0x7000002b, 'MIPS_XHASH'],
    ]),
  ],
  [
    40,
    new Map([
      [0x70000001, 'ARM_EXIDX'],
      [0x70000002, 'ARM_PREEMPTMAP'],
      [0x70000003, 'ARM_ATTRIBUTES'],
      [0x70000004, 'ARM_DEBUGOVERLAY'],
      [0x70000005, 'ARM_OVERLAYSECTION'],
    ]),
  ],
  [62, new Map([[0x70000001, 'X86_64_UNWIND']])],
  [183, new Map([[0x70000003, 'AARCH64_ATTRIBUTES']])],
  [243, new Map([[0x70000003, 'RISCV_ATTRIBUTES']])],
]);

/** sh_type as readelf words it. */
export function sectionTypeName(type: number, machine: number): string {
  const name = SECTION_TYPES.get(type) ?? MACHINE_SECTION_TYPES.get(machine)?.get(type);
  if (name !== undefined) return name;
  if (type >= 0x80000000) return above('LOUSER', type, 0x80000000);
  if (type >= 0x70000000) return above('LOPROC', type, 0x70000000);
  if (type >= 0x60000000) return above('LOOS', type, 0x60000000);
  return `${type.toString(16).padStart(8, '0')}: <unknown>`;
}

const above = (range: string, type: number, base: number): string =>
  type === base ? `${range}+0` : `${range}+0x${(type - base).toString(16)}`;

/** p_flags as three letters, `R-E` for code; readelf leaves blanks where this has dashes. */
export const segmentFlagLetters = (flags: number): string =>
  `${(flags & 4) !== 0 ? 'R' : '-'}${(flags & 2) !== 0 ? 'W' : '-'}${(flags & 1) !== 0 ? 'E' : '-'}`;

// Bit 0 to 11 of sh_flags; bit 3 has no meaning.
const FLAG_LETTERS = 'WAXxMSILOGTC';
const SHF_GNU_RETAIN = 21;
const SHF_GNU_MBIND = 24;
const OS_ABI_NONE = 0;
const OS_ABI_GNU = 3;
const OS_ABI_FREEBSD = 9;

/**
 * sh_flags as readelf's letters, lowest bit first: `WA` for data, `AX` for code. The first
 * unknown bit of the range for operating systems is an `o` that stands for the whole range, the
 * first of the processors' range a `p` that stands for all above it; an `x` is any other.
 */
export function sectionFlagLetters(
  flags: Word64,
  header: Pick<ElfHeader, 'machine' | 'osAbi'>,
): string {
  const low = lowHalf(flags);
  let letters = '';
  for (let bit = 0; bit < 20; bit++)
    if ((low & (1 << bit)) !== 0) letters += FLAG_LETTERS[bit] ?? 'x';
  letters += rangeLetters(low, 20, 28, 'o', (bit) => osFlagLetter(bit, header.osAbi));
  const processor = rangeLetters(low, 28, 32, 'p', (bit) =>
    bit === 31 ? 'E' : processorFlagLetter(bit, header.machine),
  );
  if (processor.endsWith('p')) return letters + processor;
  return letters + processor + 'x'.repeat(bitsAbove32(flags));
}

/** Letters of the bits from `first` on; the first one without a letter ends the range. */
function rangeLetters(
  flags: number,
  first: number,
  end: number,
  unknown: string,
  letter: (bit: number) => string | undefined,
): string {
  let letters = '';
  for (let bit = first; bit < end; bit++) {
    if ((flags & (1 << bit)) === 0) continue;
    const known = letter(bit);
    if (known === undefined) return letters + unknown;
    letters += known;
  }
  return letters;
}

function osFlagLetter(bit: number, osAbi: number): string | undefined {
  const gnu = osAbi === OS_ABI_GNU || osAbi === OS_ABI_FREEBSD;
  if (bit === SHF_GNU_RETAIN && gnu) return 'R';
  return bit === SHF_GNU_MBIND && (gnu || osAbi === OS_ABI_NONE) ? 'D' : undefined;
}

// By e_machine: the one bit it gives a meaning, and its letter.
const PROCESSOR_FLAGS: ReadonlyMap<number, readonly [bit: number, letter: string]> = new Map([
  [20, [28, 'v']],
  [40, [29, 'y']],
  [62, [28, 'l']],
  [180, [28, 'l']],
  [181, [28, 'l']],
]);

function processorFlagLetter(bit: number, machine: number): string | undefined {
  const known = PROCESSOR_FLAGS.get(machine);
  return known?.[0] === bit ? known[1] : undefined;
}

function bitsAbove32(flags: Word64): number {
  let count = 0;
  for (let rest = highHalf(flags); rest !== 0; rest = (rest & (rest - 1)) >>> 0) count++;
  return count;
}
