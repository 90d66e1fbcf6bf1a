/** What the debugging layer found out, as plain data: the reports of both tools are made from it. */
import type { Bytes, Pointer } from '../allocator.ts';
import type { ShadowRows } from './shadow.ts';

/**
 * What is wrong.
 *
 * - `heap-buffer-overflow`: an access before or behind a block, AddressSanitizer's name for both
 * - `heap-use-after-free`: an access to a block that waits in the quarantine
 * - `unknown-address`: an access outside the heap's memory
 * - `uninitialized-read`: a read of bytes that nobody wrote
 * - `double-free`, `bad-free`: `free` or `realloc` of a freed block, or of what is no block
 * - `red-zone-overwritten`, `freed-block-overwritten`: a write that went past the layer, found later
 */
export type FindingKind =
  | 'heap-buffer-overflow'
  | 'heap-use-after-free'
  | 'unknown-address'
  | 'uninitialized-read'
  | 'double-free'
  | 'bad-free'
  | 'red-zone-overwritten'
  | 'freed-block-overwritten';

/** During which call it came to light. */
export type FindingCall = 'read' | 'write' | 'free' | 'realloc' | 'check';

/** A block as its caller knows it, red zones not counted. */
export interface DebuggedBlock {
  readonly pointer: Pointer;
  /** What was asked for. */
  readonly size: Bytes;
  readonly state: 'allocated' | 'freed';
  /** Where it was allocated and freed, outermost call last; null when sites are not kept. */
  readonly allocatedAt: string | null;
  readonly freedAt: string | null;
}

/** Where an address lies, seen from the nearest block. */
export interface Place {
  readonly block: DebuggedBlock;
  readonly relation: 'before' | 'inside' | 'after';
  /** `before`: bytes to the block's start; `inside`: from its start; `after`: from its end. */
  readonly offset: Bytes;
}

export interface Finding {
  readonly kind: FindingKind;
  readonly call: FindingCall;
  /** First byte concerned. */
  readonly address: number;
  /** Bytes accessed, or overwritten as far as they lie side by side; 0 for a free. */
  readonly bytes: Bytes;
  /** Null when there is no block near: none was allocated, or the address is outside the heap. */
  readonly place: Place | null;
  /** Where the call was made; null when sites are not kept. */
  readonly site: string | null;
  /** The shadow around the address. */
  readonly shadow: ShadowRows;
}
