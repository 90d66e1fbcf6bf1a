/**
 * Sizes and rules of CPython's small-object allocator, by version, as data.
 *
 * Recorded from the interpreters with `sys._debugmallocstats()` on x86-64; they print 32 size classes
 * throughout, pools of 4,096 bytes up to 3.9 and of 16,384 from 3.10 on.
 *
 * Source: CPython, Objects/obmalloc.c; from 3.12 on Include/internal/pycore_obmalloc.h.
 */
import type { Bytes } from '../allocator.ts';

/** Versions whose sizes were read off a real interpreter. */
export type PymallocVersion = '3.6' | '3.7' | '3.8' | '3.9' | '3.10' | '3.11' | '3.12' | '3.13';

export interface PymallocGeometry {
  /** `ALIGNMENT`: the step between size classes, and what every block is a multiple of. */
  readonly alignment: Bytes;
  /** `SMALL_REQUEST_THRESHOLD`: larger requests go to the underlying allocator. */
  readonly largestRequest: Bytes;
  /** `POOL_SIZE`: blocks of one size class live in a pool aligned to its own size. */
  readonly poolBytes: Bytes;
  /** `ARENA_SIZE`: what is mapped and given back at once. */
  readonly arenaBytes: Bytes;
  /** Whether the last usable arena stays when it becomes empty (bpo-37257). */
  readonly keepsLastArena: boolean;
}

const small: PymallocGeometry = {
  alignment: 16,
  largestRequest: 512,
  poolBytes: 4096,
  arenaBytes: 256 * 1024,
  keepsLastArena: false,
};

const withSpare: PymallocGeometry = { ...small, keepsLastArena: true };

/** From 3.10 on a radix tree finds the arena of an address, so a pool may be larger than a page. */
const large: PymallocGeometry = { ...withSpare, poolBytes: 16 * 1024, arenaBytes: 1024 * 1024 };

/** The geometry of each version. */
export const pymallocGeometries: Readonly<Record<PymallocVersion, PymallocGeometry>> = {
  '3.6': small,
  '3.7': small,
  '3.8': small,
  '3.9': withSpare,
  '3.10': large,
  '3.11': large,
  '3.12': large,
  '3.13': large,
};
