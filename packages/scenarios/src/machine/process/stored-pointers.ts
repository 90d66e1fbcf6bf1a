/** Pointers that lead to what lay there when they were stored, in variables and in places without a name of their own. */
import type { Names } from '../names.ts';
import type { NameRow } from '../state.ts';

/** A place where the program has put an address through a pointer. */
interface Place {
  readonly name: string;
  readonly pointer: number | null;
}

/** What the program has stored through its pointers, and which of its pointers are out of date. */
export class StoredPointers {
  readonly #names: Names;
  readonly #places: Map<number, Place> = new Map();
  readonly #addresses: Map<string, number> = new Map();
  /** Pointers into a block that was freed since, to its start or further in. */
  readonly #stale: WeakSet<Place | NameRow> = new WeakSet();

  constructor(names: Names) {
    this.#names = names;
  }

  /** A place holds an address: it leads there as a variable does, until its own block is freed. */
  keep(written: string, address: number, pointer: number | null): void {
    this.#forget(address);
    // The same words may have led elsewhere before, where an address still stands.
    const isTaken = this.#addresses.has(written);
    const name = isTaken ? `${written} at 0x${address.toString(16)}` : written;
    this.#places.set(address, { name, pointer });
    this.#addresses.set(name, address);
    this.#names.bind(name, 'pointer', pointer);
  }

  /** A block is freed: the places in it are gone, and what leads into it leads to no later block there. */
  forgetBlock(from: number, to: number): void {
    const lies = (at: number | null): boolean => at !== null && at >= from && at < to;
    for (const [address, place] of this.#places)
      if (lies(address)) this.#forget(address);
      else if (lies(place.pointer)) this.#stale.add(place);
    for (const row of this.#names.rows())
      if (row.kind === 'pointer' && lies(row.value)) this.#stale.add(row);
  }

  /** Addresses that variables hold, those in arrays too. */
  *inVariables(): Generator<number> {
    for (const row of this.#names.rows()) {
      if (this.#addresses.has(row.name)) continue;
      for (const pointer of row.leads ?? [this.#current(row)]) if (pointer !== null) yield pointer;
    }
  }

  /** The places that hold an address. */
  *places(): Generator<number> {
    for (const [address, place] of this.#places)
      if (place.pointer !== null && !this.#stale.has(place)) yield address;
  }

  #forget(address: number): void {
    const place = this.#places.get(address);
    if (!place) return;
    this.#places.delete(address);
    this.#addresses.delete(place.name);
    this.#names.unbind(place.name);
  }

  #current(row: NameRow): number | null {
    return row.kind !== 'pointer' || row.dangling || this.#stale.has(row) ? null : row.value;
  }
}
