import { cascade } from './cascade.ts';
import { disposeSymbol } from './dispose-symbols.ts';
import { NotUnique, UseAfterDispose } from './errors.ts';
import { watch } from './observer.ts';

/** What all handles to one value share: the value, what releases it, and how many strong handles hold it. */
interface ControlBlock<T> {
  value: T | undefined;
  release: (() => void) | undefined;
  strong: number;
}

/**
 * Makes the first handle to `value`, in constant time. When the last handle is disposed, `dispose` is called with it, once.
 *
 * @param dispose - gives back what the value holds. It may dispose other handles, whose errors are not
 * thrown inside it: the outermost `dispose()` throws every error, several as one `DisposeErrors`. @defaultValue nothing to do
 *
 * @example
 * ```ts
 * import { rc } from '@memstrata/refcount/rc';
 *
 * const first = rc({ port: 5432 }, ({ port }) => console.log(`closed ${port}`));
 * const second = first.clone();
 * first.dispose();
 * console.log(second.value.port, second.strong);
 * second.dispose();
 * // → 5432 1
 * // → closed 5432
 * ```
 */
export function rc<T>(value: T, dispose?: (value: T) => void): Rc<T> {
  return acquire({ value, release: dispose && (() => dispose(value)), strong: 0 });
}

/** Counts a new strong handle to the block. */
function acquire<T>(block: ControlBlock<T>): Rc<T> {
  block.strong++;
  return new Rc(block);
}

/**
 * One strong hold on a shared value. Every holder has a handle of its own (`clone()`), disposes it when
 * done, and cannot harm the others: disposing twice does nothing. Ready for `using`.
 */
export class Rc<T> {
  #block: ControlBlock<T> | undefined;

  /** @internal For a holder who has been counted. Use {@link rc}. */
  constructor(block: ControlBlock<T>) {
    this.#block = block;
    watch.observer?.acquired(this, block);
  }

  /** The value. @throws UseAfterDispose */
  get value(): T {
    return this.#held().value as T;
  }

  /** Strong handles to the value, this one included: from 1. @throws UseAfterDispose */
  get strong(): number {
    return this.#held().strong;
  }

  /** Whether this is the only strong handle. @throws UseAfterDispose */
  get unique(): boolean {
    return this.#held().strong === 1;
  }

  /** Whether this handle has been disposed; its value may live on in other handles. */
  get disposed(): boolean {
    return this.#block === undefined;
  }

  /** Another handle to the same value, to be disposed on its own; constant cost. @throws UseAfterDispose */
  clone(): Rc<T> {
    return acquire(this.#held());
  }

  /** A hold that does not keep the value and is not counted in `strong`. @throws UseAfterDispose */
  weak(): Weak<T> {
    return new Weak(this.#held());
  }

  /**
   * Takes the value out without calling its disposer; the caller owns it now and this handle is disposed.
   * Weak holds cannot be upgraded any more.
   * @throws NotUnique when other strong handles hold it, UseAfterDispose
   *
   * @example
   * ```ts
   * import { rc } from '@memstrata/refcount/rc';
   *
   * const handle = rc('file', (name) => console.log(`closed ${name}`));
   * console.log(handle.intoInner(), handle.disposed); // → file true
   * ```
   */
  intoInner(): T {
    const block = this.#held();
    if (block.strong > 1) throw new NotUnique(block.strong);
    block.release = undefined;
    const value = block.value as T;
    this.dispose();
    return value;
  }

  /**
   * Gives up this hold. The last one calls the disposer, after the value has been detached, so that the
   * disposer may do anything to any handle. Disposing again does nothing. The cost is constant beside that
   * of the disposers that it sets off, however long their chain.
   * @throws what the disposer threw; DisposeErrors when several did
   */
  dispose(): void {
    const block = this.#block;
    if (!block) return;
    this.#block = undefined;
    watch.observer?.disposed(this);
    block.strong--;
    if (block.strong > 0) return;
    const { release } = block;
    block.value = undefined;
    block.release = undefined;
    if (release) cascade.run(release);
  }

  [disposeSymbol](): void {
    this.dispose();
  }

  #held(): ControlBlock<T> {
    if (this.#block) return this.#block;
    const error = new UseAfterDispose();
    watch.observer?.explain(error, this);
    throw error;
  }
}

/**
 * A hold that keeps nothing alive; it can become a strong one while a strong one exists. It needs no
 * disposal. The value itself is let go with the last strong handle, not with the last weak one.
 *
 * @example
 * ```ts
 * import { rc } from '@memstrata/refcount/rc';
 *
 * const cached = rc('page');
 * const seen = cached.weak();
 * seen.upgrade()?.dispose();
 * cached.dispose();
 * console.log(seen.upgrade()); // → undefined
 * ```
 */
export class Weak<T> {
  readonly #block: ControlBlock<T>;

  /** @internal Use {@link Rc.weak}. */
  constructor(block: ControlBlock<T>) {
    this.#block = block;
  }

  /** A new strong handle, or undefined when the last one is gone. */
  upgrade(): Rc<T> | undefined {
    return this.#block.strong > 0 ? acquire(this.#block) : undefined;
  }
}
