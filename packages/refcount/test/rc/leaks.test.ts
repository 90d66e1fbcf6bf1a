import { afterEach, expect, test } from 'vitest';
import { type Rc, rc, UseAfterDispose } from '../../src/rc/index.ts';
import {
  AlreadyTracking,
  expectNoLeaks,
  LeakedHandles,
  type LeakTracker,
  trackLeaks,
} from '../../src/rc/leaks.ts';

let tracker: LeakTracker | undefined;
afterEach(() => tracker?.stop());

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
