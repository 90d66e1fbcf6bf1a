import {
  type Allocator,
  type AllocatorEvent,
  asPointer,
  type ChunkReport,
  HeapCorruption,
  type LinearMemory,
  type Listener,
  type Pointer,
} from '@memstrata/allocator';
import { MachineError } from '../errors.ts';
import type { HeapEvent } from './events.ts';
import { type HeapOptions, makeHeap } from './profile.ts';
import type { ChunkRow } from './state.ts';

/** Where a heap lies when it does not have a memory of its own: in a process. */
export interface HeapPlace {
  readonly memory: LinearMemory;
  /** The address of an offset of the memory. */
  addressOf(offset: number): number;
  /** The offset of a block the program has the address of. @throws SegmentationFault, InvalidFree where the heap has none. */
  offsetOf(address: number): number;
  /** The event with addresses where the allocator speaks of offsets. */
  moved(event: AllocatorEvent): AllocatorEvent;
  /** Tells the process what the heap has written into its own bytes. */
  tell(chunks: Iterable<ChunkReport>): void;
}

/** glibc's heap in a process: a layer, for it is larger than all else here. */
export type GlibcLayer = (
  options: HeapOptions,
  place: HeapPlace | null,
  onEvent: Listener<AllocatorEvent>,
) => Allocator;

const missing: GlibcLayer = () => {
  throw new MachineError(
    'heap.policy',
    'glibc is a layer: give the machine those of the main entry.',
  );
};

/** The heap of the machine: the allocator's offsets seen as the program's addresses. */
export class Heap {
  readonly #options: HeapOptions;
  readonly #onEvent: Listener<HeapEvent>;
  /** null where the textbook's heap is wanted. */
  readonly #glibc: GlibcLayer | null;
  #place: HeapPlace | null = null;
  /** null in a process until the first request. */
  #allocator: Allocator | null;
  /** The latest row of each chunk. */
  readonly #rows: Map<number, ChunkRow> = new Map();
  #lastRows: readonly ChunkRow[] = [];
  /** Who hears of a statement's calls, which are not announced one by one. */
  #together: Listener<AllocatorEvent> | null = null;
  /** Bytes asked for at each pointer, which no header keeps. */
  readonly #requested: Map<number, number> = new Map();

  constructor(options: HeapOptions, onEvent: Listener<HeapEvent>, glibc?: GlibcLayer) {
    this.#options = options;
    this.#onEvent = onEvent;
    this.#glibc = (options.policy === 'glibc' && (glibc ?? missing)) || null;
    this.#allocator = this.#glibc ? null : makeHeap(options, (event) => this.#hear(event));
  }

  /** From now on the heap lies in a process; it begins at the first request. */
  settle(place: HeapPlace): void {
    this.#place = place;
    this.#allocator = null;
  }

  /** The process is gone, and the heap with it. */
  abandon(): void {
    this.#allocator = null;
    this.#rows.clear();
  }

  /** The address of `size` usable bytes, or null. */
  malloc(size: number): number | null {
    const offset = this.#opened().malloc(size) || null;
    this.#tell();
    if (offset === null) return null;
    const pointer = this.#addressOf(offset);
    this.#requested.set(pointer, size);
    return pointer;
  }

  /** `free(NULL)` has no effect. */
  free(pointer: number | null): void {
    if (pointer !== null) this.#opened().free(this.#offset(pointer));
    this.#tell();
  }

  /** The calls of one statement: only `hear` is told of them, and the process of the bytes when all are done. */
  together(hear: Listener<AllocatorEvent>, calls: () => void): void {
    this.#together = hear;
    try {
      calls();
    } finally {
      this.#together = null;
      this.#tell();
    }
  }

  /** Bytes usable at `pointer`; 0 for null, as `malloc_usable_size` answers. */
  usableSize(pointer: number | null): number {
    return pointer === null ? 0 : this.#opened().usableSize(this.#offset(pointer));
  }

  /** The key of the chunk whose payload starts at `pointer`. */
  keyOf(pointer: number): string {
    return chunkKey(pointer - (this.#glibc ? 2 : 1) * HEADER_BYTES);
  }

  /** How many of these addresses are blocks in use, and their usable bytes. Cost: a walk of the heap. */
  live(pointers: ReadonlySet<number>): { readonly blocks: number; readonly usable: number } {
    const live = { blocks: 0, usable: 0 };
    for (const { pointer, state, usable } of this.chunks())
      if (state === 'used' && pointers.has(this.#addressOf(pointer))) {
        live.blocks++;
        live.usable += usable;
      }
    return live;
  }

  #addressOf(offset: number): number {
    return this.#place?.addressOf(offset) ?? offset;
  }

  #offset(pointer: number): Pointer {
    return asPointer(this.#place?.offsetOf(pointer) ?? pointer);
  }

  #opened(): Allocator {
    this.#allocator ??= this.#open((event) => this.#hear(event));
    return this.#allocator;
  }

  #open(listener: Listener<AllocatorEvent>): Allocator {
    const place = this.#place;
    if (this.#glibc) return this.#glibc(this.#options, place, listener);
    return makeHeap(this.#options, listener, place?.memory);
  }

  #hear(event: AllocatorEvent): void {
    const told = this.#place?.moved(event) ?? event;
    if (this.#together) {
      this.#together(event);
      return;
    }
    const usable = event.type === 'allocated' ? this.#opened().usableSize(event.pointer) : 0;
    this.#onEvent(told.type === 'allocated' ? { ...told, usable } : told);
  }

  #tell(): void {
    if (!this.#together) this.#place?.tell(this.chunks());
  }

  /** The chunks; glibc does not notice a header that cannot be one, and neither does a walk of its heap. */
  *chunks(): Iterable<ChunkReport> {
    try {
      yield* this.#allocator?.chunks() ?? [];
    } catch (error) {
      if (!this.#glibc || !(error instanceof HeapCorruption)) throw error;
    }
  }

  /**
   * The chunks; one in use is leaked when `reachable` does not hold its pointer. A chunk that is as it
   * was keeps its row. A heap whose headers the program has overwritten looks as it did before: nobody
   * can walk it any more, and the next call that tries is the program's fault.
   */
  rows(reachable: ReadonlySet<number>): readonly ChunkRow[] {
    try {
      this.#lastRows = this.#read(reachable);
    } catch (error) {
      if (!(error instanceof HeapCorruption)) throw error;
    }
    return this.#lastRows;
  }

  #located(report: ChunkReport): Located {
    const chunk = this.#addressOf(report.chunk);
    return { ...report, chunk, pointer: chunk + report.pointer - report.chunk };
  }

  #read(reachable: ReadonlySet<number>): readonly ChunkRow[] {
    const rows: ChunkRow[] = [];
    for (const found of this.#allocator?.chunks() ?? []) {
      const report = this.#located(found);
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

/** From a chunk's first byte to its payload; twice as far in glibc's, which begin with a word of the chunk before. */
const HEADER_BYTES = 8;

/** A chunk as the program sees it: at addresses. */
type Located = Omit<ChunkReport, 'chunk' | 'pointer'> & {
  readonly chunk: number;
  readonly pointer: number;
};

const chunkKey = (chunk: number): string => `chunk:0x${chunk.toString(16)}`;

const chunkRow = (report: Located, leaked: boolean, requested: number | null): ChunkRow =>
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
