import { describe, expect, test } from 'vitest';
import { DisposeErrors, NotUnique, type Rc, rc, UseAfterDispose } from '../../src/rc/index.ts';

describe('rc', () => {
  test('calls the disposer once, when the last handle is disposed', () => {
    const closed: string[] = [];
    const first = rc('socket', (value) => closed.push(value));
    const second = first.clone();
    first.dispose();
    expect(closed).toEqual([]);
    second.dispose();
    second.dispose();
    expect(closed).toEqual(['socket']);
  });

  test('counts the strong handles', () => {
    const first = rc(1);
    expect([first.strong, first.unique]).toEqual([1, true]);
    const second = first.clone();
    expect([first.strong, second.strong, first.unique]).toEqual([2, 2, false]);
    second.dispose();
    expect([first.strong, first.unique]).toEqual([1, true]);
  });

  test('disposing one holder twice does not harm another', () => {
    const closed: number[] = [];
    const first = rc(7, (value) => closed.push(value));
    const second = first.clone();
    first.dispose();
    first.dispose();
    expect(second.value).toBe(7);
    expect(closed).toEqual([]);
  });

  test('every use after dispose is the typed error', () => {
    const handle = rc(1);
    handle.dispose();
    expect(handle.disposed).toBe(true);
    for (const use of [
      () => handle.value,
      () => handle.clone(),
      () => handle.weak(),
      () => handle.strong,
      () => handle.unique,
      () => handle.intoInner(),
    ])
      expect(use).toThrow(UseAfterDispose);
  });

  test('is disposed by using, on return and on error', () => {
    const closed: number[] = [];
    const body = (fails: boolean): void => {
      using handle = rc(3, (value) => closed.push(value));
      if (fails) throw new Error(`failed with ${handle.value}`);
    };
    body(false);
    expect(() => body(true)).toThrow('failed with 3');
    expect(closed).toEqual([3, 3]);
  });

  test('undefined is a value like any other', () => {
    const seen: unknown[] = [];
    const handle = rc(undefined, (value) => seen.push(value));
    expect(handle.value).toBeUndefined();
    handle.dispose();
    expect(seen).toEqual([undefined]);
  });
});

describe('intoInner', () => {
  test('takes the value out without disposing it', () => {
    const closed: string[] = [];
    const handle = rc('file', (value) => closed.push(value));
    expect(handle.intoInner()).toBe('file');
    expect([handle.disposed, closed]).toEqual([true, []]);
  });

  test('is refused while others hold the value, with their number', () => {
    const handle = rc('file');
    const other = handle.clone();
    const refused = expect(() => handle.intoInner());
    refused.toThrow(NotUnique);
    refused.toThrow(/^2 strong handles/);
    expect(other.value).toBe('file');
  });
});

describe('Weak', () => {
  test('becomes strong while a strong handle exists', () => {
    const handle = rc('cache');
    const weak = handle.weak();
    const upgraded = weak.upgrade();
    expect([upgraded?.value, handle.strong]).toEqual(['cache', 2]);
    upgraded?.dispose();
    handle.dispose();
    expect(weak.upgrade()).toBeUndefined();
  });

  test('cannot revive a value inside its own disposer', () => {
    let revived: Rc<string> | undefined;
    const handle = rc('gone', () => {
      revived = weak.upgrade();
    });
    const weak = handle.weak();
    handle.dispose();
    expect(revived).toBeUndefined();
  });
});

describe('a cascade of disposers', () => {
  test('a chain of 50,000 handles is disposed without recursion, each once', () => {
    let disposed = 0;
    let head: Rc<unknown> | undefined;
    for (let i = 0; i < 50_000; i++) {
      const next: Rc<unknown> | undefined = head;
      head = rc(i, () => {
        disposed++;
        next?.dispose();
      });
    }
    head?.dispose();
    expect(disposed).toBe(50_000);
  });

  test('a disposer may create, clone and dispose handles', () => {
    const log: string[] = [];
    const inner = rc('inner', (value) => log.push(value));
    const outer = rc('outer', (value) => {
      using again = inner.clone();
      log.push(`${value} sees ${again.value}`);
      inner.dispose();
    });
    outer.dispose();
    expect(log).toEqual(['outer sees inner', 'inner']);
  });

  test('one error is thrown as it is; several are all reported', () => {
    const failing = (name: string): Rc<string> =>
      rc(name, () => {
        throw new Error(name);
      });
    expect(() => failing('one').dispose()).toThrow(/^one$/);

    let chain: Rc<unknown> | undefined;
    const three = ['two', 'three', 'four'].map(failing);
    for (let depth = 0; depth < 50; depth++) {
      const next = chain ? [chain] : three;
      chain = rc(depth, () => {
        for (const handle of next) handle.dispose();
      });
    }
    const error = (() => {
      try {
        return chain?.dispose();
      } catch (caught) {
        return caught;
      }
    })();
    expect(error).toBeInstanceOf(DisposeErrors);
    expect((error as DisposeErrors).errors.map(String)).toEqual(
      ['four', 'three', 'two'].map((name) => `Error: ${name}`),
    );
  });
});

describe('errors of disposers', () => {
  const failing = (name: string): Rc<string> =>
    rc(name, () => {
      throw new Error(name);
    });

  const caught = (body: () => void): unknown => {
    try {
      return body();
    } catch (error) {
      return error;
    }
  };

  test('are an AggregateError where there are several', () => {
    const finished: string[] = [];
    const inner = [failing('first'), failing('second')];
    const outer = rc('outer', (name) => {
      for (const handle of inner) handle.dispose();
      finished.push(name);
      throw new Error(name);
    });
    const error = caught(() => outer.dispose());
    expect(finished).toEqual(['outer']);
    expect(error).toBeInstanceOf(AggregateError);
    expect((error as AggregateError).errors.map(String)).toEqual(
      ['first', 'second', 'outer'].map((name) => `Error: ${name}`),
    );
  });

  test('are reported once, and the next dispose starts afresh', () => {
    expect(() => failing('one').dispose()).toThrow(/^one$/);
    expect(() => rc('fine', () => {}).dispose()).not.toThrow();
  });

  test('and the error of the block are both reported by using', () => {
    const error = caught(() => {
      using handle = failing('disposer');
      throw new Error(`block with ${handle.value}`);
    }) as { name: string; error: Error; suppressed: Error };
    expect(error.name).toBe('SuppressedError');
    expect([error.error.message, error.suppressed.message]).toEqual([
      'disposer',
      'block with disposer',
    ]);
  });

  test('of two handles in one block are both reported by using', () => {
    const error = caught(() => {
      using first = failing('first');
      using second = failing('second');
      expect([first.unique, second.unique]).toEqual([true, true]);
    }) as { name: string; error: Error; suppressed: Error };
    expect(error.name).toBe('SuppressedError');
    expect([error.error.message, error.suppressed.message]).toEqual(['first', 'second']);
  });
});

describe('a disposer that comes back', () => {
  test('to its own handle does nothing', () => {
    let runs = 0;
    const handle: Rc<string> = rc('self', () => {
      runs++;
      handle.dispose();
    });
    handle.dispose();
    expect([runs, handle.disposed]).toEqual([1, true]);
  });

  test('to another handle of its own value cannot revive it', () => {
    const first = rc('value', () => {
      expect(() => second.clone()).toThrow(UseAfterDispose);
      expect(() => first.value).toThrow(UseAfterDispose);
    });
    const second = first.clone();
    second.dispose();
    first.dispose();
  });

  test('and puts a new value under the same name keeps the new one', () => {
    const cache = new Map<string, Rc<number>>();
    const put = (value: number): void => {
      cache.set(
        'key',
        rc(value, (old) => old < 3 && put(old + 1)),
      );
    };
    put(1);
    cache.get('key')?.dispose();
    expect(cache.get('key')?.value).toBe(2);
    cache.get('key')?.dispose();
    expect(cache.get('key')?.value).toBe(3);
  });
});
