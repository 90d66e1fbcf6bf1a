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
  /** Told of a release that failed; without it such errors are kept for `idle()`. */
  onError?(error: unknown, key: K): void;
}

/** A value that exists, held by `holders` handles; idle while there are none. */
interface Entry<T> {
  readonly value: T;
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
  readonly #entries = new Map<K, Promise<Entry<T>>>();
  /** Unheld values, the longest unheld first. */
  readonly #idle = new Map<K, Entry<T>>();
  readonly #releasing = new Set<Promise<void>>();
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
   * get the error, and the next call tries again.
   */
  async acquire(key: K): Promise<Rc<T>> {
    this.#held++;
    try {
      const entry = await this.#entry(key);
      entry.holders++;
      clearTimeout(entry.timer);
      this.#idle.delete(key);
      return rc(entry.value, () => this.#returned(key, entry));
    } catch (error) {
      this.#letGo();
      throw error;
    }
  }

  /**
   * Resolves when no handle is out and every release has ended.
   * @throws DisposeErrors with the errors of releases, unless `onError` was given.
   */
  async idle(): Promise<void> {
    while (this.#held > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    while (this.#releasing.size > 0) await Promise.all(this.#releasing);
    const errors = this.#errors;
    this.#errors = [];
    if (errors.length > 0) throw new DisposeErrors(errors);
  }

  /** Releases every unheld value now, then waits like `idle()`. */
  async [asyncDisposeSymbol](): Promise<void> {
    for (const [key, entry] of [...this.#idle]) this.#release(key, entry);
    await this.idle();
  }

  #entry(key: K): Promise<Entry<T>> {
    const existing = this.#entries.get(key);
    if (existing) return existing;
    const made = this.#create(key);
    this.#entries.set(key, made);
    made.catch(() => this.#entries.delete(key));
    return made;
  }

  async #create(key: K): Promise<Entry<T>> {
    return { value: await this.#options.create(key), holders: 0, timer: undefined };
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
    const released = this.#dispose(key, entry.value).finally(() =>
      this.#releasing.delete(released),
    );
    this.#releasing.add(released);
  }

  async #dispose(key: K, value: T): Promise<void> {
    try {
      await this.#options.dispose?.(value, key);
    } catch (error) {
      if (this.#options.onError) this.#options.onError(error, key);
      else this.#errors.push(error);
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
