/** The allocators a trace can be played against, by the name the command line gives them. */
import {
  type Allocator,
  BoundaryTagAllocator,
  BuddyAllocator,
  BumpAllocator,
  bestFit,
  firstFit,
  growableMemory,
  nextFit,
  resizableMemory,
  SlabAllocator,
  TlsfAllocator,
  worstFit,
} from '@memstrata/allocator';
import { GlibcAllocator } from '@memstrata/allocator/glibc';
import { Pymalloc } from '@memstrata/allocator/pymalloc';
import { UsageError } from './failure.ts';
import { didYouMean } from './nearest.ts';

export interface Policy {
  readonly summary: string;
  /** A fresh heap over a memory of its own. */
  make(): Allocator;
}

export const policies: Readonly<Record<string, Policy>> = {
  glibc: {
    summary: 'malloc of glibc 2.36, address for address',
    make: () => new GlibcAllocator({ memory: resizableMemory() }),
  },
  pymalloc: {
    summary: "CPython's arenas, pools and blocks, over glibc's malloc",
    make: () => new Pymalloc({ memory: resizableMemory() }),
  },
  tlsf: {
    summary: 'two-level segregated fit: constant time, 4 bytes a block',
    make: () => new TlsfAllocator({ memory: growableMemory() }),
  },
  slab: {
    summary: 'pages of small blocks without headers, in front of tlsf',
    make: () => new SlabAllocator({ memory: growableMemory() }),
  },
  'first-fit': {
    summary: 'boundary tags, the first free chunk that is large enough',
    make: () => new BoundaryTagAllocator({ memory: resizableMemory(), placement: firstFit }),
  },
  'next-fit': {
    summary: 'boundary tags, first fit from where the last search ended',
    make: () => new BoundaryTagAllocator({ memory: resizableMemory(), placement: nextFit }),
  },
  'best-fit': {
    summary: 'boundary tags, the smallest free chunk that is large enough',
    make: () => new BoundaryTagAllocator({ memory: resizableMemory(), placement: bestFit }),
  },
  'worst-fit': {
    summary: 'boundary tags, the largest free chunk',
    make: () => new BoundaryTagAllocator({ memory: resizableMemory(), placement: worstFit }),
  },
  buddy: {
    summary: 'blocks of powers of two, joined with their buddies',
    make: () => new BuddyAllocator({ memory: resizableMemory() }),
  },
  bump: {
    summary: 'a pointer that only moves up: nothing is reused',
    make: () => new BumpAllocator({ memory: resizableMemory() }),
  },
};

export const DEFAULT_POLICY = 'glibc';

/** A fresh heap of the policy of that name. */
export function makeHeap(name: string): Allocator {
  const policy = Object.hasOwn(policies, name) ? policies[name] : undefined;
  if (policy) return policy.make();
  throw new UsageError(`unknown policy '${name}'${didYouMean(name, Object.keys(policies))}`);
}
