/** `@memstrata/refcount/rc/leaks`: who still holds a handle, and where it was acquired. For tests and debugging. */
import { disposeSymbol } from './dispose-symbols.ts';
import type { UseAfterDispose } from './errors.ts';
import { type HandleObserver, watch } from './observer.ts';

/** A handle that nobody disposed. */
export interface LiveHandle {
  /**
   * Where the handle was asked for (`rc`, `clone`, `upgrade`, an awaited `acquire`): function, file, line and column,
   * as V8 writes them. In other engines, in minified code and for a promise of `acquire` that no function awaits,
   * it may be a line of this package.
   */
  readonly acquiredAt: string;
  /** Strong handles to the same value that are live, this one included: from 1. */
  readonly strong: number;
}

/** Handles were left undisposed; the message lists their sites, the most frequent first. */
export class LeakedHandles extends Error {
  readonly code = 'ERR_LEAKED_HANDLES';
  override readonly name = 'LeakedHandles';
  readonly handles: readonly LiveHandle[];

  constructor(handles: readonly LiveHandle[]) {
    super(
      `${describe(handles)}\nDispose each where it goes out of use, or declare it with "using".`,
    );
    this.handles = handles;
  }
}

/** Tracking was asked for while another tracker is at work in this realm. */
export class AlreadyTracking extends Error {
  readonly code = 'ERR_ALREADY_TRACKING';
  override readonly name = 'AlreadyTracking';

  constructor() {
    super('Handles are already being tracked. Stop the other tracker first.');
  }
}

/** What happens when a value's handles were all garbage collected without being disposed. */
export interface TrackLeaksOptions {
  /** Called at some later time, while tracking goes on, with the site where the value was first acquired. @defaultValue not watched */
  onForgotten?(acquiredAt: string): void;
}

/**
 * Starts tracking every handle made from now on, in this realm: a stack trace each, so for tests and
 * debugging only. Dispose the tracker to stop.
 *
 * @throws AlreadyTracking
 *
 * @example
 * ```ts
 * import { rc } from '@memstrata/refcount/rc';
 * import { trackLeaks } from '@memstrata/refcount/rc/leaks';
 *
 * const leaks = trackLeaks();
 * const kept = rc('socket');
 * console.log(leaks.live().length); // → 1
 * kept.dispose();
 * console.log(leaks.report()); // → No live handles.
 * leaks.stop();
 * ```
 */
export function trackLeaks(options: TrackLeaksOptions = {}): LeakTracker {
  if (watch.observer) throw new AlreadyTracking();
  const tracker = new LeakTracker(options);
  watch.observer = tracker;
  return tracker;
}

/**
 * Runs `body` and fails when it leaves handles behind, naming the site of each: one line in a test of
 * vitest, node:test or any other runner.
 *
 * @throws LeakedHandles; whatever `body` throws; AlreadyTracking
 *
 * @example
 * ```ts
 * import { rc } from '@memstrata/refcount/rc';
 * import { expectNoLeaks, LeakedHandles } from '@memstrata/refcount/rc/leaks';
 *
 * await expectNoLeaks(() => rc('closed').dispose());
 * const leaking = expectNoLeaks(() => void rc('left open'));
 * console.log(await leaking.catch((error) => error instanceof LeakedHandles)); // → true
 * ```
 */
export async function expectNoLeaks<R>(body: () => R | Promise<R>): Promise<R> {
  const tracker = trackLeaks();
  try {
    const result = await body();
    const left = tracker.live();
    if (left.length > 0) throw new LeakedHandles(left);
    return result;
  } finally {
    tracker.stop();
  }
}

interface Sites {
  readonly acquiredAt: string;
  disposedAt?: string;
}

/** All live handles to one value. */
interface Holding {
  readonly sites: Map<number, Sites>;
}

/**
 * Knows every handle made while it is at work. It holds sites, never handles or values, so that what the
 * program forgets can still be collected and told of.
 */
export class LeakTracker implements HandleObserver {
  readonly #live = new Map<number, Holding>();
  readonly #numbers = new WeakMap<object, number>();
  readonly #sites = new WeakMap<object, Sites>();
  readonly #holdings = new WeakMap<object, Holding>();
  readonly #registry: FinalizationRegistry<string> | undefined;
  #made = 0;

  /** @internal Use {@link trackLeaks}. */
  constructor({ onForgotten }: TrackLeaksOptions) {
    // What is disposed after tracking has ended goes unseen, and is not to be called forgotten.
    const tell = (site: string): void => {
      if (watch.observer === this) onForgotten?.(site);
    };
    this.#registry = onForgotten && new FinalizationRegistry(tell);
  }

  /** The handles not yet disposed, oldest first; the cost grows with how many there are. */
  live(): readonly LiveHandle[] {
    return [...this.#live].map(([number, { sites }]) => ({
      acquiredAt: sites.get(number)?.acquiredAt ?? 'unknown',
      strong: sites.size,
    }));
  }

  /** The live handles by site, the most frequent first. */
  report(): string {
    return describe(this.live());
  }

  /** Ends tracking; what was recorded can still be read. */
  stop(): void {
    if (watch.observer === this) watch.observer = undefined;
  }

  [disposeSymbol](): void {
    this.stop();
  }

  /** @internal */
  acquired(handle: object, block: object): void {
    const sites = { acquiredAt: callSite() };
    const number = this.#made++;
    const holding = this.#holdingOf(block);
    if (holding.sites.size === 0) this.#registry?.register(block, sites.acquiredAt, holding);
    holding.sites.set(number, sites);
    this.#numbers.set(handle, number);
    this.#sites.set(handle, sites);
    this.#live.set(number, holding);
  }

  /** @internal */
  disposed(handle: object): void {
    const sites = this.#sites.get(handle);
    const number = this.#numbers.get(handle);
    if (!sites || number === undefined) return;
    sites.disposedAt = callSite();
    const holding = this.#live.get(number);
    this.#live.delete(number);
    holding?.sites.delete(number);
    if (holding?.sites.size === 0) this.#registry?.unregister(holding);
  }

  /** @internal */
  explain(error: UseAfterDispose, handle: object): void {
    const sites = this.#sites.get(handle);
    if (!sites) return;
    const { acquiredAt, disposedAt = 'untracked' } = sites;
    const message = `Handle acquired ${acquiredAt}, disposed ${disposedAt}. Use a clone().`;
    // What is printed of an error that nobody caught is its stack, which begins with the message it was made with.
    const stack = error.stack?.replace(error.message, () => message);
    Object.assign(error, sites, { message, stack });
  }

  /** A value is registered when its first handle is watched, and not again while one is. */
  #holdingOf(block: object): Holding {
    const known = this.#holdings.get(block);
    if (known) return known;
    const holding: Holding = { sites: new Map() };
    this.#holdings.set(block, holding);
    return holding;
  }
}

function describe(handles: readonly LiveHandle[]): string {
  if (handles.length === 0) return 'No live handles.';
  const bySite = new Map<string, number>();
  for (const { acquiredAt } of handles) bySite.set(acquiredAt, (bySite.get(acquiredAt) ?? 0) + 1);
  const lines = [...bySite]
    .sort(([, a], [, b]) => b - a)
    .map(([site, count]) => `  ${count} acquired ${site}`);
  return [`${handles.length} live ${handles.length === 1 ? 'handle' : 'handles'}:`, ...lines].join(
    '\n',
  );
}

/**
 * Calls on a stack that are this package's own, by the names of its functions, and those of Node and the engine. A
 * bundler writes `_Rc` for a class that names itself and `rc2` where names collide; called by way of its module
 * or of what `require` gave, `rc` is a method of that.
 */
const OWN =
  /^\s*at (async |new )?((Module\.|Object\.)?_?(callSite|acquire|rc|asyncRc|Rc|SharedHandle)[$\d]* |_?(LeakTracker|AsyncRc|Rc|Weak|SharedByKey|SharedHandle|WeakSharedHandle)[$\d]*\.\S+ |.*\((node:internal\/|<anonymous>\)|index \d))/;

/** The first line of the stack outside this package. */
function callSite(): string {
  const lines = new Error().stack?.split('\n').slice(1) ?? [];
  const outside = lines.find((line) => !OWN.test(line)) ?? lines.at(-1) ?? 'at an unknown place';
  return outside.trim();
}
