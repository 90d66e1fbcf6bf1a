import {
  BoundaryTagAllocator,
  BuddyAllocator,
  BumpAllocator,
  bestFit,
  byAddress,
  deferred,
  fifo,
  firstFit,
  nextFit,
  SlabAllocator,
  TlsfAllocator,
  worstFit,
} from '../src/index.ts';
import { contract } from './contract.ts';

for (const placement of [firstFit, nextFit, bestFit, worstFit])
  contract({
    name: `boundary-tag, ${placement.name}`,
    alignment: 16,
    make: (memory) => new BoundaryTagAllocator({ memory, placement }),
  });

contract({
  name: 'boundary-tag, deferred coalescing',
  alignment: 16,
  make: (memory) => new BoundaryTagAllocator({ memory, coalescing: deferred }),
});

for (const order of [fifo, byAddress])
  contract({
    name: `boundary-tag, ${order.name} order`,
    alignment: 16,
    make: (memory) => new BoundaryTagAllocator({ memory, order }),
  });

for (const alignment of [8, 16] as const)
  contract({
    name: `tlsf, aligned to ${alignment}`,
    alignment,
    make: (memory) => new TlsfAllocator({ memory, alignment }),
  });

contract({
  name: 'tlsf without quick lists',
  alignment: 8,
  make: (memory) => new TlsfAllocator({ memory, quick: 0 }),
});

contract({
  name: 'bump',
  alignment: 8,
  reuses: false,
  make: (memory) => new BumpAllocator({ memory }),
});

for (const alignment of [8, 16] as const)
  contract({
    name: `slab, aligned to ${alignment}`,
    alignment,
    make: (memory) => new SlabAllocator({ memory, alignment, opensAfter: 0 }),
  });

contract({
  name: 'buddy',
  alignment: 32,
  make: (memory) => new BuddyAllocator({ memory }),
});
