/** brk: moves the end of the heap. Source: Linux `mm/mmap.c` (brk), `mm/vma.c` (do_brk_flags). */
import { type Address, address, PAGE_SIZE, pageUp } from '../address.ts';
import { errno } from '../errno.ts';
import { canMerge, type Mapping, type Permissions } from '../mapping.ts';
import { guardStart } from '../placement.ts';
import { mayCommit, mayExpand, type SpaceState } from '../space-state.ts';
import { effective } from './mmap.ts';
import { discard, isolate } from './munmap.ts';

/**
 * Asks for a program break and answers the one there is. A refusal is an unchanged answer, never an error.
 *
 * One free page always stays between the heap and the mapping above it.
 */
export function brk(state: SpaceState, wanted: number): Address {
  const { breakStart, programBreak: before, limits, dataBytes } = state;
  if (wanted < breakStart) return before;
  if (wanted - breakStart + dataBytes > limits.data) return refused(state);
  if (wanted > state.layout.platform.taskSize) return refused(state);
  const from = pageUp(before);
  const to = pageUp(wanted);
  if (to < from ? !shrink(state, to, from) : to > from && !grow(state, from, to))
    return refused(state);
  state.programBreak = address(wanted);
  if (state.onEvent && wanted !== before)
    state.onEvent({ type: 'break-moved', from: before, to: state.programBreak });
  return state.programBreak;
}

function refused(state: SpaceState): Address {
  if (state.onEvent) state.onEvent({ type: 'refused', call: 'brk', errno: errno.ENOMEM });
  return state.programBreak;
}

function shrink(state: SpaceState, to: Address, from: Address): boolean {
  const heap = state.list.above(to);
  if (!heap || heap.start >= from) return false;
  const range = isolate(state, to, from);
  if (typeof range === 'number') return false;
  discard(state, range, to, from);
  return true;
}

function grow(state: SpaceState, from: Address, to: Address): boolean {
  const { list, layout } = state;
  const { platform } = layout;
  const next = list.above(from);
  if (next && to + platform.breakGap > guardStart(next, layout)) return false;
  const mapping = heapMapping(from, to, effective(state, 'rw-'));
  if (!mayExpand(state, (to - from) / PAGE_SIZE, true)) return false;
  if (list.length > platform.maxMapCount || !mayCommit(state, to - from)) return false;
  addHeap(state, mapping);
  return true;
}

/** Only a mapping that reaches above the start of the heap is the heap: the bss below stays apart. */
function addHeap(state: SpaceState, mapping: Mapping): void {
  const below = state.list.below(mapping.start);
  const extends_ = below !== undefined && below.end > state.breakStart && canMerge(below, mapping);
  let placed = { mapping, merged: 0 };
  if (extends_) placed = state.list.insert(mapping, { onlyLeft: true });
  else state.list.insertApart(mapping);
  if (state.onEvent)
    state.onEvent({ type: 'mapped', start: mapping.start, end: mapping.end, ...placed });
}

/** Anonymous private memory. */
function heapMapping(start: Address, end: Address, permissions: Permissions = 'rw-'): Mapping {
  return {
    start,
    end,
    permissions,
    shared: false,
    kind: 'heap',
    name: '',
    file: null,
    offset: 0,
    growsDown: false,
    noReserve: false,
    accounted: true,
    special: false,
    mayHave: 'rwx',
    anonVma: 0,
  };
}
