// The numbers of the gABI and of the GNU and x86-64 supplements that callers compare with,
// under the names those documents give them.

/** e_type: the kind of file. */
export const ET: {
  readonly REL: 1;
  readonly EXEC: 2;
  readonly DYN: 3;
  readonly CORE: 4;
} = { REL: 1, EXEC: 2, DYN: 3, CORE: 4 };

/** e_machine: the two machines whose processes this package lays out. */
export const EM: { readonly I386: 3; readonly X86_64: 62 } = { I386: 3, X86_64: 62 };

/** p_type: what a program header describes. */
export const PT: {
  readonly NULL: 0;
  readonly LOAD: 1;
  readonly DYNAMIC: 2;
  readonly INTERP: 3;
  readonly NOTE: 4;
  readonly PHDR: 6;
  readonly TLS: 7;
  readonly GNU_EH_FRAME: 0x6474e550;
  readonly GNU_STACK: 0x6474e551;
  readonly GNU_RELRO: 0x6474e552;
  readonly GNU_PROPERTY: 0x6474e553;
  readonly GNU_SFRAME: 0x6474e554;
} = {
  NULL: 0,
  LOAD: 1,
  DYNAMIC: 2,
  INTERP: 3,
  NOTE: 4,
  PHDR: 6,
  TLS: 7,
  GNU_EH_FRAME: 0x6474e550,
  GNU_STACK: 0x6474e551,
  GNU_RELRO: 0x6474e552,
  GNU_PROPERTY: 0x6474e553,
  GNU_SFRAME: 0x6474e554,
};

/** p_flags: permission bits of a segment. */
export const PF: { readonly X: 1; readonly W: 2; readonly R: 4 } = { X: 1, W: 2, R: 4 };

/** sh_type: what a section holds. */
export const SHT: {
  readonly NULL: 0;
  readonly PROGBITS: 1;
  readonly SYMTAB: 2;
  readonly STRTAB: 3;
  readonly RELA: 4;
  readonly NOTE: 7;
  readonly NOBITS: 8;
  readonly REL: 9;
  readonly DYNSYM: 11;
  readonly SYMTAB_SHNDX: 18;
} = {
  NULL: 0,
  PROGBITS: 1,
  SYMTAB: 2,
  STRTAB: 3,
  RELA: 4,
  NOTE: 7,
  NOBITS: 8,
  REL: 9,
  DYNSYM: 11,
  SYMTAB_SHNDX: 18,
};

/** sh_flags: bits of a section. */
export const SHF: {
  readonly WRITE: 1;
  readonly ALLOC: 2;
  readonly EXECINSTR: 4;
  readonly TLS: 0x400;
  readonly COMPRESSED: 0x800;
} = { WRITE: 1, ALLOC: 2, EXECINSTR: 4, TLS: 0x400, COMPRESSED: 0x800 };
