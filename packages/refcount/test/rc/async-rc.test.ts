import { expect, test } from 'vitest';
import { asyncRc, rc, UseAfterDispose } from '../../src/rc/index.ts';

/** A disposer that finishes when told. */
function slow(log: string[]): { dispose: (value: string) => Promise<void>; finish: () => void } {
  let finish = (): void => {};
  const end = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return {
    dispose: async (value) => {
      log.push(`closing ${value}`);
      await end;
      log.push(`closed ${value}`);
    },
    finish,
  };
}

test('the last dispose waits for the disposer; others do not', async () => {
  const log: string[] = [];
  const { dispose, finish } = slow(log);
  const first = asyncRc('pool', dispose);
  const second = first.clone();
  await first.dispose();
  expect(log).toEqual([]);
  const end = second.dispose();
  expect(log).toEqual(['closing pool']);
  finish();
  await end;
  expect(log).toEqual(['closing pool', 'closed pool']);
});

test('a pending use holds the value', async () => {
  const log: string[] = [];
  const handle = asyncRc('db', (value) => log.push(`closed ${value}`));
  let answer = (_: string): void => {};
  const query = handle.use(
    () =>
      new Promise<string>((resolve) => {
        answer = resolve;
      }),
  );
  await handle.dispose();
  expect(log).toEqual([]);
  answer('row');
  expect(await query).toBe('row');
  expect(log).toEqual(['closed db']);
});

test('a failing disposer runs once and rejects every dispose of the last handle', async () => {
  let runs = 0;
  const handle = asyncRc('x', async () => {
    runs++;
    throw new Error('cannot close');
  });
  const other = handle.clone();
  await expect(other.dispose()).resolves.toBeUndefined();
  await expect(handle.dispose()).rejects.toThrow('cannot close');
  await expect(handle.dispose()).rejects.toThrow('cannot close');
  await expect(other.dispose()).resolves.toBeUndefined();
  expect(runs).toBe(1);
});

test('disposals that overlap wait for the same end and see the same failure', async () => {
  let fail = (_: Error): void => {};
  const end = new Promise<void>((_, reject) => {
    fail = reject;
  });
  const handle = asyncRc('x', () => end);
  const ends: string[] = [];
  const both = [handle.dispose(), handle[Symbol.asyncDispose]()].map((end) =>
    end.catch((error: Error) => void ends.push(error.message)),
  );
  await Promise.resolve();
  expect(ends).toEqual([]);
  fail(new Error('cannot close'));
  await Promise.all(both);
  expect(ends).toEqual(['cannot close', 'cannot close']);
});

test('what a disposer disposes and its own rejection are both reported, after it has ended', async () => {
  const failing = (name: string) =>
    rc(name, () => {
      throw new Error(name);
    });
  const inner = [failing('reader'), failing('writer')];
  const log: string[] = [];
  const outer = asyncRc('outer', async () => {
    for (const handle of inner) handle.dispose();
    await Promise.resolve();
    log.push('ended');
    throw new Error('outer');
  });
  const error = await outer.dispose().catch((reason: unknown) => reason);
  expect(log).toEqual(['ended']);
  expect((error as AggregateError).errors.map(String)).toEqual(
    ['reader', 'writer', 'outer'].map((name) => `Error: ${name}`),
  );
});

test('a disposer may dispose its own handle, and clones of other values', async () => {
  const log: string[] = [];
  const inner = asyncRc('inner', async (name) => void log.push(name));
  const outer: ReturnType<typeof asyncRc<string>> = asyncRc('outer', async (name) => {
    await outer.dispose();
    await inner.clone().dispose();
    await inner.dispose();
    log.push(name);
  });
  await outer.dispose();
  expect(log).toEqual(['inner', 'outer']);
});

test('a chain longer than the nesting bound is awaited to its end', async () => {
  const log: number[] = [];
  let head = asyncRc(0, async () => {
    await Promise.resolve();
    log.push(0);
  });
  for (let depth = 1; depth <= 120; depth++) {
    const next = head;
    head = asyncRc(depth, async () => {
      await next.dispose();
      log.push(depth);
    });
  }
  await head.dispose();
  expect(log).toEqual(Array.from({ length: 121 }, (_, depth) => depth));
});

test('is disposed by await using, and refuses later use', async () => {
  const log: string[] = [];
  let kept = asyncRc('never');
  {
    await using handle = asyncRc('file', async (value) => void log.push(value));
    kept = handle;
  }
  expect(log).toEqual(['file']);
  expect(() => kept.value).toThrow(UseAfterDispose);
});

test('a use that fails, and the disposer after it, are both reported', async () => {
  const handle = asyncRc('x', () => {
    throw new Error('cannot close');
  });
  const use = handle.use(async () => {
    await Promise.resolve();
    throw new Error('cannot query');
  });
  await handle.dispose();
  const error = await use.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(AggregateError);
  expect((error as AggregateError).errors.map(String)).toEqual([
    'Error: cannot query',
    'Error: cannot close',
  ]);
});
