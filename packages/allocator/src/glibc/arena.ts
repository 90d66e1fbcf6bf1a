/**
 * What glibc keeps outside the heap: `main_arena` and the process-wide settings.
 *
 * Only one thread is modelled, so there is one arena and no lock.
 *
 * Source: glibc 2.36, malloc/malloc.c, `struct malloc_state`, `struct malloc_par`.
 */
import { asChunk, asPointer, type Bytes } from '../allocator.ts';
import type { AllocatorEvent, Listener } from '../events.ts';
import { type LinearMemory, resizableMemory } from '../linear-memory.ts';
import { BIN_COUNT } from './bin-index.ts';
import { HEADER_BYTES } from './chunk-layout.ts';
import { HeapBytes, NONE } from './heap-bytes.ts';
import {
  type GlibcOptions,
  type Settings,
  settingsFrom,
  type Thresholds,
  thresholdsFrom,
} from './tunables.ts';

/** `NFASTBINS`: lists for chunks of 32 to 176 bytes, of which the default uses seven. */
const FASTBIN_COUNT = 10;

/** The fixed pair that stands for the random `tcache_key`. */
const DEFAULT_TCACHE_KEY = [0x7e1c_94a3, 0x5d02_b86f] as const;

/** A stretch of the heap without a foreign hole: the heap is one, until somebody else moves the break. */
export interface Region {
  readonly start: number;
  end: number;
}

export class Arena {
  readonly heap: HeapBytes;
  readonly settings: Settings;
  readonly thresholds: Thresholds;
  readonly onEvent: Listener<AllocatorEvent> | null;

  /** The chunk that ends the heap, in no bin; NONE before the first growth. */
  top: number = NONE;
  /** The rest of the last split made for a small request. */
  lastRemainder: number = NONE;
  /** `fastbinsY`: the head of each list, or NONE. */
  readonly fastbins: Float64Array = new Float64Array(FASTBIN_COUNT).fill(NONE);
  /** True when some fastbin may hold a chunk. */
  haveFastChunks = false;
  /** One bit a bin: 0 says it is empty, 1 that it may not be. */
  readonly binmap: Int32Array = new Int32Array(BIN_COUNT / 32);
  /** `system_mem`: bytes between the start of the heap and its end. */
  systemBytes: Bytes = 0;

  /** Payload of the chunk that holds `tcache_perthread_struct`; NONE before the first call. */
  tcache: number = NONE;
  readonly tcacheKeyHigh: number;
  readonly tcacheKeyLow: number;

  /** `mp_.n_mmaps` and `mp_.mmapped_mem`. */
  mappedCount = 0;
  mappedBytes: Bytes = 0;

  /** For the readers of a heap only; no decision depends on the three. */
  firstBreak = 0;
  readonly regions: Region[] = [];
  readonly mappedChunks: Set<number> = new Set();

  constructor(options: GlibcOptions) {
    this.heap = new HeapBytes(options.memory ?? resizableMemory(), options);
    this.settings = settingsFrom(options);
    this.thresholds = thresholdsFrom(options);
    this.onEvent = options.onEvent ?? null;
    const [high, low] = options.tcacheKey ?? DEFAULT_TCACHE_KEY;
    this.tcacheKeyHigh = high | 0;
    this.tcacheKeyLow = low | 0;
  }

  get memory(): LinearMemory {
    return this.heap.memory;
  }

  /** Size of the top chunk; 0 before the first growth. */
  topSize(): Bytes {
    return this.top === NONE ? 0 : this.heap.size(this.top);
  }

  announceAllocated(payload: number, requested: Bytes): void {
    const chunk = asChunk(payload - HEADER_BYTES);
    const size = this.heap.size(chunk);
    this.onEvent?.({ type: 'allocated', pointer: asPointer(payload), chunk, size, requested });
  }

  announceFreed(chunk: number): void {
    const pointer = asPointer(chunk + HEADER_BYTES);
    this.onEvent?.({ type: 'freed', pointer, chunk: asChunk(chunk), size: this.heap.size(chunk) });
  }

  /** What a move tells behind the new block: the copy, and that the old one goes. */
  announceMoved(chunk: number, to: number, copied: Bytes): void {
    const from = asPointer(chunk + HEADER_BYTES);
    this.onEvent?.({ type: 'moved', from, to: asPointer(to), copied });
    this.announceFreed(chunk);
  }

  announceListed(chunk: number, size: Bytes, list: string): void {
    this.onEvent?.({ type: 'listed', chunk: asChunk(chunk), size, list });
  }

  announceUnlisted(chunk: number, size: Bytes, list: string): void {
    this.onEvent?.({ type: 'unlisted', chunk: asChunk(chunk), size, list });
  }

  announceMerged(chunk: number, size: Bytes, absorbed: number, absorbedSize: Bytes): void {
    this.onEvent?.({
      type: 'merged',
      chunk: asChunk(chunk),
      size,
      absorbed: asChunk(absorbed),
      absorbedSize,
    });
  }

  announceSplit(chunk: number, size: Bytes, rest: number, restSize: Bytes): void {
    this.onEvent?.({
      type: 'split',
      chunk: asChunk(chunk),
      size,
      rest: asChunk(rest),
      restSize,
    });
  }
}
