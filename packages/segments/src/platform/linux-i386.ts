import { kernelMappings618 } from './linux-x86-64.ts';
import type { Platform } from './platform.ts';

const PAGE = 4096;

/**
 * A 32-bit program on a 64-bit Linux 6.18: 4 GiB less two pages are its own.
 *
 * Source: `arch/x86/include/asm/page_64_types.h` (IA32_PAGE_OFFSET), `elf.h`; recorded on Debian 12.
 */
export const linuxI386: Platform = {
  name: 'linux-i386 on a 64-bit kernel (6.18)',
  wordSize: 4,
  taskSize: 0xffffe000,
  stackTop: 0xffffe000,
  nonCanonicalStart: null,
  lowestAddress: 0x10000,
  stackGuardGap: 256 * PAGE,
  breakGap: PAGE,
  hugePage: 0,
  maxMapCount: 65530,
  hasMmapArea: true,
  kernelMappings: kernelMappings618,
  programBase: 0x56555000,
  executableStackByDefault: true,
  platformString: 'i686',
  processor: { hwcap: 0x1f8bfbff, hwcap2: 2, minimumSignalStack: 0xe30, vsyscallOffset: 0x5e0 },
  random: { mmapPages: 2 ** 8, stackPages: 2 ** 11, stackPointer: 8192, break: 2 ** 25 },
};

/** The same with the address limit of a 32-bit kernel, 3 GiB for the program (`setarch i686 -3`). */
export const linuxI386Limit3G: Platform = {
  ...linuxI386,
  name: 'linux-i386 with 3 GiB (6.18, ADDR_LIMIT_3GB)',
  taskSize: 0xc0000000,
  stackTop: 0xc0000000,
  programBase: 0x41000000,
};
