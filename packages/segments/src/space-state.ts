/** The state of one address space, shared by the system calls that change it. Internal. */
import { type Address, type Bytes, PAGE_SIZE } from './address.ts';
import type { Listener, SegmentEvent } from './events.ts';
import type { Layout, Limits } from './layout.ts';
import { type Mapping, type Permissions, pagesOf, sizeOf } from './mapping.ts';
import type { MappingList } from './mapping-list.ts';
import type { Memory } from './memory.ts';

export interface SpaceState {
  readonly layout: Layout;
  readonly list: MappingList;
  readonly onEvent: Listener<SegmentEvent> | null;
  /** What may be read may be executed, too. */
  readonly readImpliesExecute: boolean;
  /** A first read finds the page of zeros that all share. */
  readonly zeroPage: boolean;
  /** The contents; null until somebody asks for them. */
  memory: Memory | null;
  limits: Limits;
  /** Where the heap begins; brk never goes below. */
  breakStart: Address;
  programBreak: Address;
  /** Bytes of initialised data, which RLIMIT_DATA counts together with the heap. */
  dataBytes: Bytes;
  /** The stack pointer at the first instruction: names the stack mapping it lies in. */
  initialStackPointer: Address;
  /** How many groups of written pages there have been. */
  anonVmas: number;
}

/** Private and writable, and no stack: what RLIMIT_DATA counts. */
export const isData = (mapping: {
  readonly permissions: Permissions;
  readonly shared: boolean;
  readonly growsDown: boolean;
}): boolean => mapping.permissions[1] === 'w' && !mapping.shared && !mapping.growsDown;

/**
 * Whether limits allow `pages` more; `replaced` pages of any kind are about to go.
 * Source: Linux `mm/vma.c`, may_expand_vm.
 */
export function mayExpand(
  state: SpaceState,
  pages: number,
  countsAsData: boolean,
  replaced: readonly Mapping[] = [],
): boolean {
  const { addressSpace, data } = state.limits;
  if (addressSpace !== Number.POSITIVE_INFINITY) {
    const mapped = totalPages(state, () => true) - sum(replaced);
    if (mapped + pages > Math.floor(addressSpace / PAGE_SIZE)) return false;
  }
  if (countsAsData && data !== Number.POSITIVE_INFINITY)
    if (totalPages(state, isData) + pages > Math.floor(data / PAGE_SIZE)) return false;
  return true;
}

/** Whether so much private writable memory may be promised at once (overcommit heuristic). */
export const mayCommit = (state: SpaceState, bytes: Bytes): boolean =>
  bytes <= state.limits.committable;

function totalPages(state: SpaceState, counts: (mapping: Mapping) => boolean): number {
  let pages = 0;
  for (const mapping of state.list) if (counts(mapping)) pages += pagesOf(mapping);
  return pages;
}

const sum = (mappings: readonly Mapping[]): number =>
  mappings.reduce((pages, mapping) => pages + sizeOf(mapping) / PAGE_SIZE, 0);
