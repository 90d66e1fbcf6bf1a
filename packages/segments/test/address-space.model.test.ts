import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AddressSpace, isErrno, type Permissions, SegmentationFault } from '../src/index.ts';

/**
 * The shadow: permissions and contents of each page of a small window, and nothing about mappings. Whatever
 * splits and merges happen, pages must answer as the shadow's do.
 */
const PAGE = 4096;
const WINDOW = 0x10000000;
const PAGES = 24;

interface ShadowPage {
  permissions: Permissions;
  value: number;
}

const page = fc.integer({ min: 0, max: PAGES - 1 });
const count = fc.integer({ min: 1, max: 6 });
const permissions = fc.constantFrom<Permissions[]>('rw-', 'r--', '---', 'rwx', 'r-x');
const operation = fc.oneof(
  fc.record({ op: fc.constant('mmap' as const), page, count, permissions }),
  fc.record({ op: fc.constant('munmap' as const), page, count }),
  fc.record({ op: fc.constant('mprotect' as const), page, count, permissions }),
  fc.record({ op: fc.constant('store' as const), page, value: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ op: fc.constant('load' as const), page }),
);
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

const pagesFrom = (first: number, many: number): number[] =>
  Array.from({ length: Math.min(many, PAGES - first) }, (_, index) => first + index);

function perform(space: AddressSpace, shadow: (ShadowPage | null)[], step: Operation): void {
  const at = WINDOW + step.page * PAGE;
  if (step.op === 'load' || step.op === 'store') {
    const known = shadow[step.page];
    const needed =
      step.op === 'load' ? known && known.permissions !== '---' : known?.permissions[1] === 'w';
    const act = (): unknown =>
      step.op === 'load' ? space.memory.load8(at) : space.memory.store8(at, step.value);
    if (!known || !needed) {
      expect(act).toThrow(SegmentationFault);
      return;
    }
    const answer = act();
    if (step.op === 'store') known.value = step.value;
    else expect(answer).toBe(known.value);
    return;
  }
  const touched = pagesFrom(step.page, step.count);
  const length = touched.length * PAGE;
  if (step.op === 'mmap') {
    const request = {
      address: at,
      length,
      placement: 'fixed',
      permissions: step.permissions,
    } as const;
    expect(space.mmap(request)).toBe(at);
    for (const index of touched) shadow[index] = { permissions: step.permissions, value: 0 };
  } else if (step.op === 'munmap') {
    expect(space.munmap(at, length)).toBe(0);
    for (const index of touched) shadow[index] = null;
  } else {
    const hole = touched.findIndex((index) => shadow[index] === null);
    const answer = space.mprotect(at, length, step.permissions);
    expect(isErrno(answer)).toBe(hole !== -1);
    for (const index of hole === -1 ? touched : touched.slice(0, hole)) {
      const known = shadow[index];
      if (known) known.permissions = step.permissions;
    }
  }
}

function check(space: AddressSpace, shadow: readonly (ShadowPage | null)[]): void {
  const seen: (Permissions | null)[] = shadow.map(() => null);
  let last = 0;
  for (const { start, end, permissions: rights } of space.mappings()) {
    expect(start).toBeGreaterThanOrEqual(last);
    expect(end).toBeGreaterThan(start);
    expect([start % PAGE, end % PAGE]).toEqual([0, 0]);
    last = end;
    for (let at: number = start; at < end; at += PAGE) seen[(at - WINDOW) / PAGE] = rights;
  }
  expect(seen).toEqual(shadow.map((known) => known?.permissions ?? null));
}

test('random system calls leave every page as a naive list of pages says', () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 60 }), (steps) => {
      const space = new AddressSpace();
      const shadow: (ShadowPage | null)[] = Array.from({ length: PAGES }, () => null);
      for (const step of steps) {
        perform(space, shadow, step);
        check(space, shadow);
      }
    }),
    { numRuns: 60 },
  );
});

test('no request, however absurd, breaks the order of the map or throws', () => {
  const absurd = fc.oneof(
    fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    fc.constantFrom(
      0,
      1,
      4095,
      4096,
      2 ** 21,
      2 ** 32,
      2 ** 46,
      2 ** 47,
      2 ** 53,
      2 ** 64,
      0x7ffffffff000,
      -1,
      -22,
      -4096,
    ),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(4), absurd, absurd), { maxLength: 40 }), (steps) => {
      const space = new AddressSpace();
      for (const [call, a, b] of steps) {
        if (call === 0) space.mmap({ address: a, length: b, placement: 'fixed' });
        if (call === 1) space.mmap({ address: a, length: b });
        if (call === 2) space.munmap(a, b);
        if (call === 3) space.brk(a);
        if (call === 4) space.mprotect(a, b, 'r--');
      }
      let last = 0;
      for (const { start, end } of space.mappings()) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(space.platform.taskSize);
    }),
    { numRuns: 100 },
  );
});
