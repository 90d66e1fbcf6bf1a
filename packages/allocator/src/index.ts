/** The contract, the policies of two doors (learn, use), where a heap lives, and what it throws. */
export type {
  Allocator,
  AllocatorOptions,
  Bytes,
  Chunk,
  ChunkReport,
  ChunkState,
  CoreAllocator,
  HeapStats,
  Pointer,
} from './allocator.ts';
export { asChunk, asPointer, nullPointer } from './allocator.ts';
export { BoundaryTagAllocator } from './boundary-tag/boundary-tag.ts';
export { type Coalescing, deferred, immediate } from './boundary-tag/coalescing.ts';
export { byAddress, fifo, type ListOrder, lifo } from './boundary-tag/free-list.ts';
export type { BoundaryTagOptions } from './boundary-tag/options.ts';
export type { Placement } from './boundary-tag/placement.ts';
export { bestFit, firstFit, nextFit, worstFit } from './boundary-tag/placement.ts';
export { BuddyAllocator } from './buddy/buddy.ts';
export { BumpAllocator } from './bump/bump.ts';
export {
  DoubleFree,
  HeapCorruption,
  InvalidAlignment,
  InvalidFree,
  InvalidSize,
} from './errors.ts';
export type { AllocatorEvent, Listener } from './events.ts';
export {
  fixedMemory,
  growableMemory,
  type LinearMemory,
  type MemoryOptions,
  resizableMemory,
  type WasmMemoryLike,
  wasmMemory,
} from './linear-memory.ts';
export { SlabAllocator, type SlabOptions } from './slab/slab.ts';
export { TlsfCore } from './tlsf/core.ts';
export type { TlsfOptions } from './tlsf/heap.ts';
export { TlsfAllocator } from './tlsf/tlsf.ts';
export { mallocAs, type TypedArrayConstructor, viewOn } from './typed-view.ts';
