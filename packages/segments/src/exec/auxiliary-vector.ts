/** The auxiliary vector: what the kernel tells a program about itself, above its environment on the stack. */
import type { Address } from '../address.ts';
import type { Platform } from '../platform/platform.ts';

/** Keys of the auxiliary vector. Source: `include/uapi/linux/auxvec.h`, `arch/x86/include/uapi/asm/auxvec.h`. */
export const auxiliaryKey = {
  NULL: 0,
  PHDR: 3,
  PHENT: 4,
  PHNUM: 5,
  PAGESZ: 6,
  BASE: 7,
  FLAGS: 8,
  ENTRY: 9,
  UID: 11,
  EUID: 12,
  GID: 13,
  EGID: 14,
  PLATFORM: 15,
  HWCAP: 16,
  CLKTCK: 17,
  SECURE: 23,
  RANDOM: 25,
  HWCAP2: 26,
  RSEQ_FEATURE_SIZE: 27,
  RSEQ_ALIGN: 28,
  EXECFN: 31,
  SYSINFO: 32,
  SYSINFO_EHDR: 33,
  MINSIGSTKSZ: 51,
} as const;

export type AuxiliaryName = keyof typeof auxiliaryKey;

/** One entry: a name and its value, a number or an address. */
export type AuxiliaryEntry = readonly [name: AuxiliaryName, value: number];

/** Whose process it is. */
export interface Credentials {
  readonly uid: number;
  readonly euid: number;
  readonly gid: number;
  readonly egid: number;
}

/** What the entries speak about. */
export interface AuxiliaryFacts {
  readonly platform: Platform;
  readonly credentials: Credentials;
  /** Start of the vdso; null where there is none. */
  readonly vdso: Address | null;
  readonly programHeaders: number;
  readonly programHeaderCount: number;
  /** Where the loader was put; 0 without loader. */
  readonly interpreterBase: number;
  readonly entry: number;
  readonly randomBytes: number;
  readonly fileName: number;
  readonly platformString: number;
}

/**
 * The entries in the order of Linux 6.18, the terminating NULL included.
 *
 * Source: `fs/binfmt_elf.c`, create_elf_tables; `arch/x86/include/asm/elf.h`, ARCH_DLINFO.
 */
export function auxiliaryVector(facts: AuxiliaryFacts): readonly AuxiliaryEntry[] {
  const { platform, credentials, vdso } = facts;
  const { hwcap, hwcap2, minimumSignalStack, vsyscallOffset } = platform.processor;
  const entries: AuxiliaryEntry[] = [];
  if (vdso !== null && vsyscallOffset !== null) entries.push(['SYSINFO', vdso + vsyscallOffset]);
  if (vdso !== null) entries.push(['SYSINFO_EHDR', vdso]);
  entries.push(
    ['MINSIGSTKSZ', minimumSignalStack],
    ['HWCAP', hwcap],
    ['PAGESZ', 4096],
    ['CLKTCK', 100],
    ['PHDR', facts.programHeaders],
    ['PHENT', platform.wordSize === 8 ? 56 : 32],
    ['PHNUM', facts.programHeaderCount],
    ['BASE', facts.interpreterBase],
    ['FLAGS', 0],
    ['ENTRY', facts.entry],
    ['UID', credentials.uid],
    ['EUID', credentials.euid],
    ['GID', credentials.gid],
    ['EGID', credentials.egid],
    ['SECURE', isSetId(credentials) ? 1 : 0],
    ['RANDOM', facts.randomBytes],
    ['HWCAP2', hwcap2],
    ['EXECFN', facts.fileName],
    ['PLATFORM', facts.platformString],
    ['RSEQ_FEATURE_SIZE', 28],
    ['RSEQ_ALIGN', 32],
    ['NULL', 0],
  );
  return entries;
}

const isSetId = ({ uid, euid, gid, egid }: Credentials): boolean => uid !== euid || gid !== egid;
