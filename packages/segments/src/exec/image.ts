/** What exec needs to know of an executable file: its headers, not its contents. */
import type { Bytes } from '../address.ts';
import type { ElfFile } from '../elf/elf-file.ts';
import type { Word64 } from '../elf/word.ts';
import type { MappedFile, Permissions } from '../mapping.ts';
import { ExecError } from './exec-error.ts';

/** One program header. */
export interface ImageSegment {
  /** p_type: 1 LOAD, 3 INTERP, 0x6474e551 GNU_STACK, … */
  readonly type: number;
  /** p_flags: 1 execute, 2 write, 4 read. */
  readonly flags: number;
  /** Where its bytes lie in the file. */
  readonly offset: Bytes;
  readonly virtualAddress: number;
  /** Bytes in the file. */
  readonly fileSize: Bytes;
  /** Bytes in memory; what the file does not fill is zero. */
  readonly memorySize: Bytes;
  readonly alignment: Bytes;
}

/** An executable file, as exec sees it. */
export interface ExecutableImage {
  readonly file: MappedFile;
  readonly bits: 32 | 64;
  /** `executable` is linked for fixed addresses (ET_EXEC); `shared-object` may go anywhere (ET_DYN: PIE, library, loader). */
  readonly type: 'executable' | 'shared-object';
  readonly entry: number;
  /** Where the program headers lie in the file. */
  readonly programHeaderOffset: Bytes;
  readonly programHeaders: readonly ImageSegment[];
  /** The path in PT_INTERP, null for a program that needs no loader. */
  readonly interpreter: string | null;
}

/** Program header types the kernel and the loader act upon. Source: `include/uapi/linux/elf.h`. */
export const segmentType = {
  LOAD: 1,
  INTERP: 3,
  GNU_STACK: 0x6474e551,
  GNU_RELRO: 0x6474e552,
} as const;

const EXECUTE = 1;
const WRITE = 2;
const READ = 4;

/** Whether p_flags allow execution. */
export const isExecutable = (segment: ImageSegment): boolean => (segment.flags & EXECUTE) !== 0;

/** p_flags as maps shows them. */
export const permissionsOf = ({ flags }: ImageSegment): Permissions =>
  `${flags & READ ? 'r' : '-'}${flags & WRITE ? 'w' : '-'}${flags & EXECUTE ? 'x' : '-'}`;

/** The PT_LOAD headers, in file order. */
export const loadSegments = (image: ExecutableImage): readonly ImageSegment[] =>
  image.programHeaders.filter(({ type }) => type === segmentType.LOAD);

const MACHINES: Readonly<Record<number, 32 | 64>> = { 3: 32, 62: 64 };
const TYPES: Readonly<Record<number, ExecutableImage['type']>> = {
  2: 'executable',
  3: 'shared-object',
};

/**
 * The image of an ELF file read with `@memstrata/segments/elf`.
 *
 * @throws {@link ExecError} for what x86 Linux does not execute: another machine, an object file, a core.
 */
export function imageOf(elf: ElfFile, file: MappedFile): ExecutableImage {
  const { bits, machine, type, entry, programHeaderOffset, littleEndian } = elf.header;
  const imageType = TYPES[type];
  if (MACHINES[machine] !== bits || !littleEndian)
    throw new ExecError('ENOEXEC', file.name, 'it is no program for x86');
  if (!imageType)
    throw new ExecError('ENOEXEC', file.name, 'it is no executable and no shared object');
  const addressIn = (word: Word64): number => {
    if (typeof word === 'number') return word;
    throw new ExecError('ENOEXEC', file.name, 'an address in it is beyond user space');
  };
  return {
    file,
    bits,
    type: imageType,
    entry: addressIn(entry),
    programHeaderOffset,
    programHeaders: elf.programHeaders.map((header) => ({
      ...header,
      virtualAddress: addressIn(header.virtualAddress),
    })),
    interpreter: elf.interpreter,
  };
}

/** What every compiler writes today: the stack is not executable. */
const STACK_HEADER: ImageSegment = {
  type: segmentType.GNU_STACK,
  flags: READ | WRITE,
  offset: 0,
  virtualAddress: 0,
  fileSize: 0,
  memorySize: 0,
  alignment: 16,
};

/** Sizes of the parts of a program that exists only on paper. */
export interface ProgramSizes {
  readonly text?: Bytes;
  readonly rodata?: Bytes;
  readonly data?: Bytes;
  readonly bss?: Bytes;
}

/**
 * A program made of sizes alone, without loader, linked for fixed addresses: enough to draw the classic picture.
 *
 * @param sizes Bytes of each part. @defaultValue one page each
 * @param base Address of the first byte of text. @defaultValue 0x400000, 0x08048000 for 32 bits
 *
 * @example
 * ```ts
 * import { exec, hex, programOf } from '@memstrata/segments';
 *
 * const { space } = exec(programOf({ text: 8192, data: 100, bss: 10_000 }));
 * for (const { start, kind } of space.mappings()) console.log(hex(start), kind);
 * // → 0x400000 text
 * // → 0x402000 rodata
 * // → 0x403000 data
 * // → 0x404000 bss
 * // → 0x7ffff7ff7000 vvar
 * // → 0x7ffff7ffb000 vvar
 * // → 0x7ffff7ffd000 vdso
 * // → 0x7ffffffde000 stack
 * ```
 */
export function programOf(
  sizes: ProgramSizes = {},
  bits: 32 | 64 = 64,
  base: number = bits === 64 ? 0x400000 : 0x08048000,
): ExecutableImage {
  const page = 4096;
  const { text = page, rodata = page, data = page, bss = page } = sizes;
  const parts = [
    { flags: READ | EXECUTE, fileSize: text, memorySize: text },
    { flags: READ, fileSize: rodata, memorySize: rodata },
    { flags: READ | WRITE, fileSize: data, memorySize: data + bss },
  ];
  let offset = 0;
  const programHeaders = parts
    .filter(({ memorySize }) => memorySize > 0)
    .map((part) => {
      const at = offset;
      offset += Math.ceil(part.fileSize / page) * page;
      const place = { type: segmentType.LOAD, offset: at, virtualAddress: base + at };
      return { ...place, ...part, alignment: page };
    });
  return {
    file: { name: 'program', size: offset },
    bits,
    type: 'executable',
    entry: base,
    programHeaderOffset: 64,
    programHeaders: [...programHeaders, STACK_HEADER],
    interpreter: null,
  };
}
