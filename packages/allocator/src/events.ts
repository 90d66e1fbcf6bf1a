/**
 * What an allocator decided, as plain data. An event is announced after the bytes say it, so a
 * listener that reads the heap sees what it was told; nothing in an allocator depends on a listener.
 */
import type { Bytes, Chunk, Pointer } from './allocator.ts';

/** Receives each event of a model, in order. Combine two with `(e) => { a(e); b(e); }`. */
export type Listener<Event> = (event: Event) => void;

export type AllocatorEvent =
  /** A request of `size` bytes needs a chunk of `chunkSize`: header, rounding, minimum. */
  | { readonly type: 'padded'; readonly size: Bytes; readonly chunkSize: Bytes }
  /** The search looked at a free chunk of `size` bytes. */
  | {
      readonly type: 'examined';
      readonly chunk: Chunk;
      readonly size: Bytes;
      readonly fits: boolean;
    }
  /** A chunk was cut: it keeps `size` bytes, `rest` starts behind it with `restSize`. */
  | {
      readonly type: 'split';
      readonly chunk: Chunk;
      readonly size: Bytes;
      readonly rest: Chunk;
      readonly restSize: Bytes;
    }
  /** The chunk is in use; `pointer` goes to the caller, who asked for `requested` bytes. */
  | {
      readonly type: 'allocated';
      readonly pointer: Pointer;
      readonly chunk: Chunk;
      readonly size: Bytes;
      readonly requested: Bytes;
    }
  /** The caller gave the chunk back. */
  | {
      readonly type: 'freed';
      readonly pointer: Pointer;
      readonly chunk: Chunk;
      readonly size: Bytes;
    }
  /** Two free neighbours are one: `chunk` now has `size` bytes; `absorbed` is no chunk any more. */
  | {
      readonly type: 'merged';
      readonly chunk: Chunk;
      readonly size: Bytes;
      readonly absorbed: Chunk;
      readonly absorbedSize: Bytes;
    }
  /** A free chunk was put on the list or bin called `list`. */
  | {
      readonly type: 'listed';
      readonly chunk: Chunk;
      readonly size: Bytes;
      readonly list: string;
    }
  /** A free chunk was taken off the list or bin called `list`. */
  | {
      readonly type: 'unlisted';
      readonly chunk: Chunk;
      readonly size: Bytes;
      readonly list: string;
    }
  /** `realloc` changed the chunk's size where it stands. */
  | {
      readonly type: 'resized';
      readonly pointer: Pointer;
      readonly chunk: Chunk;
      readonly from: Bytes;
      readonly size: Bytes;
    }
  /** `realloc` copied `copied` bytes to another block; the old one is freed next. */
  | {
      readonly type: 'moved';
      readonly from: Pointer;
      readonly to: Pointer;
      readonly copied: Bytes;
    }
  /** The heap's end moved up. */
  | { readonly type: 'grown'; readonly from: Bytes; readonly to: Bytes }
  /** The heap's end moved down: bytes went back to the memory. */
  | { readonly type: 'shrunk'; readonly from: Bytes; readonly to: Bytes }
  /** A block was mapped apart from the heap. */
  | { readonly type: 'mapped'; readonly start: Pointer; readonly size: Bytes }
  /** A mapped block was given back. */
  | { readonly type: 'unmapped'; readonly start: Pointer; readonly size: Bytes }
  /** A page (pool) of equal blocks was opened. */
  | {
      readonly type: 'page-opened';
      readonly page: Chunk;
      readonly size: Bytes;
      readonly blockSize: Bytes;
    }
  /** A page's last block was freed and the page went back. */
  | {
      readonly type: 'page-closed';
      readonly page: Chunk;
      readonly size: Bytes;
      readonly blockSize: Bytes;
    }
  /** No memory for this request: the answer is null. */
  | { readonly type: 'exhausted'; readonly size: Bytes };
