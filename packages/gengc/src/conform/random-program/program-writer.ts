/** A program while it is written: its operations, the ids handed out, and where chance decides. */
import type { ProgramOp } from '@memstrata/refcount/conform';
import { Random } from './random.ts';

interface Bounds {
  readonly roots: number;
  readonly ids: number;
  readonly finalizers: number;
}

/** Finalizers do nothing more often than they do something. */
const ACTS = [0, 0, 0, 1, 1, 2, 3, 4, 5] as const;

export class ProgramWriter {
  readonly random: Random;
  readonly ops: ProgramOp[] = [];
  ids = 0;
  readonly #bounds: Bounds;

  constructor(seed: number, bounds: Bounds) {
    this.random = new Random(seed);
    this.#bounds = bounds;
  }

  add(...op: ProgramOp): void {
    this.ops.push(op);
  }

  root(): number {
    return this.random.below(this.#bounds.roots);
  }

  /** The root so many places behind, round the end. */
  behind(root: number, places: number): number {
    return (root + places) % this.#bounds.roots;
  }

  slot(): number {
    return this.random.below(4);
  }

  /** Room for so many more objects? */
  hasIds(count: number): boolean {
    return this.ids + count <= this.#bounds.ids;
  }

  /** The first of so many ids, used from now on. */
  take(count = 1): number {
    const id = this.ids;
    this.ids += count;
    return id;
  }

  /** An object in a root, now and then one with a finalizer. */
  create(root: number): void {
    const { random } = this;
    const isFinalized = random.once(this.#bounds.finalizers);
    const act = isFinalized ? random.pick(...ACTS) : 0;
    const operand = act === 0 ? 0 : act === 3 ? this.slot() : this.root();
    this.add('new', root, this.take(), isFinalized ? 'f' : 'o', act, operand);
  }
}
