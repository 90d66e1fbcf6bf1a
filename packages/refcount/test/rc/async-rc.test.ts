import { expect, test } from 'vitest';
import { asyncRc, UseAfterDispose } from '../../src/rc/index.ts';

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
  const handle = asyncRc('db', (value) => void log.push(`closed ${value}`));
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

test('a failing disposer rejects the last dispose, once', async () => {
  const handle = asyncRc('x', async () => {
    throw new Error('cannot close');
  });
  await expect(handle.dispose()).rejects.toThrow('cannot close');
  await expect(handle.dispose()).resolves.toBeUndefined();
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
