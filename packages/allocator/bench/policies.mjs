/** What the bench compares: the policies, each as a heap of its own. */
import {
  BoundaryTagAllocator,
  BuddyAllocator,
  fixedMemory,
  resizableMemory,
  SlabAllocator,
  TlsfAllocator,
} from '../dist/index.js';
import { heaps } from './peers/heaps.mjs';
import { uncheckedTlsf } from './unchecked.mjs';

const HEAP_BYTES = 256 << 20;

export const policies = {
  slab: () => new SlabAllocator({ memory: fixedMemory(HEAP_BYTES) }),
  tlsf: () => new TlsfAllocator({ memory: fixedMemory(HEAP_BYTES) }),
  'slab-tight': () => new SlabAllocator({ memory: fixedMemory(HEAP_BYTES), small: 128, quick: 0 }),
  'slab-growable': () => new SlabAllocator(),
  'slab-resizable': () => new SlabAllocator({ memory: resizableMemory() }),
  'tlsf-plain': () => new TlsfAllocator({ memory: fixedMemory(HEAP_BYTES), quick: 0 }),
  'boundary-tag': () => new BoundaryTagAllocator({ memory: fixedMemory(HEAP_BYTES) }),
  buddy: () => new BuddyAllocator({ memory: fixedMemory(HEAP_BYTES) }),
  'tlsf-unchecked': () => uncheckedTlsf({ memory: fixedMemory(HEAP_BYTES) }),
  ...heaps,
};
