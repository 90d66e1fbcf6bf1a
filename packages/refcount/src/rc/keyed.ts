/** `@memstrata/refcount/rc/keyed`: one shared value for each key, made on demand and released when idle. */
import { asyncDisposeSymbol } from './dispose-symbols.ts';
import { DisposeErrors } from './errors.ts';
import { handleOf, type Shared, type SharedHandle } from './shared-handle.ts';

export type { SharedHandle, WeakSharedHandle } from './shared-handle.ts';

/** How the values of a {@link SharedByKey} are made, kept and released. */
export interface SharedByKeyOptions<K, T> {
  /** Makes the value of a key. Callers that ask while it is being made share the one call, and its failure. */
  create(key: K): T | Promise<T>;
  /** Releases a value nobody holds any more. @defaultValue nothing to do */
  dispose?(value: T, key: K): void | Promise<void>;
  /**
   * How long an unheld value is kept for the next caller, in milliseconds, from 0; from 2³¹ on until
   * `maxIdle` or the end of the sharing releases it. Its timer keeps no process alive. @defaultValue 0
   */
  readonly lingerMs?: number;
  /** How many unheld values are kept at once, from 0; the longest unheld goes first. @defaultValue Infinity */
  readonly maxIdle?: number;
  /** Told of a release that failed. Without it such errors are kept for `idle()`, as is what it throws itself. */
  onError?(error: unknown, key: K): void | Promise<void>;
}

/** How deep a release may be caused by another, as in `./rc`; deeper ones wait for an empty stack. */
const NESTING = 50;

/** A longer one fires at once (HTML, timers, a signed number of 32 bits). */
const LONGEST_TIMER = 2 ** 31;

/** A value that exists or is being made, for `holders` handles and callers; idle while there are none. */
interface Entry<T> extends Shared<T> {
  readonly made: Promise<T>;
  value: T | undefined;
  holders: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/**
 * Shares one value by key among everybody who asks: a connection for each address, a texture for each
 * file. `acquire` hands out a counted handle; when the last one is disposed the value lingers, then goes.
 *
 * @example
 * ```ts
 * import { SharedByKey } from '@memstrata/refcount/rc/keyed';
 *
 * const connections = new SharedByKey({
 *   create: async (address: string) => ({ address }),
 *   dispose: ({ address }) => console.log(`closed ${address}`),
 * });
 * const [first, second] = await Promise.all([connections.acquire('db'), connections.acquire('db')]);
 * console.log(first.value === second.value); // → true
 * first.dispose();
 * second.dispose();
 * await connections.idle(); // → closed db
 * ```
 */
export class SharedByKey<K, T> {
  readonly #options: SharedByKeyOptions<K, T>;
  /** Every key that has a value or is getting one. */
  readonly #entries = new Map<K, Entry<T>>();
  /** Unheld values, the longest unheld first. */
  readonly #idle = new Map<K, Entry<T>>();
  /** The end of the latest release of each key that is being released; it never rejects. */
  readonly #releasing = new Map<K, Promise<void>>();
  readonly #errors: unknown[] = [];
  /** Handles that are out, callers on the way to one, and releases that have not ended. */
  #busy = 0;
  readonly #waiting: (() => void)[] = [];
  /** Releases that are on the stack, each inside the one that caused it. */
  #nested = 0;

  constructor(options: SharedByKeyOptions<K, T>) {
    this.#options = options;
  }

  /** Keys that have a value or are getting one, unheld ones included. */
  get size(): number {
    return this.#entries.size;
  }

  /**
   * A handle to the value of `key`. Creation runs once for all who wait for it; when it fails they all
   * get the error, and the next call tries again. While an earlier value of the key is being released, a
   * new one is not made: two values of one key never exist side by side.
   *
   * @returns rejects with what `create` threw; the cost is constant, beside that of `create`
   */
  async acquire(key: K): Promise<SharedHandle<T>> {
    const entry = this.#entries.get(key) ?? this.#make(key);
    // Counted before anything is awaited: a holder who lets go meanwhile must not release it.
    entry.count(1);
    clearTimeout(entry.timer);
    this.#idle.delete(key);
    try {
      entry.value = await entry.made;
    } catch (error) {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
      this.#count(-1);
      throw error;
    }
    return handleOf(entry);
  }

  /**
   * Resolves when no handle is out and every release has ended; what lingers may linger on. Errors are told
   * once: the next call knows only later ones.
   * @returns rejects with `DisposeErrors`: the errors of releases, or what `onError` itself threw
   */
  async idle(): Promise<void> {
    await this.#settled();
    const errors = this.#errors.splice(0);
    if (errors.length > 0) throw new DisposeErrors(errors);
  }

  /**
   * Releases every unheld value now, and the others when they come back; then settles like `idle()`. It
   * does not forbid a later `acquire`.
   */
  async [asyncDisposeSymbol](): Promise<void> {
    do {
      for (const [key, entry] of this.#idle) this.#release(key, entry);
      await this.#settled();
    } while (this.#idle.size > 0);
    await this.idle();
  }

  async #settled(): Promise<void> {
    while (this.#busy > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #count(change: 1 | -1): void {
    this.#busy += change;
    if (this.#busy > 0) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #make(key: K): Entry<T> {
    const entry: Entry<T> = {
      made: this.#create(key),
      value: undefined,
      holders: 0,
      timer: undefined,
      count: (change) => {
        entry.holders += change;
        if (entry.holders === 0) this.#rest(key, entry);
        this.#count(change);
      },
    };
    this.#entries.set(key, entry);
    return entry;
  }

  async #create(key: K): Promise<T> {
    const earlier = this.#releasing.get(key);
    if (earlier) await earlier;
    return this.#options.create(key);
  }

  #rest(key: K, entry: Entry<T>): void {
    const { lingerMs = 0, maxIdle = Number.POSITIVE_INFINITY } = this.#options;
    if (lingerMs === 0 || maxIdle === 0) {
      this.#release(key, entry);
      return;
    }
    this.#idle.set(key, entry);
    if (lingerMs < LONGEST_TIMER) {
      entry.timer = setTimeout(() => this.#release(key, entry), lingerMs);
      (entry.timer as { unref?(): void }).unref?.();
    }
    for (const [oldest, idle] of this.#idle) {
      if (this.#idle.size <= maxIdle) break;
      this.#release(oldest, idle);
    }
  }

  #release(key: K, entry: Entry<T>): void {
    clearTimeout(entry.timer);
    this.#idle.delete(key);
    this.#entries.delete(key);
    this.#count(1);
    const ended = this.#dispose(key, entry).then(() => {
      this.#releasing.delete(key);
      this.#count(-1);
    });
    this.#releasing.set(key, ended);
  }

  async #dispose(key: K, entry: Entry<T>): Promise<void> {
    const options = this.#options;
    try {
      try {
        // A chain of values, each released by the one before it, goes on with an empty stack.
        if (this.#nested === NESTING) await undefined;
        await this.#nest(() => options.dispose?.(entry.value as T, key));
      } catch (error) {
        if (!options.onError) throw error;
        await options.onError(error, key);
      }
    } catch (kept) {
      this.#errors.push(kept);
    }
  }

  #nest<R>(release: () => R): R {
    this.#nested++;
    try {
      return release();
    } finally {
      this.#nested--;
    }
  }
}
