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
const fixed = () => ({ memory: fixedMemory(HEAP_BYTES) });

export const policies = {
  slab: () => new SlabAllocator(),
  tlsf: () => new TlsfAllocator(),
  'slab-tight': () => new SlabAllocator({ small: 128, quick: 0 }),
  'slab-fixed': () => new SlabAllocator(fixed()),
  'tlsf-fixed': () => new TlsfAllocator(fixed()),
  'slab-resizable': () => new SlabAllocator({ memory: resizableMemory() }),
  'tlsf-plain': () => new TlsfAllocator({ quick: 0 }),
  'boundary-tag': () => new BoundaryTagAllocator(fixed()),
  buddy: () => new BuddyAllocator(fixed()),
  'tlsf-unchecked': () => uncheckedTlsf(),
  ...heaps,
};
