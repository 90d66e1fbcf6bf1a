/**
 * The contract every allocator of this package keeps.
 *
 * Offsets are counted from the start of one {@link LinearMemory}. Running out is an answer (the null
 * pointer); misuse and broken laws are typed errors.
 */
import type { AllocatorEvent, Listener } from './events.ts';
import type { LinearMemory } from './linear-memory.ts';

/** A number of bytes: whole, from 0 to 2³² − 65,536. */
export type Bytes = number;

declare const pointerBrand: unique symbol;
declare const chunkBrand: unique symbol;

/** First payload byte, counted from the start of the linear memory. 0 is null. */
export type Pointer = number & { readonly [pointerBrand]: true };

/** First header byte of a chunk. Never leaves the allocator except in reports and events. */
export type Chunk = number & { readonly [chunkBrand]: true };

/** The answer of an allocation that cannot be served: offset 0. */
export const nullPointer: Pointer = 0 as Pointer;

/** Brands an offset that an allocator of this package handed out, e.g. one read back from its bytes. */
export const asPointer = (offset: number): Pointer => offset as Pointer;

/** Brands the offset of a chunk's first header byte. */
export const asChunk = (offset: number): Chunk => offset as Chunk;

/**
 * What a stretch of the heap is.
 *
 * - `used`: handed out to the caller
 * - `free`: may serve a request
 * - `top`: the wilderness, the free chunk that ends the heap
 * - `overhead`: the allocator's own records (page headers, guards, padding)
 */
export type ChunkState = 'used' | 'free' | 'top' | 'overhead';

/** One chunk as its header says it. The reports of a heap lie side by side without gap or overlap. */
export interface ChunkReport {
  /** First byte of the chunk. */
  readonly chunk: Chunk;
  /** All its bytes: header, payload, footer. */
  readonly size: Bytes;
  readonly state: ChunkState;
  /** First payload byte. */
  readonly pointer: Pointer;
  /** Payload bytes a caller may use; for a free chunk those it could offer. */
  readonly usable: Bytes;
  /** The list, bin or page a free chunk stands on, in the allocator's own words. */
  readonly list?: string;
}

/** Totals over `chunks()`: what the heap holds at this moment. */
export interface HeapStats {
  /** Bytes the allocator has taken from its memory: the heap, and blocks mapped apart from it. */
  readonly heapBytes: Bytes;
  /** Bytes in used chunks, headers included. */
  readonly usedBytes: Bytes;
  /** Bytes that callers may use in used chunks. */
  readonly usableBytes: Bytes;
  readonly usedChunks: number;
  /** Bytes in free chunks and the top chunk. */
  readonly freeBytes: Bytes;
  /** Free chunks, the top chunk included. */
  readonly freeChunks: number;
  /** Payload of the largest free chunk, the top chunk included. */
  readonly largestFree: Bytes;
  /** The allocator's own records: neither used nor free. */
  readonly overheadBytes: Bytes;
}

/** What a heap is used by: the C calls, and how much it has taken. */
export interface CoreAllocator {
  /** Where the heap lives. */
  readonly memory: LinearMemory;
  /** Bytes taken from the memory now: the heap, and blocks mapped apart from it. Constant time. */
  readonly heapBytes: Bytes;
  /**
   * At least `size` bytes, aligned, or null when memory is exhausted. `malloc(0)` answers with a
   * distinct block of the smallest size.
   * @throws InvalidSize when `size` is negative, fractional or NaN; whole sizes too large answer null.
   */
  malloc(size: Bytes): Pointer;
  /**
   * `count × size` bytes that read as zero, or null; a product beyond the memory answers null.
   * @throws InvalidSize as `malloc`.
   */
  calloc(count: number, size: Bytes): Pointer;
  /**
   * A block of `size` bytes with the first min(old, new) bytes kept, in place where the neighbours
   * allow; or null, and the old block stays. `realloc(null, n)` is `malloc(n)`; `realloc(p, 0)` frees
   * `p` and answers null, as glibc does.
   * @throws InvalidSize as `malloc`; InvalidFree, DoubleFree as `free`.
   */
  realloc(pointer: Pointer, size: Bytes): Pointer;
  /**
   * A block whose pointer is a multiple of `alignment`, or null.
   * @throws InvalidAlignment unless `alignment` is a power of two.
   */
  alignedAlloc(alignment: Bytes, size: Bytes): Pointer;
  /**
   * Takes the block back. `free(null)` has no effect.
   * @throws InvalidFree when no chunk starts there; DoubleFree when it is already free.
   */
  free(pointer: Pointer): void;
  /** Bytes the caller may use from `pointer` on: at least what was asked for. */
  usableSize(pointer: Pointer): Bytes;
}

/** The C calls, and the readers that make a heap transparent. */
export interface Allocator extends CoreAllocator {
  /** Every chunk as read from the headers, in address order. */
  chunks(): Iterable<ChunkReport>;
  /** Totals over `chunks()`. Cost: one walk of the heap. */
  stats(): HeapStats;
  /** @throws HeapCorruption at the first broken law. Cost: one walk of the heap and of its lists. */
  check(): void;
}

/** The first two options of every allocator. */
export interface AllocatorOptions {
  /** @defaultValue `growableMemory()` for tlsf and slab, `resizableMemory()` for the rest */
  readonly memory?: LinearMemory;
  /** Called after the bytes say what the event says. */
  readonly onEvent?: Listener<AllocatorEvent>;
}
