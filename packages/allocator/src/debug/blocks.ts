/** The blocks the layer knows: those handed out, and those in quarantine, oldest first. */
import type { Bytes, Pointer } from '../allocator.ts';
import type { DebuggedBlock, Place } from './finding.ts';
import { type Site, siteText } from './site.ts';

/** A block and the stretch below it that holds its red zones too. */
export interface Block {
  /** What the caller has, … */
  readonly pointer: Pointer;
  readonly size: Bytes;
  /** … and what the allocator below handed out. */
  readonly outer: Pointer;
  readonly outerBytes: Bytes;
  readonly allocated: Site;
  freed: Site;
  isFree: boolean;
}

export const blockEnd = ({ pointer, size }: Block): number => pointer + size;

export class Blocks {
  readonly #known: Map<number, Block> = new Map();
  readonly #quarantine: Set<Block> = new Set();
  #quarantined: Bytes = 0;

  at(pointer: number): Block | undefined {
    return this.#known.get(pointer);
  }

  all(): Iterable<Block> {
    return this.#known.values();
  }

  add(block: Block): void {
    this.#known.set(block.pointer, block);
  }

  get quarantinedBytes(): Bytes {
    return this.#quarantined;
  }

  quarantine(block: Block): void {
    this.#quarantine.add(block);
    this.#quarantined += block.outerBytes;
  }

  /** The block that has waited longest. There must be one. */
  oldest(): Block {
    const [block] = this.#quarantine;
    return block as Block;
  }

  /** Takes a block out of the quarantine, and out of what is known. */
  forget(block: Block): void {
    this.#quarantine.delete(block);
    this.#quarantined -= block.outerBytes;
    this.#known.delete(block.pointer);
  }

  /**
   * The block an address is in or nearest to. A block in use comes before a freed one, then the nearer,
   * then the one behind (compiler-rt, lib/asan/asan_allocator.cpp, `ChooseChunk`). Cost: all blocks.
   */
  placeOf(address: number): Place | null {
    let left: Block | null = null;
    let right: Block | null = null;
    for (const block of this.#known.values()) {
      if (block.pointer <= address) left = left && left.pointer > block.pointer ? left : block;
      else right = right && right.pointer < block.pointer ? right : block;
    }
    const chosen = choose(left, right, address);
    return chosen && placeIn(chosen, address);
  }
}

const holds = (block: Block, address: number): boolean =>
  address >= block.pointer && address < block.pointer + Math.max(1, block.size);

function choose(left: Block | null, right: Block | null, address: number): Block | null {
  if (!left || !right || holds(left, address)) return left ?? right;
  if (left.isFree !== right.isFree) return left.isFree ? right : left;
  return address - blockEnd(left) < right.pointer - address ? left : right;
}

function placeIn(block: Block, address: number): Place {
  const facts = factsOf(block);
  if (address < block.pointer)
    return { block: facts, relation: 'before', offset: block.pointer - address };
  return address < blockEnd(block)
    ? { block: facts, relation: 'inside', offset: address - block.pointer }
    : { block: facts, relation: 'after', offset: address - blockEnd(block) };
}

const factsOf = ({ pointer, size, isFree, allocated, freed }: Block): DebuggedBlock => ({
  pointer,
  size,
  state: isFree ? 'freed' : 'allocated',
  allocatedAt: siteText(allocated),
  freedAt: siteText(freed),
});
