/** What the bench compares. */
import {
  BoundaryTagAllocator,
  fixedMemory,
  resizableMemory,
  SlabAllocator,
  TlsfAllocator,
} from '../dist/index.js';

const HEAP_BYTES = 256 << 20;

export const policies = {
  slab: () => new SlabAllocator({ memory: fixedMemory(HEAP_BYTES) }),
  tlsf: () => new TlsfAllocator({ memory: fixedMemory(HEAP_BYTES) }),
  'slab-tight': () => new SlabAllocator({ memory: fixedMemory(HEAP_BYTES), small: 128, quick: 0 }),
  'slab-growable': () => new SlabAllocator(),
  'slab-resizable': () => new SlabAllocator({ memory: resizableMemory() }),
  'tlsf-plain': () => new TlsfAllocator({ memory: fixedMemory(HEAP_BYTES), quick: 0 }),
  'boundary-tag': () => new BoundaryTagAllocator({ memory: fixedMemory(HEAP_BYTES) }),
};
