/**
 * A debugging layer in front of any allocator of the contract. A block is handed out between two red
 * zones and filled with a byte no program expects; a freed one is filled with another and waits in a
 * quarantine. Checked accesses find misuse at its moment; what goes past them is found by `check()`,
 * `free`, or when a block leaves the quarantine.
 *
 * Law: what the layer knows of a block stands outside the heap's bytes, so no stray write can change it.
 *
 * Source of the method: Serebryany et al., "AddressSanitizer", 2012; Nethercote and Seward, "How to
 * Shadow Every Byte of Memory Used by a Program", 2007 (memcheck).
 */
import { alignUp, isServable, product, requireAlignment } from '../alignment.ts';
import {
  type Allocator,
  type Bytes,
  type ChunkReport,
  type HeapStats,
  nullPointer,
  type Pointer,
} from '../allocator.ts';
import { sumChunks } from '../heap-stats.ts';
import type { LinearMemory } from '../linear-memory.ts';
import { type Block, Blocks, blockEnd } from './blocks.ts';
import { splitChunks } from './chunk-reports.ts';
import { errorOf } from './faults.ts';
import type { Finding, FindingCall, FindingKind } from './finding.ts';
import {
  type HeapUse,
  type LeakOptions,
  type LeakReport,
  type LeakRoot,
  reportLeaks,
} from './leaks.ts';
import {
  type BigNumberType,
  type NumberType,
  readNumber,
  WIDTHS,
  writeNumber,
} from './number-types.ts';
import type { DebugOptions } from './options.ts';
import { damageOf, mend, NEW_BYTE, poisonFreed, poisonNew } from './poison.ts';
import { FREED, GRANULE_BYTES, Shadow } from './shadow.ts';
import { captureSite, type SiteOption, siteText } from './site.ts';
import { WrittenBytes } from './written-bytes.ts';

const ZONE_UNIT: Bytes = 16;

/**
 * Finds overflows, uses after free, double and wild frees, reads of unwritten bytes, and leaks.
 *
 * ```ts
 * import { TlsfAllocator } from '@memstrata/allocator';
 * import { DebugHeap } from '@memstrata/allocator/debug';
 *
 * const heap = new DebugHeap(new TlsfAllocator());
 * const p = heap.malloc(40);
 * heap.store(p, 'i32', 7);
 * heap.free(p);
 * try {
 *   heap.load(p, 'i32');
 * } catch (error) {
 *   console.log((error as Error).message);
 *   // → read of 4 bytes at 0x18: 0 bytes inside a block of 40 bytes at 0x18, freed; drop a pointer when its block is freed
 * }
 * ```
 *
 * Cost: the allocator below, two red zones a block, one byte of shadow and one of bits for each 8 of
 * memory; each call fills the block once. A finding looks at all blocks.
 */
export class DebugHeap implements Allocator {
  /** The allocator below. What is called on it directly is unknown here. */
  readonly inner: Allocator;
  readonly #redZone: Bytes;
  readonly #budget: Bytes;
  readonly #sites: SiteOption;
  readonly #refusesUnwritten: boolean;
  readonly #onFinding: ((finding: Finding) => void) | null;
  readonly #blocks: Blocks = new Blocks();
  readonly #shadow: Shadow = new Shadow();
  readonly #written: WrittenBytes = new WrittenBytes();
  readonly #use: HeapUse = { allocations: 0, frees: 0, allocatedBytes: 0 };
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(0));

  constructor(inner: Allocator, options: DebugOptions = {}) {
    this.inner = inner;
    this.#redZone = alignUp(Math.max(1, options.redZone ?? ZONE_UNIT), ZONE_UNIT);
    this.#budget = options.quarantine ?? 262_144;
    this.#sites = options.sites ?? 0;
    this.#refusesUnwritten = options.uninitialized ?? true;
    this.#onFinding = options.onFinding ?? null;
  }

  get memory(): LinearMemory {
    return this.inner.memory;
  }

  get heapBytes(): Bytes {
    return this.inner.heapBytes;
  }

  malloc(size: Bytes): Pointer {
    return this.#allocate(size, GRANULE_BYTES, this.malloc)?.pointer ?? nullPointer;
  }

  calloc(count: number, size: Bytes): Pointer {
    const block = this.#allocate(product(count, size), GRANULE_BYTES, this.calloc);
    if (!block) return nullPointer;
    this.#memory().fill(0, block.pointer, blockEnd(block));
    this.#written.set(block.pointer, block.size, true);
    return block.pointer;
  }

  alignedAlloc(alignment: Bytes, size: Bytes): Pointer {
    requireAlignment(alignment);
    return this.#allocate(size, alignment, this.alignedAlloc)?.pointer ?? nullPointer;
  }

  /** Always moves the block, so that a pointer kept from before is found. */
  realloc(pointer: Pointer, size: Bytes): Pointer {
    isServable(size);
    if (pointer === nullPointer) return this.malloc(size);
    const block = this.#live(pointer, 'realloc', this.realloc);
    if (!block) return nullPointer;
    const moved = size === 0 ? null : this.#allocate(size, GRANULE_BYTES, this.realloc);
    if (moved) {
      const kept = Math.min(size, block.size);
      this.#memory().copyWithin(moved.pointer, pointer, pointer + kept);
      this.#written.copy(moved.pointer, pointer, kept);
    }
    if (moved || size === 0) this.#release(block, this.realloc);
    return moved?.pointer ?? nullPointer;
  }

  free(pointer: Pointer): void {
    if (pointer === nullPointer) return;
    const block = this.#live(pointer, 'free', this.free);
    if (block) this.#release(block, this.free);
  }

  /** Exactly what was asked for: the rest of the chunk is red zone. */
  usableSize(pointer: Pointer): Bytes {
    const block = this.#blocks.at(pointer);
    if (block && !block.isFree) return block.size;
    throw errorOf(this.#finding(block ? 'double-free' : 'bad-free', 'read', pointer, 0, null));
  }

  /**
   * The number at an address, little-endian.
   * @throws HeapBufferOverflow, UseAfterFree, UnknownAddress; UninitializedRead when a byte of it was
   * never written by `store`, `fill`, `copy` or `calloc` and still holds what a new block holds, so that
   * a program that writes through views of its own is not accused.
   */
  load(address: number, type: NumberType): number;
  load(address: number, type: BigNumberType): bigint;
  load(address: number, type: NumberType | BigNumberType): number | bigint {
    const width = WIDTHS[type];
    if (this.#mayAccess('read', address, width, this.load)) {
      if (this.#refusesUnwritten) this.#requireWritten(address, width, this.load);
    } else if (!this.#isInMemory(address, width)) return type === 'i64' || type === 'u64' ? 0n : 0;
    return readNumber(this.#dataView(), address, type);
  }

  /** Writes a number, little-endian. @throws HeapBufferOverflow, UseAfterFree, UnknownAddress */
  store(address: number, type: NumberType, value: number): void;
  store(address: number, type: BigNumberType, value: bigint): void;
  store(address: number, type: NumberType | BigNumberType, value: number | bigint): void {
    const width = WIDTHS[type];
    if (!this.#mayAccess('write', address, width, this.store)) return;
    writeNumber(this.#dataView(), address, type, value);
    this.#written.set(address, width, true);
  }

  /** memset: `bytes` times `byte`. @throws HeapBufferOverflow, UseAfterFree, UnknownAddress */
  fill(address: number, byte: number, bytes: Bytes): void {
    if (!this.#mayAccess('write', address, bytes, this.fill)) return;
    this.#memory().fill(byte, address, address + bytes);
    this.#written.set(address, bytes, true);
  }

  /**
   * memmove. Bytes never written may be copied, and stay so.
   * @throws HeapBufferOverflow, UseAfterFree, UnknownAddress
   */
  copy(to: number, from: number, bytes: Bytes): void {
    const readable = this.#mayAccess('read', from, bytes, this.copy);
    if (!readable || !this.#mayAccess('write', to, bytes, this.copy)) return;
    this.#memory().copyWithin(to, from, from + bytes);
    this.#written.copy(to, from, bytes);
  }

  /** The chunks of the allocator below; red zones are overhead, the quarantine is free. */
  chunks(): Iterable<ChunkReport> {
    return splitChunks(this.inner.chunks(), this.#blocks.all());
  }

  stats(): HeapStats {
    return sumChunks(this.chunks(), this.heapBytes);
  }

  /**
   * The laws of the allocator below; then every red zone and every freed block keeps its bytes.
   * @throws HeapCorruption Cost: all red zones and all freed bytes, beside the check below.
   */
  check(): void {
    this.inner.check();
    for (const block of this.#blocks.all()) this.#inspect(block);
  }

  /**
   * Which blocks in use can still be reached, in memcheck's four classes.
   *
   * @param roots - what the program holds: pointers as numbers, or stretches of memory to scan
   * @see LeakReport. Cost: one look at every word of every block.
   */
  leaks(roots: Iterable<LeakRoot> = [], options: LeakOptions = {}): LeakReport {
    const blocks = [...this.#blocks.all()].filter(({ isFree }) => !isFree);
    return reportLeaks({ blocks, roots, view: this.#dataView(), use: this.#use, options });
  }

  #allocate(size: Bytes, alignment: Bytes, entry: unknown): Block | null {
    if (!isServable(size)) return null;
    const before = Math.max(this.#redZone, alignment);
    const outerBytes = before + alignUp(size, GRANULE_BYTES) + this.#redZone;
    let outer = this.#takeBelow(alignment, outerBytes);
    if (outer === nullPointer && this.#blocks.quarantinedBytes > 0) {
      this.#drain(0);
      outer = this.#takeBelow(alignment, outerBytes);
    }
    if (outer === nullPointer) return null;
    this.#shadow.cover(outer + outerBytes);
    this.#written.cover(outer + outerBytes);
    const allocated = captureSite(this.#sites, entry);
    const usable = this.inner.usableSize(outer);
    const pointer = (outer + before) as Pointer;
    const block = {
      pointer,
      size,
      outer,
      outerBytes: usable,
      allocated,
      freed: null,
      isFree: false,
    };
    this.#blocks.add(block);
    poisonNew(this.#memory(), block);
    this.#shadow.open(pointer, size);
    this.#written.set(pointer, size, false);
    this.#use.allocations++;
    this.#use.allocatedBytes += size;
    return block;
  }

  #takeBelow(alignment: Bytes, bytes: Bytes): Pointer {
    return alignment <= GRANULE_BYTES
      ? this.inner.malloc(bytes)
      : this.inner.alignedAlloc(alignment, bytes);
  }

  /** The block in use that starts at `pointer`; null when there is none and the listener was told. */
  #live(pointer: number, call: 'free' | 'realloc', entry: unknown): Block | null {
    const block = this.#blocks.at(pointer);
    if (block && !block.isFree) return block;
    this.#tell(this.#finding(block ? 'double-free' : 'bad-free', call, pointer, 0, entry));
    return null;
  }

  #release(block: Block, entry: unknown): void {
    this.#inspect(block);
    block.isFree = true;
    block.freed = captureSite(this.#sites, entry);
    this.#use.frees++;
    poisonFreed(this.#memory(), block);
    this.#shadow.markFreed(block.pointer, block.size);
    this.#blocks.quarantine(block);
    this.#drain(this.#budget);
  }

  /** Lets the oldest freed blocks go until at most `budget` bytes wait. */
  #drain(budget: Bytes): void {
    const damaged: Finding[] = [];
    while (this.#blocks.quarantinedBytes > budget) {
      const block = this.#blocks.oldest();
      const damage = damageOf(this.#memory(), block);
      if (damage)
        damaged.push(this.#finding(damage.kind, 'check', damage.address, damage.bytes, null));
      this.#blocks.forget(block);
      this.#shadow.forget(block.pointer, block.size);
      this.inner.free(block.outer);
    }
    for (const finding of damaged) this.#tell(finding);
  }

  #inspect(block: Block): void {
    const memory = this.#memory();
    for (let damage = damageOf(memory, block); damage; damage = damageOf(memory, block)) {
      this.#tell(this.#finding(damage.kind, 'check', damage.address, damage.bytes, null));
      mend(memory, damage);
    }
  }

  /** Whether all bytes may be accessed; when not, it was told. */
  #mayAccess(call: 'read' | 'write', address: number, bytes: Bytes, entry: unknown): boolean {
    if (!this.#isInMemory(address, bytes)) {
      this.#tell(this.#finding('unknown-address', call, address, bytes, entry));
      return false;
    }
    const closed = this.#shadow.firstClosed(address, bytes);
    if (closed < 0) return true;
    this.#tell(this.#finding(this.#kindAt(closed), call, address, bytes, entry, closed));
    return false;
  }

  #kindAt(address: number): FindingKind {
    return this.#shadow.codeAt(address) === FREED ? 'heap-use-after-free' : 'heap-buffer-overflow';
  }

  /** Blocks mapped apart lie above the break: the buffer decides. */
  #isInMemory(address: number, bytes: Bytes): boolean {
    return Number.isInteger(address) && address >= 0 && address + bytes <= this.#memory().length;
  }

  #requireWritten(address: number, bytes: Bytes, entry: unknown): void {
    const memory = this.#memory();
    for (let at = address; at < address + bytes; at++)
      if (memory[at] === NEW_BYTE && !this.#written.has(at)) {
        this.#tell(this.#finding('uninitialized-read', 'read', address, bytes, entry));
        return;
      }
  }

  #finding(
    kind: FindingKind,
    call: FindingCall,
    address: number,
    bytes: Bytes,
    entry: unknown,
    nearest: number = address,
  ): Finding {
    const place = this.#isInMemory(nearest, 0) ? this.#blocks.placeOf(nearest) : null;
    const site = entry === null ? null : siteText(captureSite(this.#sites, entry));
    return { kind, call, address, bytes, place, site, shadow: this.#shadow.around(address) };
  }

  #tell(finding: Finding): void {
    if (!this.#onFinding) throw errorOf(finding);
    this.#onFinding(finding);
  }

  #memory(): Uint8Array {
    const { buffer } = this.memory;
    if (this.#bytes.buffer !== buffer || this.#bytes.length !== buffer.byteLength)
      this.#bytes = new Uint8Array(buffer);
    return this.#bytes;
  }

  #dataView(): DataView {
    const { buffer } = this.memory;
    if (this.#view.buffer !== buffer || this.#view.byteLength !== buffer.byteLength)
      this.#view = new DataView(buffer);
    return this.#view;
  }
}
