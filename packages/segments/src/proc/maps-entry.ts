/**
 * One line of `/proc/PID/maps` (Linux, fs/proc/task_mmu.c, show_map_vma): a mapping.
 * Formatting it gives the kernel's line again, byte for byte.
 */
export interface MapsEntry {
  /** First address. */
  readonly start: number;
  /** First address behind it. */
  readonly end: number;
  /** `rwx` or dashes, then `p` private or `s` shared: `r-xp`. */
  readonly permissions: string;
  /** Place in the file, bytes. */
  readonly offset: number;
  /** Major and minor number of the file's device, hexadecimal: `fe:00`; `00:00` without a file. */
  readonly device: string;
  /** Decimal digits; `0` without a file. */
  readonly inode: string;
  /** The file's path, a name in brackets such as `[heap]`, or empty. A newline in it is `\012`. */
  readonly path: string;
}
