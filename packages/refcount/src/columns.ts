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
 * A dead row has type 0 and count 0. It keeps its cells and waits, with others of the same size
 * class, for the next object that needs as many.
 */

import { SlotCells } from './slots.ts';

/** The lowest id an object can have; smaller ones are kept for a collector's list heads. */
export const FIRST_OBJECT = 16;

/** Bits of {@link Columns.flags}. */
export const FINALIZED = 1;
export const WEAKLY_REFERRED = 2;

/** Counts from here up belong to immortal objects. */
export const IMMORTAL = 0x4000_0000;

export class Columns {
  refcounts: Int32Array;
  types: Uint16Array;
  flags: Uint8Array;
  /** Where an object's named slots begin in the cells. */
  starts: Int32Array;
  readonly slots: SlotCells;
  /** The first row never used. */
  top: number = FIRST_OBJECT;
  /** Dead rows by size class of their cells, linked through their first cell. */
  readonly #dead: Int32Array = new Int32Array(64);

  constructor(capacity: number) {
    const rows = Math.max(capacity, 16) + FIRST_OBJECT;
    this.refcounts = new Int32Array(rows);
    this.types = new Uint16Array(rows);
    this.flags = new Uint8Array(rows);
    this.starts = new Int32Array(rows);
    this.slots = new SlotCells(Math.max(capacity, 16) * 2);
  }

  /** A row with the zeroed cells of a size class; `starts` is their first. */
  take(size: number): number {
    const row = this.#dead[size] as number;
    if (row === 0) return this.#fresh(size);
    const start = this.starts[row] as number;
    const slots = this.slots.cells;
    this.#dead[size] = slots[start] as number;
    slots[start] = 0;
    return row;
  }

  #fresh(size: number): number {
    if (this.top === this.refcounts.length) this.#grow();
    const row = this.top++;
    this.starts[row] = this.slots.take(size);
    return row;
  }

  /** Gives a row back; `block` is the first of its cells, all zero now, of size class `size`. */
  give(row: number, block: number, size: number): void {
    this.types[row] = 0;
    this.starts[row] = block;
    this.slots.cells[block] = this.#dead[size] as number;
    this.#dead[size] = row;
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
  }

  /** Bytes of all columns, cells included. */
  get bytes(): number {
    return this.refcounts.length * 11 + this.slots.cells.byteLength;
  }
}
