/**
 * The contents of an address space: checked loads and stores over sparse pages.
 *
 * A page costs nothing until it is stored to: loads of untouched memory read one shared page of zeros, as
 * on Linux. Recent pages are found in two small tables (translation lookaside buffers), one for loads and
 * one for stores, whose tags are integers; only a miss asks the address space, which grows stacks, notes
 * first writes and throws faults.
 *
 * ```text
 *  address     hi, 16 bits      lo, 32 bits
 *             |       tag       | 10 bits slot | 12 bits in page |
 * ```
 */
import { type Address, address, type Bytes, PAGE_SIZE, pageDown } from './address.ts';
import type { Listener, SegmentEvent } from './events.ts';
import type { Intent, MappedFile, Mapping } from './mapping.ts';
import { PageArena } from './page-arena.ts';

/** What a miss asks: the address space. */
export interface AccessCheck {
  access(at: number, length: Bytes, intent: Intent): Mapping;
}

const SLOTS = 1024;
const IN_PAGE = PAGE_SIZE - 1;
const TWO_32 = 2 ** 32;
const ZERO_FRAME = 0;

/** Tag of a slot that holds nothing: equals no address below 2^48. */
const EMPTY = -1;

/** A number's upper 32 bits, for addresses beyond them. */
const highWord = (at: number): number => (at / TWO_32) >>> 0;

/** The address of two words, each of which may come as a signed integer. */
const join = (hi: number, lo: number): Address => address((hi >>> 0) * TWO_32 + (lo >>> 0));

/**
 * Loads and stores of 8 to 64 bits, little-endian, of any alignment.
 *
 * Every method comes in two forms: with the address as a number, and, ending in `Words`, with its upper and
 * lower 32 bits, which a loop that counts in integers can keep out of floating point. Both throw
 * {@link SegmentationFault} or {@link BusError} as {@link AddressSpace.access} does; a store that faults has
 * stored nothing.
 *
 * @example
 * ```ts
 * import { AddressSpace } from '@memstrata/segments';
 *
 * const space = new AddressSpace();
 * const at = space.mmap({ length: 64 * 2 ** 30 }); // 64 GiB of promises
 * space.memory.store32(at + 2 ** 35, 42);
 * console.log(space.memory.load32(at + 2 ** 35), space.memory.load32(at)); // → 42 0
 * console.log(space.memory.touchedPages); // → 1
 * ```
 */
export class Memory {
  /** Upper 32 bits of the value {@link load64Words} has just loaded. */
  high = 0;
  readonly #space: AccessCheck;
  readonly #onEvent: Listener<SegmentEvent> | null;
  readonly #arena: PageArena = new PageArena();
  #view: DataView;
  readonly #frames: Map<number, number> = new Map();
  readonly #sharedFrames: Map<MappedFile, Map<number, number>> = new Map();
  readonly #loadTags: Int32Array = new Int32Array(SLOTS).fill(EMPTY);
  readonly #loadFrames: Int32Array = new Int32Array(SLOTS);
  readonly #storeTags: Int32Array = new Int32Array(SLOTS).fill(EMPTY);
  readonly #storeFrames: Int32Array = new Int32Array(SLOTS);

  constructor(space: AccessCheck, onEvent: Listener<SegmentEvent> | null = null) {
    this.#space = space;
    this.#onEvent = onEvent;
    this.#view = new DataView(this.#arena.bytes.buffer);
  }

  /** Pages that have memory of their own. */
  get touchedPages(): number {
    return this.#arena.frames;
  }

  load8(at: number): number {
    return this.load8Words(highWord(at), at >>> 0);
  }

  load16(at: number): number {
    return this.load16Words(highWord(at), at >>> 0);
  }

  load32(at: number): number {
    return this.load32Words(highWord(at), at >>> 0);
  }

  load64(at: number): bigint {
    const low = this.load64Words(highWord(at), at >>> 0);
    return (BigInt(this.high) << 32n) | BigInt(low);
  }

  store8(at: number, value: number): void {
    this.store8Words(highWord(at), at >>> 0, value);
  }

  store16(at: number, value: number): void {
    this.store16Words(highWord(at), at >>> 0, value);
  }

  store32(at: number, value: number): void {
    this.store32Words(highWord(at), at >>> 0, value);
  }

  store64(at: number, value: bigint): void {
    const high = Number((value >> 32n) & 0xffffffffn);
    this.store64Words(highWord(at), at >>> 0, high, Number(value & 0xffffffffn));
  }

  load8Words(hi: number, lo: number): number {
    const found = this.#loadOffset(hi, lo);
    return this.#view.getUint8(found);
  }

  load16Words(hi: number, lo: number): number {
    if ((lo & IN_PAGE) > PAGE_SIZE - 2) return this.#loadAcross(hi, lo, 2);
    const found = this.#loadOffset(hi, lo);
    return this.#view.getUint16(found, true);
  }

  load32Words(hi: number, lo: number): number {
    if ((lo & IN_PAGE) > PAGE_SIZE - 4) return this.#loadAcross(hi, lo, 4);
    const found = this.#loadOffset(hi, lo);
    return this.#view.getUint32(found, true);
  }

  /** The lower 32 bits; the upper ones are in {@link high}. */
  load64Words(hi: number, lo: number): number {
    if ((lo & IN_PAGE) > PAGE_SIZE - 8) return this.#load64Across(hi, lo);
    const found = this.#loadOffset(hi, lo);
    this.high = this.#view.getUint32(found + 4, true);
    return this.#view.getUint32(found, true);
  }

  store8Words(hi: number, lo: number, value: number): void {
    const found = this.#storeOffset(hi, lo);
    this.#view.setUint8(found, value);
  }

  store16Words(hi: number, lo: number, value: number): void {
    if ((lo & IN_PAGE) > PAGE_SIZE - 2) {
      this.#storeAcross(hi, lo, 2, value, 0);
      return;
    }
    const found = this.#storeOffset(hi, lo);
    this.#view.setUint16(found, value, true);
  }

  store32Words(hi: number, lo: number, value: number): void {
    if ((lo & IN_PAGE) > PAGE_SIZE - 4) {
      this.#storeAcross(hi, lo, 4, value, 0);
      return;
    }
    const found = this.#storeOffset(hi, lo);
    this.#view.setUint32(found, value, true);
  }

  /** Stores the upper and the lower 32 bits of a value. */
  store64Words(hi: number, lo: number, high: number, low: number): void {
    if ((lo & IN_PAGE) > PAGE_SIZE - 8) {
      this.#storeAcross(hi, lo, 8, low, high);
      return;
    }
    const found = this.#storeOffset(hi, lo);
    this.#view.setUint32(found, low, true);
    this.#view.setUint32(found + 4, high, true);
  }

  /** Copies bytes in, faulting before anything is stored. */
  write(at: number, bytes: Uint8Array): void {
    if (bytes.length > 0) this.#space.access(at, bytes.length, 'write');
    for (const [index, byte] of bytes.entries()) this.store8(at + index, byte);
  }

  /** Copies bytes out, faulting before anything is read. */
  read(at: number, length: Bytes): Uint8Array<ArrayBuffer> {
    if (length > 0) this.#space.access(at, length, 'read');
    return Uint8Array.from({ length }, (_, index) => this.load8(at + index));
  }

  /** Forgets which pages were allowed: the map has changed. */
  flush(): void {
    this.#loadTags.fill(EMPTY);
    this.#storeTags.fill(EMPTY);
  }

  /** Gives back the private pages of a range that is no longer mapped. */
  drop(start: Address, end: Address): void {
    this.flush();
    const first = start / PAGE_SIZE;
    const behind = end / PAGE_SIZE;
    const release = (page: number): void => {
      const frame = this.#frames.get(page);
      if (frame === undefined) return;
      this.#arena.release(frame);
      this.#frames.delete(page);
    };
    if (behind - first <= this.#frames.size)
      for (let page = first; page < behind; page += 1) release(page);
    else
      for (const page of [...this.#frames.keys()])
        if (page >= first && page < behind) release(page);
  }

  /** Where in the arena a byte to load is. The view may be another one afterwards. */
  #loadOffset(hi: number, lo: number): number {
    const slot = (lo >>> 12) & (SLOTS - 1);
    // `hi >>> 16` rules out what the tag would lose.
    if ((((this.#loadTags[slot] as number) ^ ((hi << 10) | (lo >>> 22))) | (hi >>> 16)) === 0)
      return (this.#loadFrames[slot] as number) + (lo & IN_PAGE);
    return this.#find(hi, lo, 'read');
  }

  /** The same for a byte to store. */
  #storeOffset(hi: number, lo: number): number {
    const slot = (lo >>> 12) & (SLOTS - 1);
    if ((((this.#storeTags[slot] as number) ^ ((hi << 10) | (lo >>> 22))) | (hi >>> 16)) === 0)
      return (this.#storeFrames[slot] as number) + (lo & IN_PAGE);
    return this.#find(hi, lo, 'write');
  }

  /** Where in the arena a byte is that the tables do not know; remembers its page. */
  #find(hi: number, lo: number, intent: 'read' | 'write'): number {
    const at = join(hi, lo);
    const mapping = this.#space.access(at, 1, intent);
    const page = pageDown(at);
    const frame = this.#frameOf(mapping, page, intent);
    const slot = (lo >>> 12) & (SLOTS - 1);
    const tag = (hi << 10) | (lo >>> 22);
    // A page first loaded and now stored to has moved from the zeros to a frame of its own.
    this.#loadTags[slot] = tag;
    this.#loadFrames[slot] = frame;
    if (intent === 'write') {
      this.#storeTags[slot] = tag;
      this.#storeFrames[slot] = frame;
    }
    return frame + (lo & IN_PAGE);
  }

  /** The frame of a page: its own, one shared through a file, or for loads the zeros. */
  #frameOf(mapping: Mapping, page: Address, intent: 'read' | 'write'): number {
    const { file, shared } = mapping;
    const filePage = (page - mapping.start + mapping.offset) / PAGE_SIZE;
    const frames = file && shared ? this.#framesOf(file) : this.#frames;
    const key = file && shared ? filePage : page / PAGE_SIZE;
    const known = frames.get(key);
    if (known !== undefined) return known;
    const contents = file?.bytes?.subarray(filePage * PAGE_SIZE, (filePage + 1) * PAGE_SIZE);
    if (intent === 'read' && !contents?.length) return ZERO_FRAME;
    const frame = this.#arena.allocate();
    this.#view = new DataView(this.#arena.bytes.buffer);
    // Another address of the same file page may be known as zeros.
    if (file && shared) this.#loadTags.fill(EMPTY);
    if (contents) this.#arena.bytes.set(contents, frame);
    frames.set(key, frame);
    if (this.#onEvent) this.#onEvent({ type: 'page-touched', page, intent });
    return frame;
  }

  #framesOf(file: MappedFile): Map<number, number> {
    const frames = this.#sharedFrames.get(file) ?? new Map<number, number>();
    this.#sharedFrames.set(file, frames);
    return frames;
  }

  #loadAcross(hi: number, lo: number, length: Bytes): number {
    const at = join(hi, lo);
    this.#space.access(at, length, 'read');
    let value = 0;
    for (let index = length - 1; index >= 0; index -= 1)
      value = value * 256 + this.load8(at + index);
    return value;
  }

  #load64Across(hi: number, lo: number): number {
    const at = join(hi, lo);
    this.#space.access(at, 8, 'read');
    const low = this.load32(at);
    this.high = this.load32(at + 4);
    return low;
  }

  #storeAcross(hi: number, lo: number, length: Bytes, low: number, high: number): void {
    const at = join(hi, lo);
    this.#space.access(at, length, 'write');
    for (let index = 0; index < length; index += 1)
      this.store8(at + index, (index < 4 ? low >>> (8 * index) : high >>> (8 * index - 32)) & 0xff);
  }
}
