/**
 * The objects of a heap as columns: one typed array for each property, one row an object.
 *
 * ```text
 *   row (ObjectId)   refcounts   types    flags   starts ──► cells (see slots.ts)
 *   0                nothing: the reference to no object
 *   1 … 15           list heads of a collector, never objects
 *   16 …             objects; 11 bytes each beside their cells
 * ```
 *
 * A dead row has type 0. It keeps its cells and waits, with others of the same size class, for the
 * next object that needs as many.
 */

import { SlotCells } from './slots.ts';
import { NO_LEAF } from './type-bits.ts';

/** The lowest id an object can have; smaller ones are kept for a collector's list heads. */
export const FIRST_OBJECT = 16;

/** Rows of one page of {@link Columns.regular}, as a power of two. */
const PAGE_SHIFT = 6;
const PAGE = 64;

/** Bits of {@link Columns.flags}. */
export const FINALIZED = 1;
export const WEAKLY_REFERRED = 2;

/**
 * The count of an immortal object. Any negative count is one, so that a single comparison with 0
 * tells the counts that move from all others; one that overflows becomes immortal, as in CPython.
 */
export const IMMORTAL = -0x8000_0000;

/**
 * Declared, not defined: the constructor's assignment is then the first and, until the columns grow,
 * the only one, and an engine may treat a heap's columns as constants. For the same reason what the paths of
 * birth and death use is `private` and not `#`: bytecode for a private name is longer, and an engine inlines by length.
 */
export class Columns {
  declare refcounts: Int32Array;
  /** Numbers of types (`TypeTable`); even for a leaf. 0: nothing is alive here. */
  declare types: Uint16Array;
  /** 0 for a leaf, and where nothing is alive. */
  declare flags: Uint8Array;
  /** Where an object's named slots begin in the cells. */
  declare starts: Int32Array;
  /**
   * For each page of 64 rows the cells of one row, 2 to 32, if all its rows have as many, one after
   * the other, and none was ever visited otherwise than slot by slot; else 0.
   */
  declare regular: Uint8Array;
  declare readonly slots: SlotCells;
  /** The first row never used. */
  top: number = FIRST_OBJECT;
  /** Dead rows by size class of their cells, each linked to the next by its count, negated. */
  readonly dead: Int32Array = new Int32Array(64);

  constructor(capacity: number) {
    const rows = Math.max(capacity, 16) + FIRST_OBJECT;
    this.refcounts = new Int32Array(rows);
    this.types = new Uint16Array(rows);
    this.flags = new Uint8Array(rows);
    this.starts = new Int32Array(rows);
    this.regular = new Uint8Array(pagesOf(rows));
    this.slots = new SlotCells(Math.max(capacity, 16) * 2);
  }

  /** A row of this type with count 1 and the zeroed cells of a size class; `starts` is their first. */
  take(type: number, size: number): number {
    const { dead } = this;
    if (dead[size] === 0) this.extend(size);
    const row = dead[size] as number;
    const { refcounts } = this;
    dead[size] = 0 - (refcounts[row] as number);
    refcounts[row] = 1;
    this.types[row] = type;
    return row;
  }

  /**
   * Rows never used wait with the dead: one, or a whole page behind a page that has this size only,
   * so that many of one size cost a step of this kind for 64 of them.
   */
  private extend(size: number): void {
    const first = this.top;
    const follows = first % PAGE === 0 && this.regular[(first >> PAGE_SHIFT) - 1] === size;
    const end = follows ? Math.min(first + PAGE, this.refcounts.length) : first;
    do this.#append(size);
    while (this.top < end);
    for (let row = first; row < this.top - 1; row++) this.refcounts[row] = 0 - (row + 1);
    this.dead[size] = first;
  }

  #append(size: number): void {
    if (this.top === this.refcounts.length) this.#grow();
    const row = this.top++;
    const start = this.slots.take(size);
    this.starts[row] = start;
    const begins = row % PAGE === 0 || row === FIRST_OBJECT;
    if (begins) this.regular[row >> PAGE_SHIFT] = size > 1 && size <= 32 ? size : 0;
    else if (start !== (this.starts[row - 1] as number) + size) this.disorder(row);
    else if (this.regular[row >> PAGE_SHIFT] !== size) this.disorder(row);
  }

  /** The page of a row that is visited in a way of its own is not regular any more. */
  disorder(row: number): void {
    this.regular[row >> PAGE_SHIFT] = 0;
  }

  /** An object that holds something or is referred to weakly is a leaf no longer. */
  branch(row: number): void {
    this.types[row] = (this.types[row] as number) | NO_LEAF;
  }

  /** Gives a row back whose flags are 0, and whose cells, of size class `size`, are all zero and begin at its start. */
  give(row: number, size: number): void {
    this.types[row] = 0;
    this.refcounts[row] = 0 - (this.dead[size] as number);
    this.dead[size] = row;
  }

  /** One column after the other, so that growth needs room for one old column only. */
  #grow(): void {
    const rows = Math.ceil(this.top * 1.5);
    const refcounts = new Int32Array(rows);
    refcounts.set(this.refcounts);
    this.refcounts = refcounts;
    const types = new Uint16Array(rows);
    types.set(this.types);
    this.types = types;
    const flags = new Uint8Array(rows);
    flags.set(this.flags);
    this.flags = flags;
    const starts = new Int32Array(rows);
    starts.set(this.starts);
    this.starts = starts;
    const regular = new Uint8Array(pagesOf(rows));
    regular.set(this.regular);
    this.regular = regular;
  }

  /** Bytes of all columns, cells included. */
  get bytes(): number {
    return this.refcounts.length * 11 + this.slots.cells.byteLength;
  }
}

const pagesOf = (rows: number): number => (rows >> PAGE_SHIFT) + 1;
