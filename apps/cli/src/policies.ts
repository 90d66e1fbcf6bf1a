/** The allocators a trace can be played against, by the name the command line gives them. */
import {
  type Allocator,
  type AllocatorEvent,
  BoundaryTagAllocator,
  BuddyAllocator,
  BumpAllocator,
  bestFit,
  firstFit,
  growableMemory,
  type Listener,
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
import { table } from './table.ts';

export interface Policy {
  readonly summary: string;
  /** A fresh heap over a memory of its own. */
  make(onEvent: Listener<AllocatorEvent>): Allocator;
}

export const policies: Readonly<Record<string, Policy>> = {
  glibc: {
    summary: 'malloc of glibc 2.36, address for address',
    make: (onEvent) => new GlibcAllocator({ onEvent, memory: resizableMemory() }),
  },
  pymalloc: {
    summary: "CPython's arenas, pools and blocks, over glibc's malloc",
    make: (onEvent) => new Pymalloc({ onEvent, memory: resizableMemory() }),
  },
  tlsf: {
    summary: 'two-level segregated fit: constant time, 4 bytes a block',
    make: (onEvent) => new TlsfAllocator({ onEvent, memory: growableMemory() }),
  },
  slab: {
    summary: 'pages of small blocks without headers, in front of tlsf',
    make: (onEvent) => new SlabAllocator({ onEvent, memory: growableMemory() }),
  },
  'first-fit': {
    summary: 'boundary tags, the first free chunk that is large enough',
    make: (onEvent) =>
      new BoundaryTagAllocator({ onEvent, memory: resizableMemory(), placement: firstFit }),
  },
  'next-fit': {
    summary: 'boundary tags, first fit from where the last search ended',
    make: (onEvent) =>
      new BoundaryTagAllocator({ onEvent, memory: resizableMemory(), placement: nextFit }),
  },
  'best-fit': {
    summary: 'boundary tags, the smallest free chunk that is large enough',
    make: (onEvent) =>
      new BoundaryTagAllocator({ onEvent, memory: resizableMemory(), placement: bestFit }),
  },
  'worst-fit': {
    summary: 'boundary tags, the largest free chunk',
    make: (onEvent) =>
      new BoundaryTagAllocator({ onEvent, memory: resizableMemory(), placement: worstFit }),
  },
  buddy: {
    summary: 'blocks of powers of two, joined with their buddies',
    make: (onEvent) => new BuddyAllocator({ onEvent, memory: resizableMemory() }),
  },
  bump: {
    summary: 'a pointer that only moves up: nothing is reused',
    make: (onEvent) => new BumpAllocator({ onEvent, memory: resizableMemory() }),
  },
};

export const DEFAULT_POLICY = 'glibc';

/** The policy of that name. */
export function requirePolicy(name: string): Policy {
  const policy = Object.hasOwn(policies, name) ? policies[name] : undefined;
  if (policy) return policy;
  throw new UsageError(`unknown policy '${name}'${didYouMean(name, Object.keys(policies))}`);
}

/** A fresh heap of the policy of that name, and who hears what it decides. */
export const makeHeap = (name: string, onEvent: Listener<AllocatorEvent>): Allocator =>
  requirePolicy(name).make(onEvent);

/** The policies, for the end of a command's help. */
export const policyHelp = (): string =>
  [
    '',
    'Policies:',
    ...table(
      [{}, {}],
      Object.entries(policies).map(([name, { summary }]) => [`  ${name}`, summary]),
    ),
  ].join('\n');
