import type { KernelMapping, Platform } from './platform.ts';

const PAGE = 4096;

const readOnly = { permissions: 'r--', mayHave: 'r--' } as const;

/**
 * vvar, vvar_vclock and vdso as Linux 6.18 maps them for 64-bit and 32-bit programs alike.
 *
 * Of vvar, the pages of time namespaces and of the architecture lie idle, of vvar_vclock that of Hyper-V:
 * recorded on a KVM guest. Source: `lib/vdso/datastore.c`, `arch/x86/entry/vdso/vma.c`.
 */
export const kernelMappings618: readonly KernelMapping[] = [
  { name: '[vvar]', kind: 'vvar', bytes: 4 * PAGE, unusedPages: [1, 3], ...readOnly },
  { name: '[vvar_vclock]', kind: 'vvar', bytes: 2 * PAGE, unusedPages: [1], ...readOnly },
  { name: '[vdso]', kind: 'vdso', bytes: 2 * PAGE, permissions: 'r-x', mayHave: 'rwx' },
];

/**
 * Linux 6.18 on x86-64 with 48-bit addresses, a 64-bit program.
 *
 * Source: `arch/x86/include/asm/page_64_types.h` and `elf.h`, `arch/x86/mm/mmap.c`; recorded on Debian 12.
 */
export const linuxX64: Platform = {
  name: 'linux-x86-64 (6.18)',
  wordSize: 8,
  taskSize: 0x7ffffffff000,
  stackTop: 0x7ffffffff000,
  nonCanonicalStart: 0x800000000000,
  lowestAddress: 0x10000,
  stackGuardGap: 256 * PAGE,
  breakGap: PAGE,
  hugePage: 2 ** 21,
  maxMapCount: 65530,
  hasMmapArea: true,
  kernelMappings: kernelMappings618,
  programBase: 0x555555554aaa,
  executableStackByDefault: false,
  platformString: 'x86_64',
  processor: { hwcap: 0x1f8bfbff, hwcap2: 2, minimumSignalStack: 0xe30, vsyscallOffset: null },
  random: { mmapPages: 2 ** 28, stackPages: 2 ** 22, stackPointer: 8192, break: 2 ** 30 },
};
