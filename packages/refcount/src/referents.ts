/**
 * The references of one object, as a window into an array of ids: `ids[start … end)`, 0 meaning no
 * reference. A heap points the window at its own storage when that has the right order, and copies
 * into the scratch array otherwise; either way the collector reads it with one plain loop.
 */
export class Referents {
  /** Where the ids stand. */
  ids: Int32Array;
  /** First id. */
  start = 0;
  /** Behind the last id. */
  end = 0;
  #scratch: Int32Array = new Int32Array(64);

  constructor() {
    this.ids = this.#scratch;
  }

  /** Shows cells of the heap's own; they must not move before the window is read. */
  show(cells: Int32Array, start: number, end: number): void {
    this.ids = cells;
    this.start = start;
    this.end = end;
  }

  /** Empties the window, to be filled with {@link add}. */
  begin(): void {
    this.ids = this.#scratch;
    this.start = 0;
    this.end = 0;
  }

  /** Appends one id, in visiting order; amortised constant. */
  add(id: number): void {
    if (this.end === this.#scratch.length) this.#grow();
    this.ids[this.end++] = id;
  }

  #grow(): void {
    const larger = new Int32Array(this.#scratch.length * 2);
    larger.set(this.#scratch);
    this.#scratch = larger;
    this.ids = larger;
  }
}
