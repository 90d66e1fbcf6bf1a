/**
 * The bytes of a glibc chunk on x86-64, and the arithmetic of its sizes.
 *
 * ```text
 * byte   0           8           16          24          32           40
 *        ├ prev_size ┼ size A M P┼ fd        ┼ bk        ┼ fd_nextsize ┼ bk_nextsize …
 *          footer of   a multiple  payload begins here; in a free chunk these words are its links
 *          the chunk   of 16 and
 *          before, if  three bits
 *          that is free
 * ```
 *
 * A chunk in use borrows the `prev_size` of the chunk behind it, so 24 bytes fit into a chunk of 32.
 *
 * Source: glibc 2.36, malloc/malloc.c, `struct malloc_chunk` and the macros around it.
 */
import type { Bytes } from '../allocator.ts';

/** `SIZE_SZ`: one word of a 64-bit process. */
export const WORD_BYTES = 8;
/** `CHUNK_HDR_SZ`: from the chunk to its payload. */
export const HEADER_BYTES = 16;
/** `MALLOC_ALIGN_MASK`: bits that are zero in every payload address and every size. */
export const ALIGN_MASK = 15;
/** `MINSIZE`: a free chunk must hold its header and two links. */
export const MIN_CHUNK_BYTES = 32;

/** Offsets of the fields in a chunk. */
export const SIZE_AT = 8;
export const FD_AT = 16;
export const BK_AT = 24;
export const FD_NEXTSIZE_AT = 32;
export const BK_NEXTSIZE_AT = 40;

/** The chunk before this one is in use: its bytes, `prev_size` included, are not ours to read. */
export const PREV_INUSE = 1;
/** The chunk is a mapping of its own. */
export const IS_MMAPPED = 2;
/** `SIZE_BITS`: what is not size in the size word; bit 2 marks other arenas, which one thread never has. */
export const SIZE_BITS = 7;

/** `request2size`: the chunk that serves a request; 24 bytes need 32, 25 need 48. */
export const chunkSizeFor = (request: Bytes): Bytes =>
  request <= 24 ? MIN_CHUNK_BYTES : ((request + WORD_BYTES + ALIGN_MASK) & ~ALIGN_MASK) >>> 0;

/** `csize2tidx`: the tcache list of a chunk size; lists 0 to 63 hold 32 to 1,040 bytes. */
export const tcacheIndex = (size: Bytes): number => (size - MIN_CHUNK_BYTES) / 16;

/** `fastbin_index`: the fastbin of a chunk size; 32 bytes are in fastbin 0. */
export const fastbinIndex = (size: Bytes): number => (size >>> 4) - 2;
