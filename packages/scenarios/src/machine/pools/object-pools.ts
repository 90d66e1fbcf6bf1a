/**
 * The memory of Python objects as CPython has it: blocks of pools in arenas that are mapped in the process.
 * Source: CPython, Objects/obmalloc.c; sizes by version from the allocator's pymalloc policy.
 */
import { type AllocatorEvent, asPointer, type Pointer } from '@memstrata/allocator';
import {
  type PoolReport,
  Pymalloc,
  type PymallocGeometry,
  pymallocGeometries,
} from '@memstrata/allocator/pymalloc';
import type { PythonVersion } from '@memstrata/refcount';
import type { PoolHost, PoolPart, PoolState } from '../process-part.ts';
import type { ArenaRow, BlockRow, CrowdRow, PoolRow } from '../state.ts';
import { ArenaMemory } from './arena-memory.ts';
import { poolGeometry } from './geometry.ts';

/** Free blocks of a pool that are told one by one. */
const MOST_FREE_TOLD = 4;

/** A list whose items are not followed one by one: each is held once, by the list. */
interface Crowd {
  readonly className: string;
  readonly order: number;
  offsets: Uint32Array;
  /** Arenas mapped before it was made, and right afterwards. */
  readonly before: number;
  readonly peak: number;
}

const NONE: PoolState = { arenas: [], pools: [], blocks: [], crowds: [] };

/** pymalloc in a process. */
export class ObjectPools implements PoolPart {
  readonly #host: PoolHost;
  readonly #geometry: PymallocGeometry;
  #opened: { readonly memory: ArenaMemory; readonly heap: Pymalloc } | null = null;
  /** Addresses of the blocks that are told one by one. */
  readonly #single: Set<number> = new Set();
  readonly #crowds: Map<string, Crowd> = new Map();
  #made = 0;
  /** Not null while a crowd is made or shrinks: what happens is counted. */
  #sums: { opened: number; closed: number; mapped: number; unmapped: number } | null = null;

  constructor(version: PythonVersion, host: PoolHost) {
    this.#geometry = pymallocGeometries[poolGeometry[version]];
    this.#host = host;
  }

  /** The first request opens the heap; a program without objects needs no interpreter. */
  #open(): { readonly memory: ArenaMemory; readonly heap: Pymalloc } {
    if (this.#opened) return this.#opened;
    const geometry = this.#geometry;
    const memory = new ArenaMemory(this.#host.pages(), geometry.poolBytes, geometry.arenaBytes);
    const heap = new Pymalloc({ memory, geometry, onEvent: (event) => this.#hear(event) });
    this.#opened = { memory, heap };
    return this.#opened;
  }

  get #memory(): ArenaMemory {
    return this.#open().memory;
  }

  get #heap(): Pymalloc {
    return this.#open().heap;
  }

  malloc(size: number): number | null {
    const offset = this.#heap.malloc(size);
    if (offset === 0) return null;
    this.#memory.mark(offset);
    this.#touch(offset);
    const address = this.#memory.addressOf(offset);
    this.#single.add(address);
    return address;
  }

  free(address: number | null): void {
    if (address === null) return;
    this.#single.delete(address);
    this.#heap.free(this.#memory.offsetOf(address));
  }

  keyOf(address: number): string {
    return `block:0x${address.toString(16)}`;
  }

  /** `name = [className() for _ in range(objects)]`, each of `bytes` bytes. */
  makeCrowd(name: string, className: string, bytes: number, objects: number): void {
    if (this.#crowds.has(name)) this.shrinkCrowd(name, () => false);
    const before = this.#heap.arenaCounts().allocatedNow;
    const offsets = new Uint32Array(objects);
    let pages = 0;
    const sums = this.#counted(() => {
      const { heap, memory } = this.#open();
      for (let index = 0; index < objects; index++) {
        const offset = heap.malloc(bytes);
        memory.mark(offset);
        offsets[index] = offset;
      }
      for (const { start, uncut } of heap.pools()) pages += this.#touchRange(start, uncut);
    });
    const peak = this.#heap.arenaCounts().allocatedNow;
    this.#crowds.set(name, { className, order: this.#made++, offsets, before, peak });
    const blockSize = this.#heap.usableSize(asPointer(offsets[0] ?? 0));
    const { opened: pools, mapped: arenas } = sums;
    const made = { objects, blockSize, pools, arenas, pages };
    this.#host.announce({ type: 'crowd-made', name, className, ...made });
  }

  /** Keeps the items that `isKept` says, by index; the others die, the last of them first. */
  shrinkCrowd(name: string, isKept: (index: number) => boolean): void {
    const crowd = this.#crowds.get(name);
    if (!crowd || crowd.offsets.length === 0) return;
    const { offsets } = crowd;
    const { heap } = this.#open();
    const sums = this.#counted(() => {
      for (let index = offsets.length - 1; index >= 0; index--)
        if (!isKept(index)) heap.free(asPointer(offsets[index] ?? 0));
    });
    crowd.offsets = offsets.filter((_, index) => isKept(index));
    const left = crowd.offsets.length;
    this.#host.announce({
      type: 'crowd-shrunk',
      name,
      dead: offsets.length - left,
      left,
      poolsClosed: sums.closed,
      arenasUnmapped: sums.unmapped,
      arenas: this.#heap.arenaCounts().allocatedNow,
      pools: [...this.#heap.pools()].length,
    });
  }

  /** Of the arenas mapped for a crowd, the tenths that are mapped now. */
  arenaTenths(name: string): number {
    const { before = 0, peak = 0 } = this.#crowds.get(name) ?? {};
    const { allocatedNow } = this.#heap.arenaCounts();
    return Math.round((10 * (allocatedNow - before)) / Math.max(1, peak - before));
  }

  get arenaCount(): number {
    return this.#heap.arenaCounts().allocatedNow;
  }

  rows(): PoolState {
    if (!this.#opened) return NONE;
    const pools: PoolRow[] = [];
    const blocks: BlockRow[] = [];
    for (const report of this.#heap.pools()) {
      const row = this.#poolRow(report);
      pools.push(row);
      blocks.push(...this.#blockRows(report, row));
    }
    return { arenas: this.#arenaRows(), pools, blocks, crowds: this.#crowdRows() };
  }

  #arenaRows(): readonly ArenaRow[] {
    return this.#heap
      .arenas()
      .map(({ start: offset, size, pools, freePools }) => {
        const start = this.#memory.addressOf(offset);
        const key = `arena:0x${start.toString(16)}`;
        return { key, order: start, start, end: start + size, pools, freePools };
      })
      .sort((a, b) => a.order - b.order);
  }

  #poolRow({ start: offset, size, arena, blockSize, blocks, used }: PoolReport): PoolRow {
    const start = this.#memory.addressOf(offset);
    const key = `pool:0x${start.toString(16)}`;
    const arenaKey = `arena:0x${this.#memory.addressOf(arena).toString(16)}`;
    return {
      key,
      order: start,
      start,
      end: start + size,
      arena: arenaKey,
      blockSize,
      blocks,
      used,
    };
  }

  /** The blocks of single objects, and the next free ones beside them. */
  #blockRows({ start: offset, blockSize }: PoolReport, pool: PoolRow): readonly BlockRow[] {
    const made = (start: number, turn: number | null): BlockRow => ({
      key: this.keyOf(start),
      order: start,
      start,
      end: start + blockSize,
      pool: pool.key,
      turn,
    });
    const used = [...this.#single].filter((start) => start >= pool.start && start < pool.end);
    if (used.length === 0) return [];
    const next = [...this.#heap.freeBlocks(offset)].slice(0, MOST_FREE_TOLD);
    return [
      ...used.map((start) => made(start, null)),
      ...next.map((block, turn) => made(this.#memory.addressOf(block), turn + 1)),
    ].sort((a, b) => a.order - b.order);
  }

  #crowdRows(): readonly CrowdRow[] {
    return [...this.#crowds].map(([name, { className, order, offsets }]) => ({
      key: `crowd:${name}`,
      order,
      name,
      className,
      objects: offsets.length,
    }));
  }

  /** A block taken has written the pool's header, and the link of the block that waits next. */
  #touch(offset: Pointer): void {
    const size = this.#heap.usableSize(offset);
    const { poolBytes } = this.#geometry;
    const pool = offset - (offset % poolBytes);
    this.#touchRange(pool, pool + 1);
    this.#touchRange(offset, Math.min(offset + size + 8, pool + poolBytes));
  }

  #touchRange(from: number, to: number): number {
    const start = this.#memory.addressOf(from);
    return this.#host.pages().touch(start, start + to - from);
  }

  #counted(work: () => void): { opened: number; closed: number; mapped: number; unmapped: number } {
    const sums = { opened: 0, closed: 0, mapped: 0, unmapped: 0 };
    this.#sums = sums;
    this.#host.pages().quietly(work);
    this.#sums = null;
    return sums;
  }

  #hear(event: AllocatorEvent): void {
    const sums = this.#sums;
    if (!sums) this.#tell(event);
    else if (event.type === 'page-opened') sums.opened++;
    else if (event.type === 'page-closed') sums.closed++;
    else if (event.type === 'mapped') sums.mapped++;
    else if (event.type === 'unmapped') sums.unmapped++;
  }

  #tell(event: AllocatorEvent): void {
    const at = (offset: number): number => this.#memory.addressOf(offset);
    switch (event.type) {
      case 'mapped': {
        const start = at(event.start);
        const pools = this.#heap.arenas().find((each) => each.start === event.start)?.pools ?? 0;
        this.#host.announce({ type: 'arena-mapped', start, size: event.size, pools });
        return;
      }
      case 'unmapped':
        this.#host.announce({ type: 'arena-unmapped', start: at(event.start), size: event.size });
        return;
      default:
        this.#tellBlock(event, at);
    }
  }

  #tellBlock(event: AllocatorEvent, at: (offset: number) => number): void {
    if (event.type === 'page-opened') {
      const { size, blockSize } = event;
      const blocks = Math.floor((size - 48) / blockSize);
      const start = at(event.page);
      this.#host.announce({ type: 'pool-opened', start, size, blockSize, blocks });
    } else if (event.type === 'page-closed') {
      const { size, blockSize } = event;
      this.#host.announce({ type: 'pool-closed', start: at(event.page), size, blockSize });
    } else if (event.type === 'allocated') {
      const { size, requested } = event;
      this.#host.announce({ type: 'block-taken', start: at(event.pointer), requested, size });
    } else if (event.type === 'freed') {
      this.#host.announce({ type: 'block-freed', start: at(event.pointer), size: event.size });
    }
  }
}
