/** Logs name blocks by address, and addresses come again; operations name each block by an id of its own. */
import { TraceFormatError, type TraceOperation } from './operation.ts';

/** An address as the log writes it; null is written `(nil)`, `nil`, `NULL`, `0` or `0x0`. */
export const isNull = (address: string): boolean => /^(?:\(?nil\)?|NULL|(?:0x)?0+)$/i.test(address);

/** An operation that allocates, before it has an id. */
export type Birth =
  | { readonly op: 'malloc'; readonly size: number }
  | { readonly op: 'calloc'; readonly count: number; readonly size: number }
  | { readonly op: 'memalign'; readonly alignment: number; readonly size: number };

/** A block between the two halves of its realloc. */
export interface Leaving {
  readonly address: string;
  readonly id: number | undefined;
}

/**
 * The blocks that live in a log. A log begins in the middle of a program's life: blocks allocated before
 * it began are unknown, and so are those of calls that were not logged; to free one is no operation here.
 */
export class LiveAddresses {
  readonly #ids: Map<string, number> = new Map();
  #next = 0;

  /** A block is born at an address; nothing when the call failed. @throws TraceFormatError when one lives there */
  born(line: number, address: string, birth: Birth): TraceOperation | null {
    if (isNull(address)) return null;
    const id = this.#next++;
    this.#take(line, address, id);
    return { ...birth, id };
  }

  /** The block at an address dies. */
  freed(address: string): TraceOperation | null {
    const id = this.#ids.get(address);
    this.#ids.delete(address);
    return id === undefined ? null : { op: 'free', id };
  }

  /** `realloc`: of null it is malloc, to 0 that answers null it is free; of an unknown block, malloc. */
  moved(line: number, from: string, to: string, size: number): TraceOperation | null {
    return this.arrived(line, this.leaving(from), to, size);
  }

  /** A realloc of the block at an address began: another thread may be given its place before it ends. */
  leaving(address: string): Leaving {
    const id = this.#ids.get(address);
    this.#ids.delete(address);
    return { address, id };
  }

  /** That realloc ended with a block at `to`. */
  arrived(line: number, { address, id }: Leaving, to: string, size: number): TraceOperation | null {
    if (isNull(to)) {
      if (id === undefined) return null;
      if (size === 0) return { op: 'free', id };
      this.#take(line, address, id);
      return null;
    }
    if (id === undefined) return this.born(line, to, { op: 'malloc', size });
    this.#take(line, to, id);
    return { op: 'realloc', id, size };
  }

  #take(line: number, address: string, id: number): void {
    if (this.#ids.has(address))
      throw new TraceFormatError(
        line,
        'an address where no block lives (log every call that allocates or frees, as ltrace -x does)',
        address,
      );
    this.#ids.set(address, id);
  }
}
