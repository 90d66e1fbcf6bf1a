/**
 * The mappings of a process in ascending order, disjoint.
 *
 * A sorted array: a search is logarithmic, a change moves the tail, which for the few hundred entries of
 * a real process is faster than any tree.
 */
import type { Address } from './address.ts';
import { canMerge, joined, type Mapping, sharesAnonVma, slice } from './mapping.ts';

/** What an insertion or a change did to the entries around it. */
export interface Placed {
  readonly mapping: Mapping;
  /** How many neighbours it absorbed or was absorbed by. */
  readonly merged: number;
}

export class MappingList {
  readonly #entries: Mapping[] = [];
  #searched: { readonly length: number; readonly at: number } | null = null;

  get length(): number {
    return this.#entries.length;
  }

  at(index: number): Mapping | undefined {
    return this.#entries[index];
  }

  [Symbol.iterator](): Iterator<Mapping> {
    return this.#entries[Symbol.iterator]();
  }

  /** Index of the first mapping that ends above `address`: the one it lies in, or else the next one up. */
  indexAbove(address: number): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = this.#entries[middle];
      if (entry && entry.end <= address) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The first mapping that ends above `address`. */
  above(address: number): Mapping | undefined {
    return this.#entries[this.indexAbove(address)];
  }

  /** The last mapping that ends at or below `address`. */
  below(address: number): Mapping | undefined {
    return this.#entries[this.indexAbove(address) - 1];
  }

  /** The mapping an address lies in. */
  holding(address: number): Mapping | undefined {
    const entry = this.above(address);
    return entry && entry.start <= address ? entry : undefined;
  }

  replace(index: number, ...entries: Mapping[]): void {
    this.#entries.splice(index, 1, ...entries);
  }

  /**
   * Where a search for a hole of that length may begin: an earlier one has shown that there is none before.
   *
   * Without it, a process that maps one page after the other would look at every entry each time.
   */
  searchStart(length: number, otherwise: number): number {
    return this.#searched && this.#searched.length <= length ? this.#searched.at : otherwise;
  }

  /** Notes that all holes a search passed before it came to `at` are smaller than `length`. */
  noteSearch(length: number, at: number): void {
    if (this.#searched === null || length <= this.#searched.length) this.#searched = { length, at };
  }

  /** Takes the entries from one index up to another out. */
  remove(from: number, to: number): readonly Mapping[] {
    this.#searched = null;
    return this.#entries.splice(from, to - from);
  }

  /** Cuts the entry at `index` in two. */
  split(index: number, at: Address): void {
    const entry = this.#entries[index];
    if (entry) this.replace(index, slice(entry, entry.start, at), slice(entry, at, entry.end));
  }

  /** Adds a mapping to a hole, joining it with its neighbours where the kernel would. */
  insert(mapping: Mapping, options: { readonly onlyLeft?: boolean } = {}): Placed {
    const index = this.indexAbove(mapping.start);
    this.#entries.splice(index, 0, mapping);
    return this.settle(index, { left: true, right: !options.onlyLeft });
  }

  /** Adds a mapping that stays an entry of its own. */
  insertApart(mapping: Mapping): void {
    this.#entries.splice(this.indexAbove(mapping.start), 0, mapping);
  }

  /**
   * Joins the entry at `index` with the neighbours named, where they may merge.
   *
   * Both join only if the outer two agree about written pages: each may agree with an untouched entry
   * between them without agreeing with the other. The left one then wins.
   */
  settle(index: number, sides: { readonly left: boolean; readonly right: boolean }): Placed {
    const middle = this.#entries[index];
    if (!middle) throw new RangeError(`no entry ${index} of ${this.length}`);
    const left = sides.left ? this.#entries[index - 1] : undefined;
    const right = sides.right ? this.#entries[index + 1] : undefined;
    const takesLeft = left !== undefined && canMerge(left, middle);
    const takesRight =
      right !== undefined && canMerge(middle, right) && (!takesLeft || sharesAnonVma(left, right));
    let mapping = middle;
    if (takesLeft) mapping = joined(left, mapping);
    if (takesRight) mapping = joined(mapping, right);
    const merged = (takesLeft ? 1 : 0) + (takesRight ? 1 : 0);
    if (merged > 0) this.#entries.splice(takesLeft ? index - 1 : index, merged + 1, mapping);
    return { mapping, merged };
  }
}
