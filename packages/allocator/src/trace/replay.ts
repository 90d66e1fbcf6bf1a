/** Plays a trace against a heap and measures what the heap takes for what the program asks. */
import { type Allocator, type Bytes, nullPointer, type Pointer } from '../allocator.ts';
import type { TraceOperation } from './operation.ts';
import type { ProbeCount, ProbeCounter } from './probes.ts';
import { type Fragmentation, measure, type Pin, type Sample, Samples } from './samples.ts';

export interface ReplayOptions {
  /** The most samples kept over the whole run. @defaultValue 256 */
  readonly samples?: number;
  /** Whether each sample walks the heap for what fragmentation needs. Cost: up to twice `samples` walks. @defaultValue false */
  readonly walk?: boolean;
  /** The counter that listens to the heap, when looks at free chunks are to be counted. */
  readonly probes?: ProbeCounter;
}

export interface ReplayReport {
  readonly operations: number;
  /** How many of each kind. */
  readonly calls: Readonly<Record<TraceOperation['op'], number>>;
  /** Allocations the heap answered with null. */
  readonly failures: number;
  /** Requested bytes of live blocks: now and at most. */
  readonly liveBytes: Bytes;
  readonly peakLiveBytes: Bytes;
  readonly liveBlocks: number;
  /** Bytes the heap holds: now and at most. */
  readonly heapBytes: Bytes;
  readonly peakHeapBytes: Bytes;
  /** `peakLiveBytes / peakHeapBytes`, the malloc lab's figure; 0 for an empty trace. */
  readonly utilisation: number;
  /** The run over time, evenly spaced in operations. */
  readonly samples: readonly Sample[];
  /** Looks at free chunks over the whole run, when somebody counted them. */
  readonly probes: ProbeCount | null;
  /** At the end, from a walk of the heap, when walks were asked for. */
  readonly fragmentation: Fragmentation | null;
  /** What keeps the heap from ending earlier, when a used chunk does. */
  readonly pin: Pin | null;
}

interface Block {
  readonly pointer: Pointer;
  readonly size: Bytes;
  /** The operation that allocated it, or moved it here. */
  readonly born: number;
}

/**
 * A replay under way: one operation at a time, a report whenever asked.
 *
 * ```ts
 * import { BoundaryTagAllocator } from '@memstrata/allocator';
 * import { readTrace, Replay } from '@memstrata/allocator/trace';
 *
 * const replay = new Replay(new BoundaryTagAllocator());
 * for (const operation of readTrace('a 0 3000\na 1 40\nf 0\n')) replay.perform(operation);
 * const { operations, peakLiveBytes, peakHeapBytes } = replay.report();
 * console.log(operations, peakLiveBytes, peakHeapBytes); // → 3 3040 4096
 * ```
 */
export class Replay {
  readonly heap: Allocator;
  readonly #blocks: Map<number, Block> = new Map();
  readonly #calls: Record<TraceOperation['op'], number> = {
    malloc: 0,
    calloc: 0,
    memalign: 0,
    realloc: 0,
    free: 0,
  };
  readonly #samples: Samples;
  readonly #walk: boolean;
  readonly #counter: ProbeCounter | null;
  #operations = 0;
  #failures = 0;
  #liveBytes = 0;
  #peakLiveBytes = 0;
  #peakHeapBytes = 0;

  constructor(heap: Allocator, options: ReplayOptions = {}) {
    this.heap = heap;
    this.#walk = options.walk ?? false;
    this.#samples = new Samples(options.samples ?? 256, this.#walk);
    this.#counter = options.probes ?? null;
    this.#peakHeapBytes = heap.heapBytes;
  }

  /** Does what the traced program did. What the heap throws, passes through. */
  perform(operation: TraceOperation): void {
    this.#calls[operation.op]++;
    this.#operations++;
    if (operation.op === 'free') this.#free(operation.id);
    else if (operation.op === 'realloc') this.#realloc(operation.id, operation.size);
    else this.#allocate(operation);
    if (this.#liveBytes > this.#peakLiveBytes) this.#peakLiveBytes = this.#liveBytes;
    const { heapBytes } = this.heap;
    if (heapBytes > this.#peakHeapBytes) this.#peakHeapBytes = heapBytes;
    this.#samples.offer(this.#operations, this.#look);
  }

  /** Where the block of `id` is; null when it is not live or its allocation failed. */
  pointerOf(id: number): Pointer {
    return this.#blocks.get(id)?.pointer ?? nullPointer;
  }

  report(): ReplayReport {
    const { heapBytes } = this.heap;
    const peak = this.#peakHeapBytes;
    return {
      operations: this.#operations,
      calls: { ...this.#calls },
      failures: this.#failures,
      liveBytes: this.#liveBytes,
      peakLiveBytes: this.#peakLiveBytes,
      liveBlocks: this.#blocks.size,
      heapBytes,
      peakHeapBytes: peak,
      utilisation: peak === 0 ? 0 : this.#peakLiveBytes / peak,
      samples: this.#samples.kept(),
      probes: this.#probes(),
      fragmentation: this.#walk ? measure(this.heap, this.#liveBytes) : null,
      pin: this.#pin(),
    };
  }

  readonly #look = (walk: boolean): Sample => ({
    operation: this.#operations,
    liveBytes: this.#liveBytes,
    heapBytes: this.heap.heapBytes,
    probes: this.#probes(),
    fragmentation: walk ? measure(this.heap, this.#liveBytes) : null,
    pin: walk ? this.#pin() : null,
  });

  #probes(): ProbeCount | null {
    if (!this.#counter) return null;
    return { examined: this.#counter.examined, requests: this.#operations - this.#calls.free };
  }

  #allocate(operation: Exclude<TraceOperation, { op: 'free' | 'realloc' }>): void {
    const { heap } = this;
    const { id, size } = operation;
    if (operation.op === 'malloc') this.#place(id, heap.malloc(size), size);
    else if (operation.op === 'calloc')
      this.#place(id, heap.calloc(operation.count, size), operation.count * size);
    else this.#place(id, heap.alignedAlloc(operation.alignment, size), size);
  }

  /** A block whose allocation failed is not live; the program's later free of it is free(null). */
  #place(id: number, pointer: Pointer, size: Bytes): void {
    if (pointer === nullPointer) {
      this.#failures++;
      return;
    }
    this.#blocks.set(id, { pointer, size, born: this.#operations });
    this.#liveBytes += size;
  }

  #free(id: number): void {
    const block = this.#blocks.get(id);
    if (!block) return;
    this.#blocks.delete(id);
    this.#liveBytes -= block.size;
    this.heap.free(block.pointer);
  }

  #realloc(id: number, size: Bytes): void {
    const block = this.#blocks.get(id);
    const pointer = this.heap.realloc(block?.pointer ?? nullPointer, size);
    if (pointer === nullPointer && size > 0) {
      this.#failures++;
      return;
    }
    if (block) {
      this.#blocks.delete(id);
      this.#liveBytes -= block.size;
    }
    if (pointer === nullPointer) return;
    const stays = pointer === block?.pointer;
    this.#place(id, pointer, size);
    if (stays) this.#blocks.set(id, { pointer, size, born: block.born });
  }

  /** Blocks mapped apart lie above the break and pin nothing. */
  #pin(): Pin | null {
    const end = this.heap.memory.size;
    let highest = -1;
    let pin: Pin | null = null;
    for (const [id, { pointer, size, born }] of this.#blocks)
      if (pointer > highest && pointer < end) {
        highest = pointer;
        pin = { id, pointer, size, born };
      }
    return pin;
  }
}

/** Plays a whole trace. @throws TraceFormatError from the reader, typed errors from the heap. */
export function replayTrace(
  operations: Iterable<TraceOperation>,
  heap: Allocator,
  options: ReplayOptions = {},
): ReplayReport {
  const replay = new Replay(heap, options);
  for (const operation of operations) replay.perform(operation);
  return replay.report();
}
