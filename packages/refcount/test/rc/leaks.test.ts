import { afterEach, expect, test, vi } from 'vitest';
import { type Rc, rc, UseAfterDispose } from '../../src/rc/index.ts';
import { SharedByKey, type SharedHandle } from '../../src/rc/keyed.ts';
import {
  AlreadyTracking,
  expectNoLeaks,
  LeakedHandles,
  type LeakTracker,
  trackLeaks,
} from '../../src/rc/leaks.ts';

let tracker: LeakTracker | undefined;
afterEach(() => {
  tracker?.stop();
  vi.unstubAllGlobals();
});

function openedByThisFunction(): Rc<string> {
  return rc('socket');
}

test('the report names the function that acquired each live handle', () => {
  tracker = trackLeaks();
  const handle = openedByThisFunction();
  const clone = handle.clone();
  expect(tracker.live()).toHaveLength(2);
  expect(tracker.live()[0]).toMatchObject({
    acquiredAt: expect.stringContaining('openedByThisFunction'),
    strong: 2,
  });
  handle.dispose();
  clone.dispose();
  expect(tracker.report()).toBe('No live handles.');
});

test('the site of a keyed handle is where it was acquired, cloned or upgraded', async () => {
  tracker = trackLeaks();
  const shared = new SharedByKey<string, string>({ create: (key) => key });
  async function acquiredHere(): Promise<SharedHandle<string>> {
    return await shared.acquire('db');
  }
  const clonedHere = (handle: SharedHandle<string>) => handle.clone();
  const upgradedHere = (handle: SharedHandle<string>) => handle.weak().upgrade();
  const handle = await acquiredHere();
  const held = [handle, clonedHere(handle), upgradedHere(handle)];
  for (const [index, site] of ['acquiredHere', 'clonedHere', 'upgradedHere'].entries())
    expect(tracker.live()[index]).toMatchObject({
      acquiredAt: expect.stringContaining(site),
      strong: 3,
    });
  for (const one of held) one?.dispose();
  expect(tracker.live()).toEqual([]);
});

test('use after dispose carries both sites while tracking', () => {
  tracker = trackLeaks();
  const handle = openedByThisFunction();
  handle.dispose();
  const error = (() => {
    try {
      return handle.value;
    } catch (caught) {
      return caught;
    }
  })();
  expect(error).toBeInstanceOf(UseAfterDispose);
  expect((error as UseAfterDispose).acquiredAt).toContain('openedByThisFunction');
  expect((error as UseAfterDispose).disposedAt).toContain('leaks.test');
  expect((error as Error).message).toMatch(
    /^Handle acquired .*openedByThisFunction.*, disposed .*leaks\.test.*\. Use a clone\(\)\.$/,
  );
  expect((error as Error).stack).toContain(`${(error as Error).message}\n`);
});

test('of a handle that it has not watched a tracker knows no sites', () => {
  const handle = openedByThisFunction();
  tracker = trackLeaks();
  handle.dispose();
  expect(() => handle.value).toThrow('Handle disposed: use a clone(); trackLeaks() tells where.');
});

test('expectNoLeaks fails with the sites of what was left, and stops tracking', async () => {
  const leaking = expectNoLeaks(() => void openedByThisFunction());
  await expect(leaking).rejects.toThrow(LeakedHandles);
  await expect(leaking).rejects.toThrow(/1 live handle:\n {2}1 acquired .*openedByThisFunction/);
  await expect(expectNoLeaks(() => rc(1).dispose())).resolves.toBeUndefined();
});

test('handles made before tracking began are not of its report', () => {
  const before = rc('early');
  tracker = trackLeaks();
  before.dispose();
  expect(tracker.live()).toEqual([]);
});

test('two trackers at once are refused', () => {
  tracker = trackLeaks();
  expect(() => trackLeaks()).toThrow(AlreadyTracking);
});

/** Counts what a registry is asked, and can tell of a value as if it were collected. */
function countingRegistry(): { registered: unknown[]; unregistered: number; collect(): void } {
  const calls = { registered: [] as unknown[], unregistered: 0, collect: (): void => {} };
  vi.stubGlobal(
    'FinalizationRegistry',
    class {
      constructor(tell: (held: unknown) => void) {
        calls.collect = () => tell(calls.registered.at(-1));
      }
      register(_block: object, held: unknown): void {
        calls.registered.push(held);
      }
      unregister(): void {
        calls.unregistered++;
      }
    },
  );
  return calls;
}

test('a value is registered once, however many handles and upgrades it has', () => {
  const calls = countingRegistry();
  const forgotten: string[] = [];
  tracker = trackLeaks({ onForgotten: (site) => void forgotten.push(site) });
  const handle = openedByThisFunction();
  const others = Array.from({ length: 100 }, () => handle.clone());
  const upgraded = handle.weak().upgrade();
  expect([calls.registered.length, calls.unregistered]).toEqual([1, 0]);
  calls.collect();
  expect(forgotten[0]).toContain('openedByThisFunction');
  for (const each of [...others, upgraded, handle]) each?.dispose();
  expect([calls.registered.length, calls.unregistered]).toEqual([1, 1]);
});

test('a value that is collected when tracking has ended is not told of: its dispose went unseen', () => {
  const calls = countingRegistry();
  const forgotten: string[] = [];
  tracker = trackLeaks({ onForgotten: (site) => void forgotten.push(site) });
  const handle = rc('value');
  tracker.stop();
  handle.dispose();
  calls.collect();
  expect([calls.registered.length, forgotten]).toEqual([1, []]);
});

test('a value that nobody asked to hear of is not registered', () => {
  const calls = countingRegistry();
  rc('untracked').dispose();
  tracker = trackLeaks();
  rc('tracked').dispose();
  expect(calls.registered).toEqual([]);
});

test('a value whose watched handles are gone is registered again for a later one', () => {
  const before = rc('value');
  const calls = countingRegistry();
  tracker = trackLeaks({ onForgotten: () => {} });
  before.clone().dispose();
  const later = before.clone();
  expect([calls.registered.length, calls.unregistered]).toEqual([2, 1]);
  later.dispose();
  before.dispose();
  expect(calls.unregistered).toBe(2);
});
