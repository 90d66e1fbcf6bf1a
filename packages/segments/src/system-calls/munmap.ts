/** munmap. Source: Linux `mm/vma.c`, do_vmi_munmap and vms_gather_munmap_vmas. */
import { type Address, address, type Bytes, PAGE_SIZE, pageUp } from '../address.ts';
import { type Errno, errno } from '../errno.ts';
import type { SpaceState } from '../space-state.ts';

/** Takes a range out of the map; a range with nothing in it is fine. */
export function munmap(state: SpaceState, start: number, length: Bytes): 0 | Errno {
  const { taskSize } = state.layout.platform;
  if (start % PAGE_SIZE !== 0 || start < 0 || start > taskSize) return errno.EINVAL;
  if (length <= 0 || length > taskSize - start) return errno.EINVAL;
  const end = pageUp(start + length);
  const range = isolate(state, address(start), end);
  if (typeof range === 'number') return range;
  discard(state, range, address(start), end);
  return 0;
}

/** Indices of the entries that fill a range, from inclusive, to exclusive. */
export interface EntryRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Cuts the entries at both ends of a range so that whole entries fill it.
 *
 * The kernel's own mappings cannot be cut. When the upper end meets one the call fails, and the cut already
 * made at the lower end of the range stays visible.
 */
export function isolate(state: SpaceState, start: Address, end: Address): EntryRange | Errno {
  const { list } = state;
  let from = list.indexAbove(start);
  const first = list.at(from);
  if (!first || first.start >= end) return { from, to: from };
  if (first.start < start) {
    if (end < first.end && list.length >= state.layout.platform.maxMapCount) return errno.ENOMEM;
    if (first.special) return errno.EINVAL;
    cut(state, from, start);
    from += 1;
  }
  let to = from;
  for (let entry = list.at(to); entry && entry.start < end; entry = list.at(to)) {
    if (entry.end > end) {
      if (entry.special) return errno.EINVAL;
      cut(state, to, end);
    }
    to += 1;
  }
  return { from, to };
}

/** Removes the entries of an isolated range. */
export function discard(
  state: SpaceState,
  { from, to }: EntryRange,
  start: Address,
  end: Address,
): void {
  if (to === from) return;
  state.list.remove(from, to);
  state.memory?.drop(start, end);
  if (state.onEvent) state.onEvent({ type: 'unmapped', start, end });
}

/** Makes two entries of one. */
export function cut(state: SpaceState, index: number, at: Address): void {
  state.list.split(index, at);
  if (state.onEvent) state.onEvent({ type: 'split', at });
}
