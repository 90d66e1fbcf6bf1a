import { DebugHeap } from '../../src/debug/index.ts';
import { GlibcAllocator } from '../../src/glibc/index.ts';
import {
  type Allocator,
  BoundaryTagAllocator,
  BuddyAllocator,
  BumpAllocator,
  type LinearMemory,
  SlabAllocator,
  TlsfAllocator,
} from '../../src/index.ts';
import { Pymalloc, pymallocGeometries } from '../../src/pymalloc/index.ts';
import { contract } from '../contract.ts';

/** Small enough that forty rounds of the contract's work turn it over. */
const quarantine = 4096;

const below: Readonly<Record<string, (memory: LinearMemory) => Allocator>> = {
  'boundary-tag': (memory) => new BoundaryTagAllocator({ memory }),
  tlsf: (memory) => new TlsfAllocator({ memory }),
  slab: (memory) => new SlabAllocator({ memory, opensAfter: 0 }),
  buddy: (memory) => new BuddyAllocator({ memory }),
};

for (const [name, make] of Object.entries(below))
  contract({
    name: `debug over ${name}`,
    alignment: 8,
    make: (memory) => new DebugHeap(make(memory), { quarantine }),
  });

contract({
  name: 'debug over glibc',
  alignment: 16,
  make: (memory) => new DebugHeap(new GlibcAllocator({ memory, topPad: 0 }), { quarantine }),
});

contract({
  name: 'debug over bump',
  alignment: 8,
  reuses: false,
  make: (memory) => new DebugHeap(new BumpAllocator({ memory }), { quarantine }),
});

contract({
  name: 'debug over pymalloc',
  alignment: 16,
  liesApart: true,
  make: (memory) =>
    new DebugHeap(
      new Pymalloc({
        geometry: pymallocGeometries['3.9'],
        underlying: new GlibcAllocator({ memory, topPad: 0 }),
      }),
      { quarantine },
    ),
});
