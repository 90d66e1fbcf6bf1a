/** How deep a function can call itself before the stack is full. */
import type { Bytes } from '../address.ts';
import type { AddressSpace } from '../address-space.ts';
import { BusError, SegmentationFault } from '../errors.ts';
import type { Fault } from '../fault.ts';

/** A function that calls itself, as the stack sees it. */
export interface Recursion {
  /** Frame pointer of the first call. */
  readonly first: number;
  /** Distance from one frame to the next. */
  readonly frameBytes: Bytes;
  /** What each call writes, in order: offset from its frame pointer and length. */
  readonly touches: readonly { readonly offset: number; readonly bytes: Bytes }[];
}

/** How it ends. */
export interface RecursionEnd {
  /** Calls all of whose writes succeeded. */
  readonly depth: number;
  readonly fault: Fault;
}

/**
 * Calls until a write faults. Grows the stack of the address space as far as it goes.
 *
 * Costs one check a page, not one a write: a stack has no holes.
 *
 * @example
 * ```ts
 * import { exec, programOf, recurse } from '@memstrata/segments';
 *
 * const { space, stackPointer } = exec(programOf());
 * const touches = [{ offset: 8, bytes: 8 }, { offset: 0, bytes: 8 }];
 * const { depth, fault } = recurse(space, { first: stackPointer - 64, frameBytes: 1024, touches });
 * console.log(depth, fault.siCode); // → 8192 SEGV_MAPERR
 * ```
 */
export function recurse(space: AddressSpace, recursion: Recursion): RecursionEnd {
  const { first, frameBytes, touches } = recursion;
  if (!(frameBytes > 0) || touches.length === 0)
    throw new RangeError(
      'a recursion without end needs frames of more than 0 bytes and a write in each',
    );
  let lowest = first + frameBytes;
  for (let depth = 0; ; depth += 1)
    for (const { offset, bytes } of touches) {
      const below = first - depth * frameBytes + offset;
      // Below 0 lie the highest addresses.
      const at = below < 0 ? below + 2 ** 64 : below;
      if (below >= lowest) continue;
      try {
        space.access(at, bytes, 'write');
      } catch (error) {
        if (error instanceof SegmentationFault || error instanceof BusError)
          return { depth, fault: error.fault };
        throw error;
      }
      lowest = below - (below % 4096);
    }
}
