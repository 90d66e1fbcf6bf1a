const PAGE = 4096;

/** The pages of a process that a store has given memory. */
export class TouchedPages {
  readonly #pages = new Set<number>();

  get size(): number {
    return this.#pages.size;
  }

  add(page: number): void {
    this.#pages.add(page);
  }

  /** The page that holds the address has memory now. */
  touch(at: number): void {
    this.add(at - (at % PAGE));
  }

  has(at: number): boolean {
    return this.#pages.has(at - (at % PAGE));
  }

  /** What was mapped here is gone, with its memory. */
  drop(start: number, end: number): void {
    for (const page of this.#pages) if (page >= start && page < end) this.#pages.delete(page);
  }

  /** How many pages that `[start, end)` reaches have memory. */
  countIn(start: number, end: number): number {
    let count = 0;
    for (const page of this.#pages) if (page < end && page + PAGE > start) count++;
    return count;
  }
}
