/** The rows of a heap, as the passes of a collector over all its objects read them. */
import type { Columns } from './columns.ts';
import { HAS_ITEMS, VISITS_BACKWARD } from './type-bits.ts';
import type { TypeTable } from './type-table.ts';

/**
 * Typed arrays with one element an object, so that a pass need not call the heap for each. They
 * are the heap's own: to be read, and only until the heap creates another object.
 */
export interface Rows {
  /** Counts; that of an immortal object is negative. */
  readonly refcounts: Int32Array;
  /** A number for each object's type. */
  readonly types: Uint16Array;
  /** Where an object's references begin in `cells`. */
  readonly starts: Int32Array;
  readonly cells: Int32Array;
  /** For each type how many cells its objects show, in visiting order; −1: `visit` must be asked. */
  readonly shown: Int32Array;
  /**
   * For every 64 rows, from row 0 on: how many cells each shows, if all show as many and their cells
   * follow each other; else 0. Dead rows among them show zeros.
   */
  readonly regular: Uint8Array;
}

export function rowsOf(columns: Columns, types: TypeTable): Rows {
  const { refcounts, types: typeNumbers, starts, slots, regular } = columns;
  const shown = new Int32Array(types.types.length);
  for (let type = 0; type < shown.length; type++)
    shown[type] =
      ((types.flags[type] as number) & (HAS_ITEMS | VISITS_BACKWARD)) === 0
        ? (types.slots[type] as number)
        : -1;
  return {
    refcounts,
    types: typeNumbers,
    starts,
    cells: slots.cells,
    shown,
    regular,
  };
}
