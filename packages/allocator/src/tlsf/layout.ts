/**
 * The bytes of a TLSF chunk, as 32-bit words. A chunk is named by the index of its header word.
 *
 * ```text
 *  word     i        i+1                                     i+2g−1   i+2g
 *   used    header │ payload                                        │ header …
 *   free    header │ next   │ prev   │                     │ i      │ header …
 *
 *  header   31        30 … 2           1                 0
 *           CACHED    g: granules      PREVIOUS_FREE     FREE
 * ```
 *
 * A granule is 8 bytes; sizes count the header. Headers stand on odd words, so payloads are aligned to
 * 8. A free chunk's last word names the chunk, so that the one behind it finds its start. Every stored
 * word stays below 2³¹: V8 keeps such values as small integers, which is why sizes are in granules and
 * links in words, up to heaps of 4 GiB.
 *
 * A cached chunk waits on a quick list for a request of its own size; for its neighbours it is in use.
 *
 * Source: Masmano, Ripoll, Crespo, Real, "TLSF: a New Dynamic Memory Allocator for Real-Time Systems",
 * ECRTS 2004; one header word as in mattconte/tlsf 3.1.
 */

export const GRANULE_BYTES = 8;
export const WORDS_PER_GRANULE = 2;
export const HEADER_BYTES = 4;
/** Header, two links, and the word that leads back. */
export const MIN_GRANULES = 2;

export const FREE = 1;
export const PREVIOUS_FREE = 2;
export const CACHED: number = 1 << 31;

export const NEXT = 1;
export const PREV = 2;

export const headerOf = (granules: number, flags: number): number => (granules << 2) | flags;

export const granulesOf = (header: number): number => (header & ~CACHED) >>> 2;

/** Chunks of up to this many granules (8 KiB and their header) may be parked on quick lists. */
export const QUICK_GRANULES = 1025;

/** No chunk: headers stand on odd words. */
export const NONE = 0;
