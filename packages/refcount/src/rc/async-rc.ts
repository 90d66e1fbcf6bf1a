import { asyncDisposeSymbol } from './dispose-symbols.ts';
import { throwAll } from './errors.ts';
import { type Rc, rc } from './rc.ts';

/** The value, its disposer, and the end of its disposal, shared by all handles. */
interface AsyncBlock<T> {
  readonly value: T;
  readonly finished: Promise<unknown>;
}

/**
 * Like {@link rc}, for a value whose release takes time: a promise that `dispose` returns is awaited, and the last
 * handle's `dispose()` resolves when it is done.
 *
 * @param dispose - called once, when the last handle is disposed; what it throws and what it rejects with
 * are the same to the caller. @defaultValue nothing to do
 *
 * @example
 * ```ts
 * import { asyncRc } from '@memstrata/refcount/rc';
 *
 * const pool = asyncRc('pool', async (name) => console.log(`closed ${name}`));
 * const answer = pool.use(async (name) => `query on ${name}`);
 * await pool.dispose(); // the query holds the pool until it has its answer
 * console.log(await answer);
 * // → closed pool
 * // → query on pool
 * ```
 */
export function asyncRc<T>(value: T, dispose?: (value: T) => unknown): AsyncRc<T> {
  let finish: (end: unknown) => void = () => {};
  const finished = new Promise<unknown>((resolve) => {
    finish = resolve;
  });
  // The dispose() that started the release reports its failure: this promise must not do so as well.
  finished.catch(() => {});
  const block = { value, finished };
  return new AsyncRc(rc(block, () => finish(dispose ? attempt(() => dispose(value)) : undefined)));
}

/** What throws at once fails like what rejects. */
async function attempt<R>(body: () => R | Promise<R>): Promise<R> {
  return await body();
}

/** One strong hold on a value whose release is asynchronous. Ready for `await using`. */
export class AsyncRc<T> {
  readonly #handle: Rc<AsyncBlock<T>>;
  /** The outcome of this handle's dispose, once it was asked for. */
  #end: Promise<void> | undefined;

  /** @internal Use {@link asyncRc}. */
  constructor(handle: Rc<AsyncBlock<T>>) {
    this.#handle = handle;
  }

  /** The value. @throws UseAfterDispose */
  get value(): T {
    return this.#handle.value.value;
  }

  /** Strong handles to the value, this one and pending `use` calls included: from 1. @throws UseAfterDispose */
  get strong(): number {
    return this.#handle.strong;
  }

  /** Another handle to the same value, to be disposed on its own. @throws UseAfterDispose */
  clone(): AsyncRc<T> {
    return new AsyncRc(this.#handle.clone());
  }

  /**
   * Calls `body` with the value and holds it until the promise it returns is settled, whoever else
   * disposes meanwhile.
   *
   * @returns rejects with `UseAfterDispose`, with what `body` failed with, or with `DisposeErrors` of both
   * errors when the disposer after it, because this was the last hold, failed too
   */
  async use<R>(body: (value: T) => R | Promise<R>): Promise<R> {
    const held = this.clone();
    const errors: unknown[] = [];
    const result = await attempt(() => body(held.value)).catch((error) => void errors.push(error));
    await held.dispose().catch((error) => void errors.push(error));
    throwAll(errors);
    return result as R;
  }

  /**
   * Gives up this hold. For the last one the promise settles when the disposer is done, and rejects with
   * what failed; for any other it resolves at once, because the value lives on. Every further call on this
   * handle gives the same promise, so who disposes beside somebody else waits for the same end and sees
   * the same failure. A disposer may dispose its own handle, but not await it: it would wait for itself.
   *
   * @returns rejects with the error of the disposer, or with `DisposeErrors` when the handles that it
   * disposed before its first `await` failed too
   */
  dispose(): Promise<void> {
    if (this.#end) return this.#end;
    // The disposer runs inside this call; what disposes again in there must not wait for itself.
    if (this.#handle.disposed) return Promise.resolve();
    this.#end = this.#dispose();
    return this.#end;
  }

  async #dispose(): Promise<void> {
    const { finished } = this.#handle.value;
    const last = this.#handle.unique;
    const errors: unknown[] = [];
    try {
      this.#handle.dispose();
    } catch (error) {
      errors.push(error);
    }
    if (last) await finished.catch((error) => void errors.push(error));
    throwAll(errors);
  }

  /** `dispose()`, for `await using`. */
  [asyncDisposeSymbol](): Promise<void> {
    return this.dispose();
  }
}
