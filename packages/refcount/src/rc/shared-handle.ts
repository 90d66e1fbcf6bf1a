import { disposeSymbol } from './dispose-symbols.ts';
import { UseAfterDispose } from './errors.ts';
import { watch } from './observer.ts';

/** A value that several handles share, and how many of them there are; whoever keeps it counts them. */
export interface Shared<T> {
  readonly value?: T | undefined;
  readonly holders: number;
  /** One handle more, or one less. */
  count(change: 1 | -1): void;
}

/**
 * A counted handle to the value of a key, used like an `Rc` and ready for `using`. The value cannot be taken
 * out of it (`intoInner`): it belongs to its key and not to its last holder. Every call costs the same.
 */
export class SharedHandle<T> {
  #shared: Shared<T> | undefined;

  /** @internal For a holder who has been counted. Ask `SharedByKey.acquire`. */
  constructor(shared: Shared<T>) {
    this.#shared = shared;
    watch.observer?.acquired(this, shared);
  }

  /** The value. @throws UseAfterDispose */
  get value(): T {
    return this.#held().value as T;
  }

  /**
   * Handles to the value of the key, this one included, and callers on the way to one; from 1.
   * @throws UseAfterDispose
   */
  get strong(): number {
    return this.#held().holders;
  }

  /** Whether nobody else holds the value. @throws UseAfterDispose */
  get unique(): boolean {
    return this.strong === 1;
  }

  /** Whether this handle has been disposed; the value may live on. */
  get disposed(): boolean {
    return !this.#shared;
  }

  /** Another handle to the same value, to be disposed on its own. @throws UseAfterDispose */
  clone(): SharedHandle<T> {
    const shared = this.#held();
    shared.count(1);
    return new SharedHandle(shared);
  }

  /** A hold that keeps nothing alive. @throws UseAfterDispose */
  weak(): WeakSharedHandle<T> {
    return new WeakSharedHandle(this.#held());
  }

  /**
   * Gives up this hold. After the last one the value lingers, or its release begins when the running job has
   * ended; a release that fails is told to `onError` and by `idle()`, not thrown here. Disposing again does nothing.
   */
  dispose(): void {
    const shared = this.#shared;
    if (!shared) return;
    this.#shared = undefined;
    watch.observer?.disposed(this);
    shared.count(-1);
  }

  [disposeSymbol](): void {
    this.dispose();
  }

  #held(): Shared<T> {
    if (this.#shared) return this.#shared;
    const error = new UseAfterDispose();
    watch.observer?.explain(error, this);
    throw error;
  }
}

/** A hold on the value of a key that keeps nothing alive. */
export class WeakSharedHandle<T> {
  readonly #shared: Shared<T>;

  /** @internal Use {@link SharedHandle.weak}. */
  constructor(shared: Shared<T>) {
    this.#shared = shared;
  }

  /** A new handle, or undefined when nobody holds the value, though it may linger for the next `acquire`. */
  upgrade(): SharedHandle<T> | undefined {
    if (!this.#shared.holders) return undefined;
    this.#shared.count(1);
    return new SharedHandle(this.#shared);
  }
}
