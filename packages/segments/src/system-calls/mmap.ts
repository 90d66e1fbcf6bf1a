/** mmap. Source: Linux `mm/mmap.c` (do_mmap), `mm/vma.c` (mmap_region). */
import { type Address, address, type Bytes, PAGE_SIZE, pageUp } from '../address.ts';
import { type Errno, errno } from '../errno.ts';
import {
  isWithin,
  type MappedFile,
  type Mapping,
  type Permissions,
  type SegmentKind,
} from '../mapping.ts';
import { findPlace, usableHint } from '../placement.ts';
import { isData, mayCommit, mayExpand, type SpaceState } from '../space-state.ts';
import { discard, isolate } from './munmap.ts';

/** Error numbers end here. Source: `include/linux/err.h`, MAX_ERRNO. */
const MOST_ERRORS = 4095;

/** What a program asks mmap for. */
export interface MapRequest {
  /** Rounded up to pages. */
  readonly length: Bytes;
  /** A wish, or with `placement` the place itself. @defaultValue none: the kernel chooses */
  readonly address?: number;
  /** @defaultValue 'rw-' */
  readonly permissions?: Permissions;
  /** `fixed` replaces what is there, `fixed-noreplace` refuses to. @defaultValue 'hint' */
  readonly placement?: 'hint' | 'fixed' | 'fixed-noreplace';
  /** Writes reach the file, or other processes. @defaultValue false: MAP_PRIVATE */
  readonly shared?: boolean;
  /** A stack: grows downwards when touched below (MAP_GROWSDOWN). @defaultValue false */
  readonly growsDown?: boolean;
  /** Do not count against committed memory (MAP_NORESERVE). @defaultValue false */
  readonly noReserve?: boolean;
  /** @defaultValue null: anonymous memory */
  readonly file?: MappedFile | null;
  /** Where in the file to start, a multiple of the page size. @defaultValue 0 */
  readonly offset?: Bytes;
  /** What it is for; a label that changes no rule. @defaultValue 'mmap' */
  readonly kind?: SegmentKind;
}

/** A request with every choice made. */
type Asked = Required<Omit<MapRequest, 'address'>> & { readonly hint: number };

/** Adds a mapping and answers where it is. */
export function mmap(state: SpaceState, request: MapRequest): Address | Errno {
  const { taskSize } = state.layout.platform;
  if ((request.offset ?? 0) % PAGE_SIZE !== 0 || request.length === 0) return errno.EINVAL;
  // Negative is what C makes a very large number of.
  if (request.length < 0 || request.length > taskSize) return errno.ENOMEM;
  const asked = complete(state, request);
  if (state.list.length > state.layout.platform.maxMapCount) return errno.ENOMEM;
  const start = asked.placement === 'hint' ? chosen(state, asked) : fixed(state, asked);
  if (start < 0) return start as Errno;
  const refusal = refusalOfKind(asked);
  if (refusal) return refusal;
  return place(state, asked, address(start));
}

function complete(state: SpaceState, request: MapRequest): Asked {
  return {
    kind: 'mmap',
    placement: 'hint',
    shared: false,
    growsDown: false,
    noReserve: false,
    file: null,
    offset: 0,
    ...request,
    permissions: effective(state, request.permissions ?? 'rw-'),
    hint: request.address ?? 0,
    length: pageUp(request.length),
  };
}

/** The permissions a request amounts to in this process. */
export const effective = (state: SpaceState, asked: Permissions): Permissions =>
  state.readImpliesExecute && asked[0] === 'r' ? `r${asked[1] === 'w' ? 'w' : '-'}x` : asked;

function chosen(state: SpaceState, asked: Asked): Address | Errno {
  const hint = usableHint(asked.hint, state.layout);
  return findPlace(state.list, state.layout, {
    hint,
    length: asked.length,
    hugeOffset: hugeOffset(state, asked, hint),
  });
}

/** Huge pages matter to private anonymous memory in whole huge pages without hint, and to some file systems. */
function hugeOffset(state: SpaceState, asked: Asked, hint: number): Bytes | null {
  if (asked.file) return asked.file.hugeAligned ? asked.offset : null;
  const wholeHugePages = asked.length % (state.layout.platform.hugePage || Infinity) === 0;
  return !asked.shared && hint === 0 && wholeHugePages ? 0 : null;
}

function fixed(state: SpaceState, asked: Asked): Address | Errno {
  const { taskSize, lowestAddress } = state.layout.platform;
  const { hint, length } = asked;
  // The highest addresses are what errors look like, and the kernel takes the one asked for as one.
  if (hint < 0 && hint >= -MOST_ERRORS) return hint as Errno;
  if (hint < 0 || hint > taskSize - length) return errno.ENOMEM;
  if (hint % PAGE_SIZE !== 0) return errno.EINVAL;
  if (hint < lowestAddress) return errno.EPERM;
  const occupied = state.list.above(hint);
  if (asked.placement === 'fixed-noreplace' && occupied && occupied.start < hint + length)
    return errno.EEXIST;
  return address(hint);
}

/** A shared mapping may not write to a file opened for reading, and only private memory grows. */
function refusalOfKind({ file, shared, permissions, growsDown }: Asked): Errno | null {
  if (file && shared && !isWithin(permissions, mostOf(file, shared))) return errno.EACCES;
  return growsDown && (file || shared) ? errno.EINVAL : null;
}

const mostOf = (file: MappedFile | null, shared: boolean): Permissions =>
  file && shared && file.writable === false ? 'r-x' : 'rwx';

function place(state: SpaceState, asked: Asked, start: Address): Address | Errno {
  const end = address(start + asked.length);
  const range = isolate(state, start, end);
  if (typeof range === 'number') return range;
  const mapping = describe(asked, start, end);
  const replaced: Mapping[] = [];
  for (let index = range.from; index < range.to; index += 1) {
    const entry = state.list.at(index);
    if (entry) replaced.push(entry);
  }
  if (!mayExpand(state, asked.length / PAGE_SIZE, isData(mapping), replaced)) return errno.ENOMEM;
  if (mapping.accounted && !mayCommit(state, asked.length)) return errno.ENOMEM;
  discard(state, range, start, end);
  const placed = state.list.insert(mapping);
  if (state.onEvent) state.onEvent({ type: 'mapped', start, end, ...placed });
  return start;
}

function describe(asked: Asked, start: Address, end: Address): Mapping {
  const { file, shared, growsDown, noReserve, permissions } = asked;
  // Every shared anonymous mapping is an object of its own, which maps shows as a deleted file.
  const backing = !file && shared ? { name: '/dev/zero (deleted)', size: asked.length } : file;
  return {
    start,
    end,
    permissions,
    shared,
    kind: asked.kind,
    name: backing?.name ?? '',
    file: backing,
    offset: file ? asked.offset : 0,
    growsDown,
    noReserve,
    accounted: permissions[1] === 'w' && !shared && !noReserve,
    special: false,
    mayHave: mostOf(file, shared),
    anonVma: 0,
  };
}
