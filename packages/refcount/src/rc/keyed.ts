/** `@memstrata/refcount/rc/keyed`: one shared value for each key, made on demand and released when idle. */
import { asyncDisposeSymbol } from './dispose-symbols.ts';
import { DisposeErrors } from './errors.ts';
import { type Rc, rc } from './rc.ts';

/** How the values of a {@link SharedByKey} are made, kept and released. */
export interface SharedByKeyOptions<K, T> {
  /** Makes the value of a key. Callers that ask while it is being made share the one call. */
  create(key: K): T | Promise<T>;
  /** Releases a value nobody holds any more. @defaultValue nothing to do */
  dispose?(value: T, key: K): void | Promise<void>;
  /** How long an unheld value is kept for the next caller, in milliseconds. @defaultValue 0 */
  readonly lingerMs?: number;
  /** How many unheld values are kept at once; the longest unheld goes first. @defaultValue Infinity */
  readonly maxIdle?: number;
  /** Told of a release that failed. Without it such errors are kept for `idle()`, as is what it throws itself. */
  onError?(error: unknown, key: K): void;
}

/**
 * A counted handle to the value of a key: an `Rc` that cannot take the value out (`intoInner`), because
 * the value belongs to its key and not to its last holder.
 */
export interface SharedHandle<T> extends Omit<Rc<T>, 'clone' | 'intoInner' | 'weak'> {
  /** Another handle to the same value, to be disposed on its own. @throws UseAfterDispose */
  clone(): SharedHandle<T>;
  /** A hold that keeps nothing alive. @throws UseAfterDispose */
  weak(): { upgrade(): SharedHandle<T> | undefined };
}

/** A value that exists or is being made, for `holders` handles and callers; idle while there are none. */
interface Entry<T> {
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
  #errors: unknown[] = [];
  #held = 0;
  #waiting: (() => void)[] = [];

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
   * @returns rejects with what `create` threw; constant cost beside it
   */
  async acquire(key: K): Promise<SharedHandle<T>> {
    const entry = this.#entries.get(key) ?? this.#make(key);
    // Counted before anything is awaited: a holder who lets go meanwhile must not release it.
    entry.holders++;
    this.#held++;
    clearTimeout(entry.timer);
    this.#idle.delete(key);
    try {
      entry.value = await entry.made;
      return rc(entry.value, () => this.#returned(key, entry));
    } catch (error) {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
      this.#letGo();
      throw error;
    }
  }

  /**
   * Resolves when no handle is out and every release has ended; what lingers may linger on.
   * @throws DisposeErrors with the errors of releases, and what `onError` itself threw
   */
  async idle(): Promise<void> {
    await this.#settled();
    const errors = this.#errors;
    this.#errors = [];
    if (errors.length > 0) throw new DisposeErrors(errors);
  }

  /** Releases every unheld value now, and the others when they come back; then fails like `idle()`. */
  async [asyncDisposeSymbol](): Promise<void> {
    do {
      for (const [key, entry] of this.#idle) this.#release(key, entry);
      await this.#settled();
    } while (this.#idle.size > 0);
    await this.idle();
  }

  async #settled(): Promise<void> {
    while (this.#held + this.#releasing.size > 0)
      if (this.#held > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
      else await Promise.all(this.#releasing.values());
  }

  #make(key: K): Entry<T> {
    const made = this.#create(key);
    const entry = { made, value: undefined, holders: 0, timer: undefined };
    this.#entries.set(key, entry);
    return entry;
  }

  async #create(key: K): Promise<T> {
    const earlier = this.#releasing.get(key);
    if (earlier) await earlier;
    return this.#options.create(key);
  }

  /** One handle came back; the last one makes the value idle. */
  #returned(key: K, entry: Entry<T>): void {
    entry.holders--;
    if (entry.holders === 0) this.#rest(key, entry);
    this.#letGo();
  }

  #rest(key: K, entry: Entry<T>): void {
    const { lingerMs = 0, maxIdle = Number.POSITIVE_INFINITY } = this.#options;
    if (lingerMs === 0 || maxIdle === 0) {
      this.#release(key, entry);
      return;
    }
    this.#idle.set(key, entry);
    entry.timer = setTimeout(() => this.#release(key, entry), lingerMs);
    (entry.timer as { unref?(): void }).unref?.();
    for (const [oldest, idle] of this.#idle) {
      if (this.#idle.size <= maxIdle) break;
      this.#release(oldest, idle);
    }
  }

  #release(key: K, entry: Entry<T>): void {
    clearTimeout(entry.timer);
    this.#idle.delete(key);
    this.#entries.delete(key);
    const released = this.#dispose(key, entry).finally(() => this.#releasing.delete(key));
    this.#releasing.set(key, released);
  }

  async #dispose(key: K, entry: Entry<T>): Promise<void> {
    try {
      await this.#options.dispose?.(entry.value as T, key);
    } catch (error) {
      await this.#report(error, key);
    }
  }

  async #report(error: unknown, key: K): Promise<void> {
    try {
      if (!this.#options.onError) throw error;
      await this.#options.onError(error, key);
    } catch (kept) {
      this.#errors.push(kept);
    }
  }

  #letGo(): void {
    this.#held--;
    if (this.#held > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
