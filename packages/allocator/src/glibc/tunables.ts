/**
 * What `GLIBC_TUNABLES` and `mallopt` may set, and the addresses of the modelled process.
 *
 * Source: glibc 2.36, elf/dl-tunables.list (`glibc.malloc.*`) and malloc/malloc.c, `struct malloc_par`.
 */
import type { AllocatorOptions, Bytes } from '../allocator.ts';
import { ALIGN_MASK, chunkSizeFor, HEADER_BYTES, tcacheIndex, WORD_BYTES } from './chunk-layout.ts';

/** The tunables of glibc 2.36 that one thread can feel. Sizes are bytes. */
export interface GlibcTunables {
  /** Blocks a tcache list holds; 0 turns the tcache off. @defaultValue 7 */
  readonly tcacheCount?: number;
  /** Largest request the tcache keeps, 0 to 1032. @defaultValue 1032 */
  readonly tcacheMax?: Bytes;
  /** Unsorted chunks sorted in one call once a fit is cached; 0 is no limit. @defaultValue 0 */
  readonly tcacheUnsortedLimit?: number;
  /**
   * `M_MXFAST`, 0 to 160: fastbins keep chunks up to this and a word, rounded down to 16; 0 turns
   * them off. @defaultValue 128, which is chunks to 128 and requests to 120
   */
  readonly mxfast?: Bytes;
  /** Bytes asked for beyond each growth of the heap, and kept at each trim. @defaultValue 131072 */
  readonly topPad?: Bytes;
  /** Size of the top chunk from which a free trims the heap. @defaultValue 131072, and it moves */
  readonly trimThreshold?: Bytes;
  /** Chunk size from which a request is mapped. @defaultValue 131072, and it moves */
  readonly mmapThreshold?: Bytes;
  /** Most mapped blocks at a time. @defaultValue 65536 */
  readonly mmapMax?: number;
  /** When not 0: fresh payloads are filled with its complement, freed ones with it. @defaultValue 0 */
  readonly perturb?: number;
}

/** Where the process keeps what the heap's words point to. Nothing but those words depends on it. */
export interface ProcessAddresses {
  /** Address of offset 0 of the memory, page aligned. @defaultValue 0x555555559000 */
  readonly heapAddress?: number;
  /** Address of `main_arena`, which free chunks at the ends of a bin point into. @defaultValue 0x7ffff7fa8c60 */
  readonly arenaAddress?: number;
  /** The random word that marks a cached block: high and low half. @defaultValue a fixed pair */
  readonly tcacheKey?: readonly [high: number, low: number];
}

/** Options of `GlibcAllocator`. */
export interface GlibcOptions extends AllocatorOptions, GlibcTunables, ProcessAddresses {}

/** `MAX_FAST_SIZE`: the largest request a fastbin may hold. */
const MAX_FAST_REQUEST = 160;
const MAX_TCACHE_REQUEST = 1032;
const DEFAULT_THRESHOLD = 128 * 1024;

/** The settings as the algorithm reads them; thresholds move while it runs. */
export interface Settings {
  readonly tcacheCount: number;
  readonly tcacheBins: number;
  readonly tcacheUnsortedLimit: number;
  /** `global_max_fast`: the largest chunk size of the fastbins. */
  readonly maxFast: Bytes;
  readonly topPad: Bytes;
  readonly mmapMax: number;
  readonly perturb: number;
}

const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high);

/** `do_set_mxfast`, `set_max_fast`: requests up to 7 bytes would mean no chunk at all. */
function maxFastFor(request: Bytes): Bytes {
  const limit = clamp(request, 0, MAX_FAST_REQUEST);
  return limit <= ALIGN_MASK - WORD_BYTES ? HEADER_BYTES : (limit + WORD_BYTES) & ~ALIGN_MASK;
}

/** `do_set_tcache_max`: the number of lists that requests up to `request` bytes need. */
const tcacheBinsFor = (request: Bytes): number =>
  tcacheIndex(chunkSizeFor(clamp(request, 0, MAX_TCACHE_REQUEST))) + 1;

export function settingsFrom(tunables: GlibcTunables): Settings {
  return {
    tcacheCount: clamp(tunables.tcacheCount ?? 7, 0, 0xffff),
    tcacheBins: tcacheBinsFor(tunables.tcacheMax ?? MAX_TCACHE_REQUEST),
    tcacheUnsortedLimit: tunables.tcacheUnsortedLimit ?? 0,
    maxFast: maxFastFor(tunables.mxfast ?? 128),
    topPad: tunables.topPad ?? DEFAULT_THRESHOLD,
    mmapMax: tunables.mmapMax ?? 65_536,
    perturb: (tunables.perturb ?? 0) & 0xff,
  };
}

/**
 * The two thresholds that move, until the user sets one of the settings they depend on
 * (`mp_.no_dyn_threshold`).
 */
export interface Thresholds {
  mmap: Bytes;
  trim: Bytes;
  readonly fixed: boolean;
}

/** `DEFAULT_MMAP_THRESHOLD_MAX`: the highest value the mmap threshold moves to. */
export const MMAP_THRESHOLD_MAX: Bytes = 32 * 1024 * 1024;

export function thresholdsFrom(tunables: GlibcTunables): Thresholds {
  return {
    mmap: tunables.mmapThreshold ?? DEFAULT_THRESHOLD,
    trim: tunables.trimThreshold ?? DEFAULT_THRESHOLD,
    fixed: [tunables.mmapThreshold, tunables.trimThreshold, tunables.topPad, tunables.mmapMax].some(
      (value) => value !== undefined,
    ),
  };
}
