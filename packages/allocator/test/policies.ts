import {
  type Allocator,
  BoundaryTagAllocator,
  BuddyAllocator,
  bestFit,
  byAddress,
  deferred,
  fifo,
  type LinearMemory,
  nextFit,
  SlabAllocator,
  TlsfAllocator,
  worstFit,
} from '../src/index.ts';

/** The policies under random programs, each with its own options. */
export const policies: Readonly<Record<string, (memory: LinearMemory) => Allocator>> = {
  'first fit': (memory) => new BoundaryTagAllocator({ memory }),
  'next fit, fifo': (memory) =>
    new BoundaryTagAllocator({ memory, placement: nextFit, order: fifo }),
  'best fit, by address': (memory) =>
    new BoundaryTagAllocator({ memory, placement: bestFit, order: byAddress }),
  'worst fit, deferred': (memory) =>
    new BoundaryTagAllocator({ memory, placement: worstFit, coalescing: deferred }),
  buddy: (memory) => new BuddyAllocator({ memory }),
  tlsf: (memory) => new TlsfAllocator({ memory }),
  'tlsf, aligned to 16, no quick lists': (memory) =>
    new TlsfAllocator({ memory, alignment: 16, quick: 0 }),
  slab: (memory) => new SlabAllocator({ memory }),
  'slab, aligned to 16, pages at once': (memory) =>
    new SlabAllocator({ memory, alignment: 16, opensAfter: 0 }),
};
