/**
 * The two-level map from a size to its list. The first level is the power of two, the second divides
 * it into 32; below 64 granules every size has a list of its own.
 */

/** Lists of one row. */
const ROW_LISTS = 32;
const ROW_SHIFT = 5;
/** Row 0 holds 0 to 31 granules, row r the sizes from 2^(r+4) granules: 2²⁹ granules are 4 GiB. */
const ROWS = 26;

export const LIST_COUNT: number = ROWS * ROW_LISTS;
/** Below this many granules a list holds one size only. */
export const EXACT_GRANULES = 64;

/** The list of chunks of `granules`. */
export function listOf(granules: number): number {
  if (granules < EXACT_GRANULES) return granules;
  const power = 31 - Math.clz32(granules);
  return ((power - ROW_SHIFT) << ROW_SHIFT) + (granules >>> (power - ROW_SHIFT));
}

/** Which lists have chunks: one bit for each list, one for each row. */
export class ListMap {
  rows = 0;
  readonly lists: Int32Array = new Int32Array(ROWS);

  set(list: number): void {
    const row = list >>> ROW_SHIFT;
    this.lists[row] = (this.lists[row] as number) | (1 << list);
    this.rows |= 1 << row;
  }

  clear(list: number): void {
    const row = list >>> ROW_SHIFT;
    const left = (this.lists[row] as number) & ~(1 << list);
    this.lists[row] = left;
    if (left === 0) this.rows &= ~(1 << row);
  }

  has(list: number): boolean {
    return (((this.lists[list >>> ROW_SHIFT] as number) >>> list) & 1) !== 0;
  }

  /** The first list from `list` on that has a chunk; −1 when none has. */
  from(list: number): number {
    let row = list >>> ROW_SHIFT;
    let bits = (this.lists[row] as number) & (-1 << list);
    if (bits === 0) {
      // Two shifts, since a shift by 32 is a shift by 0.
      const rows = this.rows & ((-1 << row) << 1);
      if (rows === 0) return -1;
      row = 31 - Math.clz32(rows & -rows);
      bits = this.lists[row] as number;
    }
    return (row << ROW_SHIFT) + 31 - Math.clz32(bits & -bits);
  }
}
