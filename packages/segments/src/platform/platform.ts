/** What differs between platforms, as data: where things lie, how far they may move, what the kernel brings along. */
import type { Bytes } from '../address.ts';
import type { Permissions, SegmentKind } from '../mapping.ts';

/** A mapping the kernel adds to every process. */
export interface KernelMapping {
  readonly name: string;
  readonly kind: SegmentKind;
  readonly bytes: Bytes;
  readonly permissions: Permissions;
  /** The most mprotect may give it. */
  readonly mayHave: Permissions;
  /** Pages, counted from its start, that this machine has no use for: touching one raises SIGBUS. @defaultValue none */
  readonly unusedPages?: readonly number[];
}

/** How far address space layout randomisation moves each part. Counts are numbers of places. */
export interface RandomRanges {
  /** Places for the base of a position-independent program, and for the mmap area; pages apart. */
  readonly mmapPages: number;
  /** Places for the top of the stack, pages apart. */
  readonly stackPages: number;
  /** The stack pointer moves down by less than this within the top of the stack. */
  readonly stackPointer: Bytes;
  /** The program break starts one page and less than this behind the program. */
  readonly break: Bytes;
}

/** A kernel, a processor and a program's word size: everything the rules need to know about them. */
export interface Platform {
  /** Which picture this is; show it beside the picture. */
  readonly name: string;
  readonly wordSize: 4 | 8;
  /** First address behind user space. */
  readonly taskSize: number;
  /** First address behind the highest stack. */
  readonly stackTop: number;
  /** First address of the half of a 64-bit space that user and kernel addresses leave free; null if there is none. */
  readonly nonCanonicalStart: number | null;
  /** Lowest address a program may map. */
  readonly lowestAddress: number;
  /** Bytes that stay free between a stack and the accessible mapping below it. */
  readonly stackGuardGap: Bytes;
  /** Bytes that stay free between the heap and the mapping above it. */
  readonly breakGap: Bytes;
  /** Alignment sought for maps of at least that size; 0 for never. */
  readonly hugePage: Bytes;
  readonly maxMapCount: number;
  /** False for the textbook picture: no area for mmap, the heap may grow to the stack. */
  readonly hasMmapArea: boolean;
  /** Kernel mappings, lowest first, placed as one block. */
  readonly kernelMappings: readonly KernelMapping[];
  /** Where the kernel puts a position-independent program that has an interpreter. */
  readonly programBase: number;
  /** A program without PT_GNU_STACK gets an executable stack. */
  readonly executableStackByDefault: boolean;
  /** AT_PLATFORM. */
  readonly platformString: string;
  /** AT_HWCAP, AT_HWCAP2, AT_MINSIGSTKSZ, … as this processor reports them. */
  readonly processor: ProcessorFacts;
  readonly random: RandomRanges;
}

/** Auxiliary vector values that describe the processor. */
export interface ProcessorFacts {
  readonly hwcap: number;
  readonly hwcap2: number;
  readonly minimumSignalStack: number;
  /** Offset of the system call entry in the vdso, where the platform announces it (AT_SYSINFO). */
  readonly vsyscallOffset: number | null;
}
