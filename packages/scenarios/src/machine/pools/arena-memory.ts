import { asPointer, type LinearMemory, type Pointer } from '@memstrata/allocator';
import type { Pages } from '../process-part.ts';

/** Most bytes of arenas here; address space is reserved for them, memory is not. */
const MAX_BYTES = 2 ** 29;

/** The upper half of an address in the process; with a lower half of 0 it is in no pool. */
const HEAD_WORD = 0x7f00;

/** A place in the buffer for one arena. */
interface Place {
  /** Offset of the arena's first byte. */
  readonly offset: number;
  /** The address the kernel gave it. */
  readonly address: number;
  readonly bytes: number;
  /** Given back, it is known until its place is taken again. */
  isMapped: boolean;
}

/**
 * The memory pymalloc takes its arenas from: each is mapped in the process, and lies in the buffer at an
 * offset that is as far from the start of a pool as its address is.
 */
export class ArenaMemory implements LinearMemory {
  readonly buffer: ArrayBuffer = new ArrayBuffer(0, { maxByteLength: MAX_BYTES });
  readonly size: number = 0;
  readonly #pages: Pages;
  readonly #poolBytes: number;
  readonly #placeBytes: number;
  readonly #places: Place[] = [];
  #words: Int32Array | null = null;

  constructor(pages: Pages, poolBytes: number, arenaBytes: number) {
    this.#pages = pages;
    this.#poolBytes = poolBytes;
    this.#placeBytes = arenaBytes + poolBytes;
  }

  /** There is no break here: what pymalloc does not serve, it does not get from this memory. */
  grow(): boolean {
    return false;
  }

  map(bytes: number): Pointer | null {
    const empty = this.#places.findIndex(({ isMapped }) => !isMapped);
    const index = empty < 0 ? this.#places.length : empty;
    const end = this.#startOf(index + 1);
    if (end > MAX_BYTES) return null;
    const address = this.#pages.map(bytes);
    if (address === null) return null;
    if (end > this.buffer.byteLength) this.buffer.resize(end);
    const offset = this.#startOf(index) + (address % this.#poolBytes);
    this.#places[index] = { offset, address, bytes, isMapped: true };
    return asPointer(offset);
  }

  unmap(start: Pointer, bytes: number): void {
    const place = this.#places[this.#indexOf(start)];
    if (!place) return;
    this.#pages.unmap(place.address, bytes);
    new Uint8Array(this.buffer, place.offset, bytes).fill(0);
    place.isMapped = false;
  }

  /** The address of an offset in an arena. */
  addressOf(offset: number): number {
    const place = this.#places[this.#indexOf(offset)];
    return place ? place.address + offset - place.offset : 0;
  }

  /** The offset of an address in an arena that is mapped. */
  offsetOf(address: number): Pointer {
    const place = this.#places.find(
      (each) => each.isMapped && address >= each.address && address < each.address + each.bytes,
    );
    return asPointer(place ? place.offset + address - place.address : 0);
  }

  /** An object overwrites the free list's link with its `PyGC_Head`, which leads to an object elsewhere. */
  mark(offset: number): void {
    this.#words ??= new Int32Array(this.buffer);
    this.#words[offset >>> 2] = 0;
    this.#words[(offset >>> 2) + 1] = HEAD_WORD;
  }

  /** The first pool's worth of the buffer stays empty: offset 0 is null. */
  #startOf(index: number): number {
    return this.#poolBytes + index * this.#placeBytes;
  }

  #indexOf(offset: number): number {
    return Math.floor((offset - this.#poolBytes) / this.#placeBytes);
  }
}
