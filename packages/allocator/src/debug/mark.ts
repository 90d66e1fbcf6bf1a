/**
 * Leak classes by marking from the roots, word by word: what looks like an address is taken for one.
 *
 * Source: valgrind 3.19, memcheck/mc_leakcheck.c, `lc_scan_memory`, `lc_push_without_clique_if_a_chunk_ptr`,
 * `lc_push_with_clique_if_a_chunk_ptr`, `do_detect_memory_leaks`; without its heuristics for C++.
 */
import type { Bytes } from '../allocator.ts';

/** A block in use: where its payload starts, and how many bytes were asked for. */
export interface Extent {
  readonly pointer: number;
  readonly size: Bytes;
}

/**
 * Memcheck's four classes.
 *
 * - `definitely lost`: nothing leads to it, or only a ring it belongs to and leads
 * - `indirectly lost`: only lost blocks lead to it
 * - `possibly lost`: led to, but somewhere on the way only by a pointer into the middle of a block
 * - `still reachable`: led to by pointers to the start of each block on the way
 */
export type LeakKind = 'definitely lost' | 'indirectly lost' | 'possibly lost' | 'still reachable';

/** A pointer as the program holds it, or a stretch of the linear memory whose words it holds. */
export type LeakRoot = number | { readonly start: number; readonly end: number };

/** How pointers stand in memory. */
export interface LeakOptions {
  /** Bytes of a pointer; only words at multiples of it are looked at. @defaultValue 4 */
  readonly wordBytes?: 4 | 8;
  /** The offset in the linear memory that a stored pointer stands for. @defaultValue the pointer itself */
  readonly offsetOf?: (pointer: number) => number;
  /**
   * Whether the word at an offset counts: memcheck passes over one that the program has not written.
   * @defaultValue each does
   */
  readonly isWritten?: (at: number) => boolean;
}

/** A block and its class; a lost block carries the bytes that are lost only because it is. */
export interface Marked<B extends Extent = Extent> {
  readonly block: B;
  kind: LeakKind;
  indirectBytes: Bytes;
}

/**
 * The class of each block, in the order of addresses: memcheck's rules for whoever keeps the books himself.
 *
 * @param blocks - in use, at offsets of `view`.
 * @param roots - pointers as the program holds them, or stretches of `view`.
 * Cost: the words of all blocks, each with a bisection.
 *
 * @example
 * ```ts
 * import { classifyBlocks } from '@memstrata/allocator/debug';
 *
 * const view = new DataView(new ArrayBuffer(128));
 * view.setUint32(16, 64, true); // the first block leads to the second
 * const blocks = [{ pointer: 16, size: 24 }, { pointer: 64, size: 40 }];
 * console.log(classifyBlocks(blocks, [], view).map(({ kind }) => kind).join(', ')); // → definitely lost, indirectly lost
 * ```
 */
export function classifyBlocks<B extends Extent>(
  blocks: readonly B[],
  roots: Iterable<LeakRoot>,
  view: DataView,
  options: LeakOptions = {},
): readonly Marked<B>[] {
  const marks = new Marker(blocks, view, options);
  marks.fromRoots(roots);
  marks.cliques();
  return marks.marked;
}

class Marker<B extends Extent> {
  readonly marked: readonly Marked<B>[];
  readonly #view: DataView;
  readonly #wordBytes: 4 | 8;
  readonly #offsetOf: (pointer: number) => number;
  readonly #isWritten: (at: number) => boolean;
  /** Blocks marked but not looked through. */
  readonly #pending: number[] = [];

  constructor(blocks: readonly B[], view: DataView, options: LeakOptions) {
    const { wordBytes = 4, offsetOf = (pointer) => pointer, isWritten = () => true } = options;
    this.marked = blocks
      .toSorted((a, b) => a.pointer - b.pointer)
      .map((block) => ({ block, kind: 'definitely lost', indirectBytes: 0 }));
    this.#view = view;
    this.#wordBytes = wordBytes;
    this.#offsetOf = offsetOf;
    this.#isWritten = isWritten;
  }

  /** Postcondition: what the roots lead to is reachable, or possibly lost. */
  fromRoots(roots: Iterable<LeakRoot>): void {
    for (const root of roots) {
      const held =
        typeof root === 'number' ? [this.#offsetOf(root)] : this.#words(root.start, root.end);
      for (const pointer of held) this.#reach(pointer, true);
      for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) {
        const { block, kind } = this.marked[next] as Marked<B>;
        for (const pointer of this.#words(block.pointer, block.pointer + block.size))
          this.#reach(pointer, kind === 'still reachable');
      }
    }
  }

  /** Postcondition: of the rest, what another lost block leads to is indirectly lost, counted there. */
  cliques(): void {
    for (const [index, leader] of this.marked.entries()) {
      if (leader.kind !== 'definitely lost') continue;
      this.#pending.push(index);
      for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) {
        const { block } = this.marked[next] as Marked<B>;
        for (const pointer of this.#words(block.pointer, block.pointer + block.size))
          this.#follow(pointer, leader);
      }
    }
  }

  /** Reached for certain only by a pointer to the start, from what is reached for certain. */
  #reach(pointer: number, certain: boolean): void {
    const index = this.#blockAt(pointer);
    const marked = this.marked[index];
    if (!marked) return;
    if (certain && pointer === marked.block.pointer) {
      if (marked.kind === 'still reachable') return;
      marked.kind = 'still reachable';
    } else if (marked.kind === 'definitely lost') marked.kind = 'possibly lost';
    else return;
    this.#pending.push(index);
  }

  /** A lost block that led a clique of its own joins this one with all it counted. */
  #follow(pointer: number, leader: Marked<B>): void {
    const index = this.#blockAt(pointer);
    const marked = this.marked[index];
    if (!marked || marked === leader || marked.kind !== 'definitely lost') return;
    marked.kind = 'indirectly lost';
    leader.indirectBytes += marked.block.size + marked.indirectBytes;
    marked.indirectBytes = 0;
    this.#pending.push(index);
  }

  /** The offsets that the whole words of a stretch stand for. */
  *#words(start: number, end: number): Generator<number> {
    const step = this.#wordBytes;
    const last = Math.min(end, this.#view.byteLength) - step;
    for (let at = Math.ceil(start / step) * step; at <= last; at += step) {
      if (!this.#isWritten(at)) continue;
      const low = this.#view.getUint32(at, true);
      const high = step === 8 ? this.#view.getUint32(at + 4, true) : 0;
      yield this.#offsetOf(high * 2 ** 32 + low);
    }
  }

  /** The index of the block that holds an address, by bisection; −1 for none. An empty block holds its start. */
  #blockAt(address: number): number {
    let [low, high] = [0, this.marked.length - 1];
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const { pointer, size } = (this.marked[middle] as Marked<B>).block;
      if (address < pointer) high = middle - 1;
      else if (address >= pointer + Math.max(1, size)) low = middle + 1;
      else return middle;
    }
    return -1;
  }
}
