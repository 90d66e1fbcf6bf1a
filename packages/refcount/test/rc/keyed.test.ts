import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DisposeErrors, UseAfterDispose } from '../../src/rc/index.ts';
import { SharedByKey, type SharedHandle } from '../../src/rc/keyed.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function connections(options: { lingerMs?: number; maxIdle?: number } = {}): {
  shared: SharedByKey<string, { address: string }>;
  log: string[];
} {
  const log: string[] = [];
  const shared = new SharedByKey<string, { address: string }>({
    create: async (address) => {
      log.push(`open ${address}`);
      return { address };
    },
    dispose: ({ address }) => log.push(`close ${address}`),
    ...options,
  });
  return { shared, log };
}

test('callers that ask at once share one creation and one value', async () => {
  const { shared, log } = connections();
  const [a, b] = await Promise.all([shared.acquire('db'), shared.acquire('db')]);
  expect(a.value).toBe(b.value);
  a.dispose();
  expect(log).toEqual(['open db']);
  b.dispose();
  await shared.idle();
  expect([log, shared.size]).toEqual([['open db', 'close db'], 0]);
});

test('a clone holds like a handle of its own', async () => {
  const { shared, log } = connections();
  const handle = await shared.acquire('db');
  const clone = handle.clone();
  handle.dispose();
  expect(log).toEqual(['open db']);
  clone.dispose();
  await shared.idle();
  expect(log).toEqual(['open db', 'close db']);
});

test('a handle upgraded from a weak one holds too, and none can take the value out', async () => {
  const { shared, log } = connections();
  const handle = await shared.acquire('db');
  const upgraded = handle.weak().upgrade();
  expect('intoInner' in handle).toBe(false);
  handle.dispose();
  expect(log).toEqual(['open db']);
  upgraded?.dispose();
  await shared.idle();
  expect(log).toEqual(['open db', 'close db']);
});

test('a failed creation reaches every waiting caller, and the next call tries again', async () => {
  let tries = 0;
  const shared = new SharedByKey<string, number>({
    create: async () => {
      tries++;
      if (tries === 1) throw new Error('refused');
      return tries;
    },
  });
  const both = await Promise.allSettled([shared.acquire('x'), shared.acquire('x')]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect((await shared.acquire('x')).value).toBe(2);
});

describe('lingering', () => {
  test('an unheld value is kept for the next caller until its time is over', async () => {
    const { shared, log } = connections({ lingerMs: 1000 });
    (await shared.acquire('db')).dispose();
    await vi.advanceTimersByTimeAsync(999);
    const again = await shared.acquire('db');
    await vi.advanceTimersByTimeAsync(5000);
    expect(log).toEqual(['open db']);
    again.dispose();
    await vi.advanceTimersByTimeAsync(1000);
    expect(log).toEqual(['open db', 'close db']);
  });

  test.each([Number.POSITIVE_INFINITY, 2 ** 31 - 0.5])(
    'a value lingers for ever (%d ms) when asked to, until somebody ends the sharing',
    async (lingerMs) => {
      const { shared, log } = connections({ lingerMs });
      (await shared.acquire('db')).dispose();
      await vi.advanceTimersByTimeAsync(2 ** 31);
      expect(log).toEqual(['open db']);
      await shared[Symbol.asyncDispose]();
      expect(log).toEqual(['open db', 'close db']);
    },
  );

  test('no more than maxIdle values wait; the longest unheld goes first', async () => {
    const { shared, log } = connections({ lingerMs: 1000, maxIdle: 2 });
    for (const key of ['a', 'b', 'c']) (await shared.acquire(key)).dispose();
    await shared.idle();
    expect(log).toEqual(['open a', 'open b', 'open c', 'close a']);
  });

  test('what a later holder lets go does not linger once the sharing was ended', async () => {
    const { shared, log } = connections({ lingerMs: 1000 });
    await shared[Symbol.asyncDispose]();
    (await shared.acquire('db')).dispose();
    await shared.idle();
    expect([log, shared.size]).toEqual([['open db', 'close db'], 0]);
  });

  test('await using releases what lingers', async () => {
    const { shared, log } = connections({ lingerMs: 1000 });
    {
      await using all = shared;
      (await all.acquire('db')).dispose();
    }
    expect(log).toEqual(['open db', 'close db']);
  });
});

test('idle waits for the last holder, then reports every failed release', async () => {
  const shared = new SharedByKey<string, string>({
    create: (key) => key,
    dispose: (value) => {
      throw new Error(`cannot close ${value}`);
    },
  });
  const [a, b] = [await shared.acquire('a'), await shared.acquire('b')];
  const idle = shared.idle();
  a.dispose();
  b.dispose();
  const error = await idle.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DisposeErrors);
  expect((error as DisposeErrors).errors).toHaveLength(2);
});

/** Values whose creation and release end when told; `alive` counts those of a key that exist at once. */
function told(): {
  shared: SharedByKey<string, number>;
  log: string[];
  ends: (() => void)[];
} {
  const log: string[] = [];
  const ends: (() => void)[] = [];
  let made = 0;
  const shared = new SharedByKey<string, number>({
    create: () => {
      log.push(`open ${made}`);
      return made++;
    },
    dispose: async (value) => {
      log.push(`closing ${value}`);
      await new Promise<void>((resolve) => ends.push(resolve));
      log.push(`closed ${value}`);
    },
  });
  return { shared, log, ends };
}

describe('a key that is being released', () => {
  test('gets its next value after the release, once for all who ask', async () => {
    const { shared, log, ends } = told();
    (await shared.acquire('db')).dispose();
    const both = Promise.all([shared.acquire('db'), shared.acquire('db')]);
    await vi.advanceTimersByTimeAsync(1);
    expect(log).toEqual(['open 0', 'closing 0']);
    ends[0]?.();
    const [a, b] = await both;
    expect([a.value, b.value]).toEqual([1, 1]);
    expect(log).toEqual(['open 0', 'closing 0', 'closed 0', 'open 1']);
  });

  test('gets its next value after the release when its own disposer asks for it', async () => {
    const log: string[] = [];
    const asked: Promise<SharedHandle<number>>[] = [];
    const shared = new SharedByKey<string, number>({
      create: () => log.push('open'),
      dispose: async () => {
        if (asked.length === 0) asked.push(shared.acquire('db'));
        await new Promise((resolve) => setTimeout(resolve, 10));
        log.push('closed');
      },
    });
    (await shared.acquire('db')).dispose();
    await vi.advanceTimersByTimeAsync(10);
    const again = await asked[0];
    expect([log, again?.strong, shared.size]).toEqual([['open', 'closed', 'open'], 1, 1]);
  });

  test('counts in size until it is gone', async () => {
    const { shared, ends } = told();
    (await shared.acquire('db')).dispose();
    await vi.advanceTimersByTimeAsync(1);
    expect(shared.size).toBe(1);
    ends[0]?.();
    await shared.idle();
    expect(shared.size).toBe(0);
  });

  test('is made anew though its release failed', async () => {
    const shared = new SharedByKey<string, number>({
      create: () => 1,
      dispose: () => Promise.reject(new Error('stuck')),
    });
    (await shared.acquire('db')).dispose();
    const again = await shared.acquire('db');
    expect(again.value).toBe(1);
  });

  test('a value is not released while a caller is on the way to it', async () => {
    const { shared, log } = connections();
    const first = await shared.acquire('db');
    const second = shared.acquire('db');
    first.dispose();
    expect((await second).value).toEqual({ address: 'db' });
    expect(log).toEqual(['open db']);
  });
});

test('what onError throws or rejects with is told by idle, not lost', async () => {
  for (const fails of [
    () => {
      throw new Error('logger is down');
    },
    () => Promise.reject(new Error('logger is down')),
  ]) {
    const shared = new SharedByKey<string, string>({
      create: (key) => key,
      dispose: () => Promise.reject(new Error('cannot close')),
      onError: fails,
    });
    (await shared.acquire('a')).dispose();
    const error = (await shared.idle().catch((reason: unknown) => reason)) as DisposeErrors;
    expect(error.errors.map(String)).toEqual(['Error: logger is down']);
    await expect(shared.idle()).resolves.toBeUndefined();
  }
});

test('an aborted creation leaves nothing behind', async () => {
  const controller = new AbortController();
  const shared = new SharedByKey<string, string>({
    create: (key) =>
      new Promise((resolve, reject) => {
        if (key === 'y') resolve(key);
        controller.signal.addEventListener('abort', () => reject(controller.signal.reason));
      }),
  });
  const waiting = [shared.acquire('x'), shared.acquire('x')];
  const ends = Promise.allSettled(waiting);
  controller.abort();
  await vi.advanceTimersByTimeAsync(0);
  expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(shared.size).toBe(0);
  await shared.idle();
  expect((await shared.acquire('y')).value).toBe('y');
});

test('await using also releases what comes back while it waits', async () => {
  const { shared, log } = connections({ lingerMs: 1000 });
  const held = await shared.acquire('db');
  const end = shared[Symbol.asyncDispose]();
  held.dispose();
  await end;
  expect([log, shared.size]).toEqual([['open db', 'close db'], 0]);
});

test('idle waits for an onError that takes its time', async () => {
  let fail: (reason: Error) => void = () => {};
  const shared = new SharedByKey<string, string>({
    create: (key) => key,
    dispose: () => Promise.reject(new Error('cannot close')),
    onError: () => new Promise<void>((_, reject) => (fail = reject)),
  });
  (await shared.acquire('a')).dispose();
  const end = vi.fn();
  const idle = shared.idle().finally(end);
  await vi.advanceTimersByTimeAsync(1000);
  expect(end).not.toHaveBeenCalled();
  fail(new Error('logger is down'));
  await expect(idle).rejects.toMatchObject({ errors: [new Error('logger is down')] });
});

test('a chain of values, each held by the one before it, is released without a deep stack', async () => {
  const length = 100_000;
  let released = 0;
  const shared = new SharedByKey<number, { next: SharedHandle<unknown> | undefined }>({
    create: () => ({ next: undefined }),
    dispose: ({ next }) => {
      released++;
      next?.dispose();
    },
  });
  let first = await shared.acquire(0);
  for (let key = 1; key < length; key++) {
    const before = await shared.acquire(key);
    before.value.next = first;
    first = before;
  }
  first.dispose();
  await shared.idle();
  expect([released, shared.size]).toEqual([length, 0]);
});

test('a disposer never runs inside the code that let go, and runs before a later job', async () => {
  const { shared, log } = connections();
  const handle = await shared.acquire('db');
  setTimeout(() => log.push('later job'), 0);
  handle.dispose();
  log.push('let go');
  await vi.advanceTimersByTimeAsync(0);
  expect(log).toEqual(['open db', 'let go', 'close db', 'later job']);
});

test('every handle to the value of a key counts, also of another acquire', async () => {
  const { shared } = connections();
  const [a, b] = [await shared.acquire('db'), await shared.acquire('db')];
  expect([a.strong, a.unique]).toEqual([2, false]);
  b.dispose();
  expect([a.strong, a.unique, b.disposed]).toEqual([1, true, true]);
  const seen = a.weak();
  a.dispose();
  expect(seen.upgrade()).toBeUndefined();
  expect(() => a.value).toThrow(UseAfterDispose);
});
