import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SharedByKey, type SharedHandle } from '../../src/rc/keyed.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Numbers from a seed: the same run each time. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Everything the options were asked to do, checked against the laws as it happens. */
class Shadow {
  /** Values that exist, releasing ones included, by key. */
  readonly exists = new Map<string, number>();
  readonly closing = new Set<string>();
  /** Handles out, by key. */
  readonly held = new Map<string, number>();
  /** When a key lost its last handle. */
  readonly restingSince = new Map<string, number>();
  /** Callers that have no handle yet, by key. */
  readonly coming = new Map<string, number>();
  made = 0;

  /** Kept, not thrown: what is thrown in a callback would be taken for a failure of the callback. */
  readonly broken: string[] = [];

  law(holds: boolean, law: string): void {
    if (!holds) this.broken.push(law);
  }

  comes(key: string, by: 1 | -1): void {
    this.coming.set(key, (this.coming.get(key) ?? 0) + by);
  }

  create(key: string): number {
    this.law(!this.exists.has(key), `${key} exists once`);
    this.exists.set(key, this.made);
    return this.made++;
  }

  begin(key: string, value: number): void {
    this.law(this.exists.get(key) === value, `${key} is released by its value`);
    this.law(!this.closing.has(key), `${key} is released once`);
    this.law(!this.held.get(key), `${key} is not released while held`);
    this.closing.add(key);
    this.restingSince.delete(key);
  }

  /** Values that nobody holds or is on the way to are few and do not rest too long. */
  checkResting(lingerMs: number, maxIdle: number): void {
    const resting = [...this.restingSince].filter(([key]) => !this.coming.get(key));
    expect(resting.length).toBeLessThanOrEqual(lingerMs === 0 ? 0 : maxIdle);
    for (const [key, since] of resting)
      expect(Date.now() - since, `${key} rests`).toBeLessThanOrEqual(lingerMs);
  }

  end(key: string): void {
    this.closing.delete(key);
    this.exists.delete(key);
  }
}

const KEYS = ['a', 'b', 'c', 'd'];

async function run(seed: number, lingerMs: number, maxIdle: number): Promise<void> {
  const below = numbers(seed);
  const shadow = new Shadow();
  const shared = new SharedByKey<string, number>({
    lingerMs,
    maxIdle,
    create: async (key) => {
      await wait(below(3) * 5);
      if (below(6) === 0) throw new Error('refused');
      return shadow.create(key);
    },
    dispose: async (value, key) => {
      shadow.begin(key, value);
      if (!ending && below(4) === 0) ask(key);
      await wait(below(3) * 5);
      shadow.end(key);
      if (below(6) === 0) throw new Error('stuck');
    },
    onError: () => {
      if (below(2) === 0) throw new Error('logger is down');
    },
  });
  let ending = false;
  const handles: { key: string; handle: SharedHandle<number> }[] = [];
  const hold = (key: string, handle: SharedHandle<number>): void => {
    const alive = shadow.exists.get(key) === handle.value && !shadow.closing.has(key);
    shadow.law(alive, `the value handed out for ${key} is alive`);
    shadow.comes(key, -1);
    handles.push({ key, handle });
    shadow.held.set(key, (shadow.held.get(key) ?? 0) + 1);
    shadow.restingSince.delete(key);
  };
  const ask = (key: string): void => {
    shadow.comes(key, 1);
    shared.acquire(key).then(
      (handle) => hold(key, handle),
      () => shadow.comes(key, -1),
    );
  };
  const release = (): void => {
    const [taken] = handles.splice(below(handles.length), 1);
    if (!taken) return;
    const left = (shadow.held.get(taken.key) ?? 0) - 1;
    shadow.held.set(taken.key, left);
    if (left === 0) shadow.restingSince.set(taken.key, Date.now());
    taken.handle.dispose();
    taken.handle.dispose();
  };
  for (let step = 0; step < 150; step++) {
    const key = KEYS[below(KEYS.length)] ?? 'a';
    const choice = below(8);
    if (choice < 3) ask(key);
    if (choice >= 3 && choice < 6) release();
    if (choice >= 6) await vi.advanceTimersByTimeAsync(below(12));
    await endOfJob();
    shadow.checkResting(lingerMs, maxIdle);
  }
  ending = true;
  await vi.advanceTimersByTimeAsync(200);
  while (handles.length > 0) release();
  await vi.advanceTimersByTimeAsync(lingerMs + 200);
  await shared.idle().catch(() => {});
  expect(shadow.broken).toEqual([]);
  expect([[...shadow.exists], shared.size], 'all is released in the end').toEqual([[], 0]);
}

/** A release begins in a microtask. */
const endOfJob = (): Promise<void> => Promise.resolve();

const wait = (milliseconds: number): Promise<void> =>
  milliseconds === 0
    ? Promise.resolve()
    : new Promise((resolve) => void setTimeout(resolve, milliseconds));

test.each([
  [0, Number.POSITIVE_INFINITY],
  [10, Number.POSITIVE_INFINITY],
  [30, 1],
  [30, 2],
])(
  'keeps its laws in random programs: lingering %i ms, at most %s idle',
  async (lingerMs, maxIdle) => {
    for (let seed = 1; seed <= 6; seed++) await run(seed, lingerMs, maxIdle);
  },
);
