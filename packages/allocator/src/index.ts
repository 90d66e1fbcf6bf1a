export {
  type Allocator,
  type AllocatorOptions,
  asChunk,
  asPointer,
  type Bytes,
  type Chunk,
  type ChunkReport,
  type ChunkState,
  type HeapStats,
  nullPointer,
  type Pointer,
} from './allocator.ts';
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
  type LinearMemory,
  type MemoryOptions,
  resizableMemory,
  type WasmMemoryLike,
  wasmMemory,
} from './linear-memory.ts';
