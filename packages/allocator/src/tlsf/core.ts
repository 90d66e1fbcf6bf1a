/**
 * Two-level segregated fit: a list for each size class, two levels of bitmaps to find one that is not
 * empty, immediate joining. Everything is constant time but a bounded look through one list.
 *
 * Beyond the paper it (1) looks at the request's own list before it rounds up, which is where plain TLSF
 * loses a tenth of large traces; (2) keeps a wilderness outside the lists; (3) parks freed chunks on quick
 * lists, and joins them all before the heap may grow: a free pays for its own joining, sooner or later, so
 * that answers are constant time on the average of any program, and in each call with `quick: 0`.
 *
 * Every `free` checks range, alignment, state and both neighbouring tags before it writes.
 */
import { isServable, MAX_HEAP_BYTES, product, requireAlignment } from '../alignment.ts';
import { type Bytes, type CoreAllocator, nullPointer, type Pointer } from '../allocator.ts';
import type { AllocatorEvent, Listener } from '../events.ts';
import type { LinearMemory } from '../linear-memory.ts';
import { clear, copy } from '../words.ts';
import { announceAllocated, announceFreed, announceResized } from './announce.ts';
import { type Front, TlsfHeap, type TlsfOptions } from './heap.ts';
import {
  CACHED,
  FREE,
  GRANULE_BYTES,
  HEADER_BYTES,
  MIN_GRANULES,
  NEXT,
  NONE,
  PREVIOUS_FREE,
  WORDS_PER_GRANULE,
} from './layout.ts';
import { liveChunk } from './misuse.ts';
import { park, unpark } from './quick-lists.ts';

const MAX_REQUEST = MAX_HEAP_BYTES - GRANULE_BYTES * MIN_GRANULES;

/**
 * {@link TlsfAllocator} without what looks into a heap: no `chunks()`, `stats()` and `check()`. For a program
 * that counts the bytes of its code; the blocks, their addresses and the refusals are the same.
 *
 * ```ts
 * import { TlsfCore } from '@memstrata/allocator';
 *
 * const heap = new TlsfCore();
 * const a = heap.malloc(20);
 * heap.free(a);
 * console.log(heap.malloc(20) === a); // → true
 * ```
 */
export class TlsfCore implements CoreAllocator {
  readonly memory: LinearMemory;
  readonly #onEvent: Listener<AllocatorEvent> | null;
  /** @internal */
  protected readonly heap: TlsfHeap;

  /** @param front - for an allocator in front of this one. */
  constructor(options: TlsfOptions = {}, front: Front | null = null) {
    this.heap = new TlsfHeap(options, front);
    this.memory = this.heap.memory;
    this.#onEvent = this.heap.onEvent;
  }

  get heapBytes(): Bytes {
    return this.heap.endBytes - this.heap.base;
  }

  malloc(size: Bytes): Pointer {
    const { words, quick, round, mask, quickBytes } = this.heap;
    if (size >>> 0 === size && size <= quickBytes) {
      const granules = ((size + round) >>> 3) & mask;
      const at = Math.max(granules, MIN_GRANULES) * 2;
      const chunk = quick[at] as number;
      if (chunk !== NONE) {
        quick[at] = words[chunk + NEXT] as number;
        quick[at + 1] = (quick[at + 1] as number) + 1;
        words[chunk] = (words[chunk] as number) & ~CACHED;
        return (((chunk + 1) << 2) >>> 0) as Pointer;
      }
    }
    return this.#malloc(size);
  }

  free(pointer: Pointer): void {
    const { words, quick, first, top, quickGranules } = this.heap;
    const chunk = (pointer >>> 2) - 1;
    if (pointer >>> 0 === pointer && (pointer & 7) === 0 && chunk >= first && chunk < top) {
      const header = words[chunk] as number;
      const granules = header >>> 2;
      if ((header & FREE) === 0 && granules <= quickGranules) {
        const at = granules * 2;
        const room = quick[at + 1] as number;
        const next = chunk + at;
        if (
          room > 0 &&
          (next < top ? ((words[next] as number) & PREVIOUS_FREE) === 0 : next === top)
        ) {
          words[chunk] = header | CACHED;
          words[chunk + NEXT] = quick[at] as number;
          quick[at] = chunk;
          quick[at + 1] = room - 1;
          return;
        }
      }
    }
    this.#free(pointer);
  }

  calloc(count: number, size: Bytes): Pointer {
    const bytes = product(count, size);
    const pointer = this.malloc(bytes);
    if (pointer !== nullPointer) clear(this.heap.words, pointer, bytes);
    return pointer;
  }

  realloc(pointer: Pointer, size: Bytes): Pointer {
    const servable = isServable(size) && size <= MAX_REQUEST;
    if (pointer === nullPointer) return this.malloc(size);
    const chunk = liveChunk(pointer, this.heap);
    if (size === 0) {
      this.free(pointer);
      return nullPointer;
    }
    if (!servable) return this.#refuse(size);
    const need = this.#granules(size);
    const from = (this.heap.words[chunk] as number) >>> 2;
    if (need > from && !this.heap.widen(chunk, need)) return this.#move(chunk, size);
    this.heap.trim(chunk, need);
    if (this.#onEvent) announceResized(this.#onEvent, this.heap.words, chunk, from);
    return pointer;
  }

  /** @param least - for an allocator in front of this one: with 1 the answer may lie 8 bytes before the aligned place, the rest of the block on it, where else a hole would be left. */
  alignedAlloc(alignment: Bytes, size: Bytes, least: number = MIN_GRANULES): Pointer {
    requireAlignment(alignment);
    if (alignment <= this.heap.alignment) return this.malloc(size);
    if (size >>> 0 !== size || size > MAX_REQUEST) return this.#refuse(size);
    const need = this.#granules(size);
    const found = this.heap.takeAligned(need, alignment, least);
    if (found === NONE) return this.#refuse(size);
    if (this.#onEvent) announceAllocated(this.#onEvent, this.heap.words, found, size, false);
    return (((found + 1) << 2) >>> 0) as Pointer;
  }

  usableSize(pointer: Pointer): Bytes {
    const chunk = liveChunk(pointer, this.heap);
    return ((this.heap.words[chunk] as number) >>> 2) * GRANULE_BYTES - HEADER_BYTES;
  }

  /** `malloc` of what no parked chunk serves, or before a listener. */
  #malloc(size: Bytes): Pointer {
    if (size >>> 0 !== size || size > MAX_REQUEST) return this.#refuse(size);
    const need = this.#granules(size);
    const heap = this.heap;
    const parked = unpark(heap.quick, heap.words, need);
    const chunk = parked === NONE ? heap.take(need) : parked;
    if (chunk === NONE) return this.#refuse(size);
    if (this.#onEvent) announceAllocated(this.#onEvent, heap.words, chunk, size, parked !== NONE);
    return (((chunk + 1) << 2) >>> 0) as Pointer;
  }

  /** `free` of what is not parked, or before a listener; and the words for misuse. */
  #free(pointer: Pointer): void {
    if (pointer === nullPointer) return;
    const heap = this.heap;
    const chunk = liveChunk(pointer, heap);
    const header = heap.words[chunk] as number;
    const granules = header >>> 2;
    const parked = park(heap.quick, heap.words, chunk, granules);
    if (!parked) heap.release(chunk, chunk + granules * WORDS_PER_GRANULE, header, 'used');
    else if (this.#onEvent) announceFreed(this.#onEvent, chunk, granules, true);
  }

  #granules(size: Bytes): number {
    const need = ((size + this.heap.round) >>> 3) & this.heap.mask;
    return Math.max(need, MIN_GRANULES);
  }

  #move(chunk: number, size: Bytes): Pointer {
    const to = this.malloc(size);
    if (to === nullPointer) return to;
    const words = this.heap.words;
    const source = chunk + 1;
    const target = to >>> 2;
    const length = (words[chunk] as number) >>> 2;
    const count = Math.min((size + 3) >>> 2, length * WORDS_PER_GRANULE - 1);
    copy(words, target, source, count);
    const from = (source * 4) as Pointer;
    if (this.#onEvent) this.#onEvent({ type: 'moved', from, to, copied: count * 4 });
    this.free(from);
    return to;
  }

  /** Cold path of `malloc`. @throws InvalidSize when `size` is no number of bytes. */
  #refuse(size: Bytes): Pointer {
    isServable(size);
    if (this.#onEvent) this.#onEvent({ type: 'exhausted', size });
    return nullPointer;
  }
}
