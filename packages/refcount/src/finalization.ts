import { FINALIZED } from './columns.ts';
import type { ObjectHeap } from './object-heap.ts';
import type { ObjectId } from './object-id.ts';
import { FINALIZES, FINALIZES_LEGACY } from './type-bits.ts';

/** The finalizers of a heap's objects, as a collector needs them. */
export class Finalization {
  readonly #heap: ObjectHeap;

  constructor(heap: ObjectHeap) {
    this.#heap = heap;
  }

  /** False while no type with a finalizer was used. */
  get needed(): boolean {
    return this.#heap.types.finalizes;
  }

  /** Has the object a finalizer that has not run? */
  isDue(object: ObjectId): boolean {
    const { columns, types } = this.#heap;
    const flags = types.flags[columns.types[object] as number] as number;
    return (flags & FINALIZES) !== 0 && ((columns.flags[object] as number) & FINALIZED) === 0;
  }

  /** Runs the finalizer and remembers that it ran. */
  finalize(object: ObjectId): void {
    const { columns } = this.#heap;
    columns.flags[object] = (columns.flags[object] as number) | FINALIZED;
    this.#heap.typeOf(object).finalize?.(this.#heap, object);
  }

  /** Has the object a `tp_del`? */
  hasLegacy(object: ObjectId): boolean {
    const { columns, types } = this.#heap;
    return ((types.flags[columns.types[object] as number] as number) & FINALIZES_LEGACY) !== 0;
  }
}
