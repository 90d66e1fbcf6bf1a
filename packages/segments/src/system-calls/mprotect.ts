/** mprotect. Source: Linux `mm/mprotect.c` (do_mprotect_pkey, mprotect_fixup), `mm/vma.c` (vma_modify). */
import { address, type Bytes, PAGE_SIZE, pageUp } from '../address.ts';
import { type Errno, errno } from '../errno.ts';
import { isWithin, type Mapping, type Permissions, pagesOf, sizeOf, slice } from '../mapping.ts';
import { isData, mayCommit, mayExpand, type SpaceState } from '../space-state.ts';
import { effective } from './mmap.ts';
import { cut } from './munmap.ts';

/**
 * Changes what may be done with a range, entry by entry from its low end.
 *
 * A hole or a refusal on the way ends the call with an error; what was changed before stays changed.
 */
export function mprotect(
  state: SpaceState,
  start: number,
  length: Bytes,
  asked: Permissions,
): 0 | Errno {
  const permissions = effective(state, asked);
  if (start % PAGE_SIZE !== 0) return errno.EINVAL;
  if (length === 0) return 0;
  const first = state.list.holding(start);
  if (!first || length < 0) return errno.ENOMEM;
  const end = length > state.layout.platform.taskSize ? Infinity : pageUp(start + length);
  let reached = start;
  while (reached < end) {
    const index = state.list.indexAbove(reached);
    const entry = state.list.at(index);
    if (!entry || entry.start > reached) return errno.ENOMEM;
    if (!isWithin(permissions, entry.mayHave)) return errno.EACCES;
    const upTo = Math.min(entry.end, end);
    const refusal = changeWithin(state, index, reached, upTo, permissions);
    if (refusal) return refusal;
    reached = upTo;
  }
  return 0;
}

/** Gives part of one entry new permissions; joins it with neighbours, or else cuts it out. */
function changeWithin(
  state: SpaceState,
  index: number,
  start: number,
  end: number,
  permissions: Permissions,
): Errno | null {
  const { list, onEvent } = state;
  const entry = list.at(index);
  if (!entry) return errno.ENOMEM;
  const changed = withPermissions(slice(entry, start, end), permissions);
  if (changed.permissions === entry.permissions && changed.accounted === entry.accounted)
    return null;
  const refusal = refusalOfLimits(state, entry, changed);
  if (refusal) return refusal;
  const below = entry.start < start ? [slice(entry, entry.start, start)] : [];
  const above = entry.end > end ? [slice(entry, end, entry.end)] : [];
  if (entry.special && below.length + above.length > 0) return errno.EINVAL;
  list.replace(index, ...below, changed, ...above);
  const sides = { left: below.length === 0, right: above.length === 0 };
  const { merged } = list.settle(index + below.length, sides);
  if (merged === 0 && below.length + above.length > 0 && isOverfull(state)) {
    list.remove(index, index + below.length + 1 + above.length);
    list.insertApart(entry);
    // The lower cut comes first, and stays when only the upper one is refused.
    if (above.length > 0 && below.length > 0 && list.length < state.layout.platform.maxMapCount)
      cut(state, index, address(start));
    return errno.ENOMEM;
  }
  if (onEvent)
    onEvent({ type: 'protected', start: changed.start, end: changed.end, permissions, merged });
  return null;
}

const isOverfull = (state: SpaceState): boolean =>
  state.list.length > state.layout.platform.maxMapCount;

/**
 * What becomes writable is counted against committed memory from now on; what was never written and
 * becomes read-only no longer is.
 */
function withPermissions(mapping: Mapping, permissions: Permissions): Mapping {
  const writable = permissions[1] === 'w';
  const anonymous = mapping.file === null;
  const uncounted = mapping.accounted && anonymous && mapping.anonVma === 0;
  const counted = !mapping.shared && !mapping.noReserve;
  const accounted = writable ? mapping.accounted || counted : mapping.accounted && !uncounted;
  return { ...mapping, permissions, accounted };
}

function refusalOfLimits(state: SpaceState, before: Mapping, after: Mapping): Errno | null {
  if (after.permissions[1] !== 'w') return null;
  const pages = pagesOf(after);
  if (!mayExpand(state, pages, isData(after)) && mayExpand(state, pages, isData(before)))
    return errno.ENOMEM;
  if (after.accounted && !before.accounted && !mayCommit(state, sizeOf(after))) return errno.ENOMEM;
  return null;
}
