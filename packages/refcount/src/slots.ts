/**
 * The cells in which objects keep their references: one array for all, cut into blocks.
 *
 * A block has one of the sizes 1 … 32, 64, 128, … cells (its size class). Blocks without an owner
 * are linked through their first cell; every other cell outside an object is zero.
 *
 * ```text
 *   instance      [slot 0][slot 1]…                           starts → slot 0
 *   with items    [length][size class][slot 0]…[item 0]…      starts → slot 0, or item 0
 * ```
 */

/** Cells in front of the slots of an object with items: its length and its block's size class. */
export const HEADER = 2;

/** The size class whose blocks have at least `cells` cells. */
export function classFor(cells: number): number {
  if (cells <= 32) return cells === 0 ? 1 : cells;
  return 27 + 32 - Math.clz32(cells - 1);
}

/** The cells of a block of this class. */
function cellsOf(size: number): number {
  return size <= 32 ? size : 2 ** (size - 27);
}

export class SlotCells {
  cells: Int32Array;
  #top = 1;
  readonly #unowned: Int32Array = new Int32Array(64);

  constructor(capacity: number) {
    this.cells = new Int32Array(capacity + 1);
  }

  /** A block of zeros of this class; constant time, amortised over growth. */
  take(size: number): number {
    const block = this.#unowned[size] as number;
    if (block !== 0) {
      this.#unowned[size] = this.cells[block] as number;
      this.cells[block] = 0;
      return block;
    }
    const start = this.#top;
    const end = start + cellsOf(size);
    if (end > this.cells.length) this.#grow(end);
    this.#top = end;
    // Zero already; written so that the system hands out the page now, not during a collection.
    this.cells[start] = 0;
    return start;
  }

  /** Gives a block of zeros back. */
  give(block: number, size: number): void {
    this.cells[block] = this.#unowned[size] as number;
    this.#unowned[size] = block;
  }

  #grow(needed: number): void {
    const cells = new Int32Array(Math.max(needed, Math.ceil(this.cells.length * 1.5)));
    cells.set(this.cells);
    this.cells = cells;
  }
}
