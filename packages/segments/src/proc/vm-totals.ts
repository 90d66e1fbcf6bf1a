import type { MapsEntry } from './maps-entry.ts';
import type { SmapsEntry } from './smaps.ts';

/** Figures of `/proc/PID/status`, in bytes. */
export interface VmTotals {
  /** VmSize: all mappings. */
  readonly size: number;
  /** VmData: private writable mappings that are no stacks. */
  readonly data: number;
  /** VmStk: mappings that grow down. */
  readonly stack: number;
}

/**
 * VmSize, VmData and VmStk from the mappings (Linux, mm/mmap.c, vm_stat_account).
 * From smaps they are exact; maps does not say which mappings grow down, so there only `[stack]`
 * counts as a stack. `[vsyscall]` is a gate of the kernel's, not part of the process.
 */
export function vmTotals(entries: Iterable<MapsEntry | SmapsEntry>): VmTotals {
  let size = 0;
  let data = 0;
  let stack = 0;
  for (const entry of entries) {
    if (entry.path === '[vsyscall]') continue;
    const bytes = entry.end - entry.start;
    size += bytes;
    if (growsDown(entry)) stack += bytes;
    else if (entry.permissions[1] === 'w' && entry.permissions[3] === 'p') data += bytes;
  }
  return { size, data, stack };
}

const growsDown = (entry: MapsEntry | SmapsEntry): boolean =>
  'vmFlags' in entry && entry.vmFlags !== null
    ? entry.vmFlags.includes('gd')
    : entry.path === '[stack]';

const PAGE = 4096;

/**
 * VmExe in bytes: the pages from `start_code` to `end_code`, two fields of `/proc/PID/stat` that
 * maps does not show.
 */
export function vmExe(startCode: number, endCode: number): number {
  return Math.ceil(endCode / PAGE) * PAGE - Math.floor(startCode / PAGE) * PAGE;
}
