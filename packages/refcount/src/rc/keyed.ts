/** `@memstrata/refcount/rc/keyed`: one shared value for each key, made on demand and released when idle. */
import { asyncDisposeSymbol } from './dispose-symbols.ts';
import { DisposeErrors } from './errors.ts';
import { type Shared, SharedHandle } from './shared-handle.ts';

export type { SharedHandle, WeakSharedHandle } from './shared-handle.ts';

/** How the values of a {@link SharedByKey} are made, kept and released. */
export interface SharedByKeyOptions<K, T> {
  /**
   * Makes the value of a key. Callers that ask while it is being made share the one call, and its failure. It may
   * acquire other keys, not its own: before it has returned that would make a second value, later wait for itself.
   */
  create(key: K): T | Promise<T>;
  /**
   * Releases a value nobody holds any more; a promise it returns is awaited. It may acquire its own key or end the
   * sharing, and must not await that or `idle()`: all three wait for this release. @defaultValue nothing to do
   */
  dispose?(value: T, key: K): unknown;
  /**
   * How long an unheld value is kept for the next caller, in milliseconds, from 0; from 2³¹ − 1 on until
   * `maxIdle` or the end of the sharing releases it. Its timer keeps no process alive. @defaultValue 0
   */
  readonly lingerMs?: number;
  /** How many unheld values are kept at once, from 0; the longest unheld goes first. @defaultValue Infinity */
  readonly maxIdle?: number;
  /**
   * Told of a release that failed; a promise it returns is awaited. Without it such errors are kept for `idle()`,
   * as is what it throws itself.
   */
  onError?(error: unknown, key: K): unknown;
}

/** For ever in milliseconds: a longer timer fires at once (HTML, 32 bits with a sign). More than a Set holds, too. */
const UNBOUNDED = 2 ** 31 - 1;

/** A value that exists or is being made, for `holders` handles and callers; idle while there are none. */
interface Entry<K, T> extends Shared<T> {
  readonly key: K;
  /** Given up with the value when its release is decided: a weak handle that is left holds the entry. */
  made: Promise<T> | undefined;
  value?: T | undefined;
  holders: number;
  timer?: ReturnType<typeof setTimeout>;
  /** The end of its release, once that was decided; it never rejects. */
  released?: Promise<unknown> | undefined;
}

/**
 * Shares one value by key among everybody who asks: a connection for each address, a texture for each
 * file. `acquire` hands out a counted handle; when the last one is disposed the value lingers, then goes.
 * A release begins when the running job has ended (in a microtask): no disposer runs inside the code that let go,
 * and none after an `exit` listener of Node, where the program ends with the job.
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
  /** The latest value of each key, until its release has ended. */
  readonly #entries = new Map<K, Entry<K, T>>();
  /** Unheld values that linger, the longest unheld first. */
  readonly #idle = new Set<Entry<K, T>>();
  /** How many of them are kept. */
  #maxIdle: number;
  readonly #errors: unknown[] = [];
  /** Those who wait in `idle()`; each looks for itself whether it is over. */
  readonly #waiting: (() => void)[] = [];

  constructor(options: SharedByKeyOptions<K, T>) {
    this.#options = options;
    this.#maxIdle = options.lingerMs ? (options.maxIdle ?? UNBOUNDED) : 0;
  }

  /** Keys that have a value or are getting one, unheld and leaving ones included. */
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
    let entry = this.#entries.get(key);
    if (!entry?.made) entry = this.#make(key, entry?.released);
    // Counted before anything is awaited: a holder who lets go meanwhile must not release it.
    entry.count(1);
    entry.value = await entry.made;
    return new SharedHandle(entry);
  }

  /**
   * Resolves when no handle is out and every release has ended; what lingers may linger on. Errors are told
   * once: the next call knows only later ones.
   * @returns rejects with `DisposeErrors`: the errors of releases, or what `onError` itself threw
   */
  async idle(): Promise<void> {
    while (this.#entries.size > this.#idle.size)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const errors = this.#errors.splice(0);
    if (errors.length) throw new DisposeErrors(errors);
  }

  /**
   * Releases every unheld value now, and the others as they come back; from now on nothing lingers. Then
   * settles like `idle()`. It does not forbid a later `acquire`.
   */
  [asyncDisposeSymbol](): Promise<void> {
    this.#maxIdle = 0;
    this.#trim();
    return this.idle();
  }

  #make(key: K, earlier: Promise<unknown> | undefined): Entry<K, T> {
    const made = this.#create(key, earlier);
    const entry: Entry<K, T> = {
      key,
      made,
      holders: 0,
      count: (change) => {
        this.#wake(entry);
        entry.holders += change;
        if (!entry.holders) this.#rest(entry);
      },
    };
    made.catch(() => this.#forget(entry));
    this.#entries.set(key, entry);
    return entry;
  }

  async #create(key: K, earlier: Promise<unknown> | undefined): Promise<T> {
    if (earlier) await earlier;
    return this.#options.create(key);
  }

  #rest(entry: Entry<K, T>): void {
    const { lingerMs } = this.#options;
    this.#idle.add(entry);
    if (lingerMs && lingerMs < UNBOUNDED) {
      entry.timer = setTimeout(() => this.#release(entry), lingerMs);
      (entry.timer as { unref?(): void }).unref?.();
    }
    this.#trim();
    this.#tell();
  }

  #wake(entry: Entry<K, T>): void {
    clearTimeout(entry.timer);
    this.#idle.delete(entry);
  }

  #trim(): void {
    for (const longestUnheld of this.#idle) {
      if (this.#idle.size <= this.#maxIdle) return;
      this.#release(longestUnheld);
    }
  }

  #release(entry: Entry<K, T>): void {
    this.#wake(entry);
    entry.released = entry.made
      ?.then((value) => this.#options.dispose?.(value, entry.key))
      .catch(this.#options.onError && ((error) => this.#options.onError?.(error, entry.key)))
      .catch((error) => this.#errors.push(error))
      .then(() => this.#forget(entry));
    entry.made = entry.value = undefined;
  }

  #forget(entry: Entry<K, T>): void {
    if (this.#entries.get(entry.key) === entry) this.#entries.delete(entry.key);
    this.#tell();
  }

  #tell(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
