/**
 * Where mmap puts a mapping when the program leaves the choice to the kernel.
 *
 * Source: Linux `mm/vma.c` (unmapped_area, unmapped_area_topdown), `arch/x86/kernel/sys_x86_64.c`
 * (arch_get_unmapped_area_topdown), `mm/huge_memory.c` (__thp_get_unmapped_area).
 */
import { type Address, address, type Bytes, pageDown, pageUp } from './address.ts';
import { errno } from './errno.ts';
import type { Layout } from './layout.ts';
import type { Mapping } from './mapping.ts';
import type { MappingList } from './mapping-list.ts';

/** What has to be placed. */
export interface Wanted {
  readonly hint: number;
  /** In bytes, a multiple of the page size. */
  readonly length: Bytes;
  /** File offset the alignment of huge pages is relative to; null where huge pages do not matter. */
  readonly hugeOffset: Bytes | null;
}

/** A free place, or ENOMEM. */
export function findPlace(
  list: MappingList,
  layout: Layout,
  wanted: Wanted,
): Address | typeof errno.ENOMEM {
  return placeForHugePages(list, layout, wanted) ?? place(list, layout, wanted);
}

/** The lowest address a new neighbour may end at: a stack keeps its guard gap free. */
export const guardStart = (mapping: Mapping, layout: Layout): number =>
  mapping.growsDown ? Math.max(0, mapping.start - layout.platform.stackGuardGap) : mapping.start;

function place(
  list: MappingList,
  layout: Layout,
  { hint, length }: Wanted,
): Address | typeof errno.ENOMEM {
  const { taskSize, hasMmapArea } = layout.platform;
  if (length > taskSize) return errno.ENOMEM;
  if (hint !== 0 && isFreeHint(list, layout, hint, length)) return pageDown(hint);
  if (!hasMmapArea) return errno.ENOMEM;
  if (layout.direction === 'top-down') {
    const found = highestHole(list, layout, length);
    if (found !== undefined) return found;
  }
  return lowestHole(list, layout, length) ?? errno.ENOMEM;
}

/** A hint is rounded down to a page and taken if nothing is in the way, guard gaps included; else it is ignored. */
function isFreeHint(list: MappingList, layout: Layout, hint: number, length: Bytes): boolean {
  const start = pageDown(hint);
  if (start + length > layout.platform.taskSize) return false;
  const next = list.above(start);
  return next === undefined || start + length <= guardStart(next, layout);
}

/**
 * Looks for `length` plus one huge page and takes an aligned place within; undefined where this rule does
 * not apply. Of two aligned places a top-down search takes the upper one.
 */
function placeForHugePages(
  list: MappingList,
  layout: Layout,
  { hint, length, hugeOffset }: Wanted,
): Address | undefined {
  const huge = layout.platform.hugePage;
  if (huge === 0 || hugeOffset === null) return undefined;
  const firstAligned = Math.ceil(hugeOffset / huge) * huge;
  if (hugeOffset + length - firstAligned < huge) return undefined;
  const found = place(list, layout, { hint, length: length + huge, hugeOffset: null });
  if (found < 0) return undefined;
  if (found === hint) return address(found);
  const shift = (((hugeOffset - found) % huge) + huge) % huge;
  if (layout.direction === 'top-down' && shift === 0) return address(found + huge);
  return address(found + shift);
}

/**
 * The highest hole that holds `length` bytes below the base of the mmap area.
 *
 * Once a stack's guard gap was in the way, the search goes on below the gap: holes above are not tried
 * again, even those that would do.
 */
function highestHole(list: MappingList, layout: Layout, length: Bytes): Address | undefined {
  const floor = layout.platform.lowestAddress;
  let limit: number = list.searchStart(length, layout.mmapBase);
  let index = list.indexAbove(limit);
  let isGuarded = false;
  while (limit - length >= floor) {
    const above = list.at(index);
    const top = Math.min(limit, above?.start ?? limit);
    const bottom = Math.max(floor, list.at(index - 1)?.end ?? floor);
    if (top - bottom < length) {
      if (index === 0) return undefined;
      index -= 1;
      continue;
    }
    const guard = above ? guardStart(above, layout) : top;
    if (guard >= top) {
      if (!isGuarded) list.noteSearch(length, top);
      return address(top - length);
    }
    // From here on larger holes may be passed as well: nothing to remember for longer searches.
    isGuarded = true;
    limit = guard;
    index = list.indexAbove(limit);
  }
  return undefined;
}

/** The lowest hole that holds `length` bytes above the legacy base. */
function lowestHole(list: MappingList, layout: Layout, length: Bytes): Address | undefined {
  const isUsual = layout.direction === 'bottom-up';
  let limit: number = isUsual ? list.searchStart(length, layout.legacyBase) : layout.legacyBase;
  let index = list.indexAbove(limit);
  while (limit + length <= layout.platform.taskSize) {
    const above = list.at(index);
    const room = above ? guardStart(above, layout) - limit : length;
    if (room >= length) {
      if (isUsual) list.noteSearch(length, limit);
      return address(limit);
    }
    if (above === undefined) break;
    limit = Math.max(limit, above.end);
    index += 1;
  }
  return undefined;
}

/** The hint mmap works with: a page start, never below what a program may map. */
export const usableHint = (hint: number, layout: Layout): number => {
  const { lowestAddress: lowest, taskSize } = layout.platform;
  if (hint < 0 || hint > taskSize) return taskSize;
  const page = pageDown(hint);
  return page !== 0 && page < lowest ? pageUp(lowest) : page;
};
