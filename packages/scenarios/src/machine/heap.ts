import {
  type AllocatorEvent,
  asPointer,
  type BoundaryTagAllocator,
  type ChunkReport,
  type Listener,
} from '@memstrata/allocator';
import { type HeapOptions, makeHeap } from './profile.ts';
import type { ChunkRow } from './state.ts';

/** The heap of the machine: the allocator's offsets seen as the program's addresses. */
export class Heap {
  readonly #allocator: BoundaryTagAllocator;
  /** The latest row of each chunk. */
  readonly #rows: Map<number, ChunkRow> = new Map();
  /** Bytes asked for at each pointer, which no header keeps. */
  readonly #requested: Map<number, number> = new Map();

  constructor(options: HeapOptions, onEvent: Listener<AllocatorEvent>) {
    this.#allocator = makeHeap(options, onEvent);
  }

  /** The address of `size` usable bytes, or null. */
  malloc(size: number): number | null {
    const pointer = this.#allocator.malloc(size) || null;
    if (pointer !== null) this.#requested.set(pointer, size);
    return pointer;
  }

  /** `free(NULL)` has no effect. */
  free(pointer: number | null): void {
    if (pointer !== null) this.#allocator.free(asPointer(pointer));
  }

  /** Bytes usable at `pointer`; 0 for null, as `malloc_usable_size` answers. */
  usableSize(pointer: number | null): number {
    return pointer === null ? 0 : this.#allocator.usableSize(asPointer(pointer));
  }

  /** The key of the chunk whose payload starts at `pointer`. */
  chunkKey(pointer: number): string {
    return chunkKey(pointer - HEADER_BYTES);
  }

  /** Usable bytes of the chunk in use at `pointer`, or null when there is none. Cost: a walk of the heap. */
  liveSize(pointer: number): number | null {
    for (const chunk of this.#allocator.chunks())
      if (chunk.pointer === pointer && chunk.state === 'used') return chunk.usable;
    return null;
  }

  /**
   * The chunks; one in use is leaked when `reachable` does not hold its pointer. A chunk that is as it
   * was keeps its row.
   */
  rows(reachable: ReadonlySet<number>): readonly ChunkRow[] {
    const rows: ChunkRow[] = [];
    for (const report of this.#allocator.chunks()) {
      const { chunk, size, state, pointer } = report;
      const leaked = state === 'used' && !reachable.has(pointer);
      const requested = state === 'used' ? (this.#requested.get(pointer) ?? null) : null;
      const known = this.#rows.get(chunk);
      const same =
        known?.size === size &&
        known.state === state &&
        known.leaked === leaked &&
        known.requested === requested;
      const row = same ? known : chunkRow(report, leaked, requested);
      if (!same) this.#rows.set(chunk, row);
      rows.push(row);
    }
    return rows;
  }
}

/** From a chunk's first byte to its payload. */
const HEADER_BYTES = 8;

const chunkKey = (chunk: number): string => `chunk:0x${chunk.toString(16)}`;

const chunkRow = (report: ChunkReport, leaked: boolean, requested: number | null): ChunkRow =>
  Object.freeze({
    key: chunkKey(report.chunk),
    order: report.chunk,
    start: report.chunk,
    size: report.size,
    pointer: report.pointer,
    usable: report.usable,
    requested,
    state: report.state,
    leaked,
  });
