/** What an address space announces: decisions, in the past tense, after the map says so. Plain data. */
import type { Address, Bytes } from './address.ts';
import type { Errno } from './errno.ts';
import type { Fault } from './fault.ts';
import type { Mapping, Permissions } from './mapping.ts';

export type SegmentEvent =
  /** A system call added a range; `mapping` is the entry it became part of, `merged` how many neighbours joined. */
  | {
      readonly type: 'mapped';
      readonly start: Address;
      readonly end: Address;
      readonly mapping: Mapping;
      readonly merged: number;
    }
  /** A range is gone, with all that lay in it. */
  | { readonly type: 'unmapped'; readonly start: Address; readonly end: Address }
  /** A range got other permissions; `merged` counts the neighbours it became one entry with. */
  | {
      readonly type: 'protected';
      readonly start: Address;
      readonly end: Address;
      readonly permissions: Permissions;
      readonly merged: number;
    }
  /** One entry became two at this address. */
  | { readonly type: 'split'; readonly at: Address }
  | { readonly type: 'break-moved'; readonly from: Address; readonly to: Address }
  /** A system call was refused. */
  | {
      readonly type: 'refused';
      readonly call: 'mmap' | 'munmap' | 'mprotect' | 'brk';
      readonly errno: Errno;
    }
  /** A stack grew downwards because it was touched below. */
  | {
      readonly type: 'stack-grown';
      readonly from: Address;
      readonly to: Address;
      readonly bytes: Bytes;
    }
  /** A page got memory: its first store, or its first load. */
  | { readonly type: 'page-touched'; readonly page: Address; readonly intent: 'read' | 'write' }
  | { readonly type: 'faulted'; readonly fault: Fault };

/** Receives each event as it happens; nothing depends on it. */
export type Listener<E> = (event: E) => void;
