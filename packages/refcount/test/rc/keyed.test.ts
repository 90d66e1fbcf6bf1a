import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DisposeErrors } from '../../src/rc/index.ts';
import { SharedByKey } from '../../src/rc/keyed.ts';

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
    dispose: ({ address }) => void log.push(`close ${address}`),
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

  test('no more than maxIdle values wait; the longest unheld goes first', async () => {
    const { shared, log } = connections({ lingerMs: 1000, maxIdle: 2 });
    for (const key of ['a', 'b', 'c']) (await shared.acquire(key)).dispose();
    expect(log).toEqual(['open a', 'open b', 'open c', 'close a']);
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
