import { beforeEach, describe, expect, test } from 'vitest';
import {
  AddressSpace,
  type AddressSpaceOptions,
  BusError,
  classic,
  errno,
  exec,
  type Fault,
  type MappedFile,
  OverlappingMapping,
  programOf,
  SegmentationFault,
  type SegmentEvent,
} from '../src/index.ts';
import { MappingList } from '../src/mapping-list.ts';

const PAGE = 4096;
const MIB = 2 ** 20;

/** The map as one line a mapping: start in hex, pages, permissions. */
const picture = (space: AddressSpace): string[] =>
  [...space.mappings()].map(
    ({ start, end, permissions }) => `${start.toString(16)} ${(end - start) / PAGE} ${permissions}`,
  );

const faultOf = (act: () => unknown): Fault => {
  try {
    act();
  } catch (error) {
    if (error instanceof SegmentationFault || error instanceof BusError) return error.fault;
    throw error;
  }
  throw new Error('no fault');
};

let space: AddressSpace;
beforeEach(() => {
  space = new AddressSpace();
});

const fixed = (at: number, pages: number, rest: object = {}): number =>
  space.mmap({ address: at, length: pages * PAGE, placement: 'fixed', ...rest });

describe('mmap', () => {
  test('takes the highest hole below the base', () => {
    expect(space.mmap({ length: 1 })).toBe(0x7ffff7ffe000);
    expect(space.mmap({ length: PAGE + 1 })).toBe(0x7ffff7ffc000);
  });

  test.each([
    ['downwards', {}],
    ['upwards', { legacy: true }],
  ])('searching %s, 20,000 maps look at few entries each', (_, options) => {
    space = new AddressSpace(options);
    let looks = 0;
    const { at } = MappingList.prototype;
    MappingList.prototype.at = function (index) {
      looks += 1;
      return at.call(this, index);
    };
    try {
      for (let count = 0; count < 20_000; count += 1)
        space.mmap({ length: PAGE, permissions: count % 2 === 0 ? 'r--' : 'rw-' });
    } finally {
      MappingList.prototype.at = at;
    }
    expect(space.mappingCount).toBe(20_000);
    expect(looks).toBeLessThan(20_000 * 10);
  });

  test('finds a hole that was made behind an earlier search', () => {
    const first = space.mmap({ length: PAGE });
    const second = space.mmap({ length: 2 * PAGE });
    space.mmap({ length: PAGE });
    space.munmap(second, 2 * PAGE);
    expect(space.mmap({ length: 3 * PAGE })).toBe(second - 4 * PAGE);
    expect(space.mmap({ length: 2 * PAGE })).toBe(second);
    space.munmap(first, PAGE);
    expect(space.mmap({ length: PAGE })).toBe(first);
  });

  test('searches upwards in the legacy layout', () => {
    space = new AddressSpace({ legacy: true });
    expect(space.mmap({ length: 1 })).toBe(0x2aaaaaaab000);
    expect(space.mmap({ length: 1 })).toBe(0x2aaaaaaac000);
  });

  test('rounds a free hint down and ignores a taken one', () => {
    expect(space.mmap({ address: 0x10000123, length: PAGE })).toBe(0x10000000);
    expect(space.mmap({ address: 0x10000123, length: PAGE })).toBe(0x7ffff7ffe000);
  });

  test('lifts a hint below the lowest address a program may map', () => {
    expect(space.mmap({ address: 0x2000, length: PAGE })).toBe(0x10000);
  });

  test('places whole huge pages on a huge boundary', () => {
    expect(space.mmap({ length: 4 * MIB })).toBe(0x7ffff7a00000);
    expect(space.mmap({ length: 4 * MIB, shared: true })).toBe(0x7ffff7600000);
  });

  test.each([
    ['no length', { length: 0 }, errno.EINVAL],
    ['an offset within a page', { length: 1, offset: 5 }, errno.EINVAL],
    [
      'a fixed place within a page',
      { length: 1, address: 0x10001, placement: 'fixed' },
      errno.EINVAL,
    ],
    ['a fixed place too low', { length: 1, address: 0x1000, placement: 'fixed' }, errno.EPERM],
    ['more than user space', { length: 2 ** 47 }, errno.ENOMEM],
    ['a shared stack', { length: 1, shared: true, growsDown: true }, errno.EINVAL],
  ] as const)('refuses %s', (_name, request, expected) => {
    expect(space.mmap(request)).toBe(expected);
    expect(picture(space)).toEqual([]);
  });

  test('replaces when fixed, refuses when fixed-noreplace', () => {
    fixed(0x100000, 4);
    const again = { address: 0x101000, length: PAGE, permissions: 'r--' } as const;
    expect(space.mmap({ ...again, placement: 'fixed-noreplace' })).toBe(errno.EEXIST);
    expect(space.mmap({ ...again, placement: 'fixed' })).toBe(0x101000);
    expect(picture(space)).toEqual(['100000 1 rw-', '101000 1 r--', '102000 2 rw-']);
  });

  test('joins equal neighbours into one entry, on both sides', () => {
    fixed(0x100000, 1);
    fixed(0x102000, 1);
    fixed(0x101000, 1);
    expect(picture(space)).toEqual(['100000 3 rw-']);
  });

  test('keeps two written neighbours apart, since their pages form two groups', () => {
    fixed(0x100000, 1);
    fixed(0x102000, 1);
    space.access(0x100000, 1, 'write');
    space.access(0x102000, 1, 'write');
    fixed(0x101000, 1);
    expect(picture(space)).toEqual(['100000 2 rw-', '102000 1 rw-']);
  });

  test('never joins two shared anonymous mappings', () => {
    fixed(0x100000, 1, { shared: true });
    fixed(0x101000, 1, { shared: true });
    expect(picture(space)).toHaveLength(2);
  });

  test('joins file mappings only where the file continues', () => {
    const file: MappedFile = { name: 'f', size: 1 << 20 };
    fixed(0x100000, 1, { file, offset: 0 });
    fixed(0x101000, 1, { file, offset: PAGE });
    fixed(0x102000, 1, { file, offset: PAGE });
    expect(picture(space)).toEqual(['100000 2 rw-', '102000 1 rw-']);
  });

  test('refuses a shared writable mapping of a file opened for reading', () => {
    const file: MappedFile = { name: 'f', size: 1, writable: false };
    expect(space.mmap({ length: 1, file, shared: true })).toBe(errno.EACCES);
    expect(space.mmap({ length: 1, file })).toBeGreaterThan(0);
  });

  test('leaves a guard gap below a stack, and does not look above it again', () => {
    const stack = space.mmap({ length: PAGE, growsDown: true });
    expect(space.mmap({ length: PAGE })).toBe(stack - MIB - PAGE);
  });
});

describe('munmap', () => {
  test('cuts what it meets at both ends', () => {
    fixed(0x100000, 5);
    expect(space.munmap(0x101000, 3 * PAGE)).toBe(0);
    expect(picture(space)).toEqual(['100000 1 rw-', '104000 1 rw-']);
  });

  test('is content with a range where nothing is', () => {
    expect(space.munmap(0x100000, PAGE)).toBe(0);
  });

  test.each([
    [0x100001, PAGE],
    [0x100000, 0],
    [0x7ffffffff000, PAGE],
  ])('refuses %i, %i', (start, length) => {
    expect(space.munmap(start, length)).toBe(errno.EINVAL);
  });
});

describe('mprotect', () => {
  test('cuts a part out and joins it again', () => {
    fixed(0x100000, 3);
    expect(space.mprotect(0x101000, PAGE, 'r--')).toBe(0);
    expect(picture(space)).toEqual(['100000 1 rw-', '101000 1 r--', '102000 1 rw-']);
    expect(space.mprotect(0x101000, PAGE, 'rw-')).toBe(0);
    expect(picture(space)).toEqual(['100000 3 rw-']);
  });

  test('stops at a hole after changing what came before', () => {
    fixed(0x100000, 1);
    fixed(0x102000, 1);
    expect(space.mprotect(0x100000, 3 * PAGE, 'r--')).toBe(errno.ENOMEM);
    expect(picture(space)).toEqual(['100000 1 r--', '102000 1 rw-']);
  });

  test('a page once written and now read-only stays apart from one never written', () => {
    fixed(0x100000, 1);
    space.access(0x100000, 1, 'write');
    space.mprotect(0x100000, PAGE, 'r--');
    fixed(0x101000, 1, { permissions: 'r--' });
    expect(picture(space)).toEqual(['100000 1 r--', '101000 1 r--']);
  });

  test('refuses the cut that would make one entry too many', () => {
    const platform = { ...space.platform, maxMapCount: 3 };
    space = new AddressSpace({ platform });
    fixed(0x100000, 8);
    expect(space.mprotect(0x101000, PAGE, 'r--')).toBe(0);
    expect(space.mprotect(0x104000, PAGE, 'r--')).toBe(errno.ENOMEM);
    expect(space.mappingCount).toBe(3);
  });
});

describe('brk', () => {
  const start = 0x555555555000;

  test('moves within a page without a mapping change', () => {
    expect(space.brk(start + 10)).toBe(start + 10);
    expect(space.brk(start + 20)).toBe(start + 20);
    expect(picture(space)).toEqual(['555555555000 1 rw-']);
    expect([...space.mappings()][0]?.name).toBe('[heap]');
  });

  test('answers the old break below its start', () => {
    expect(space.brk(start - 1)).toBe(start);
    expect(space.brk(0)).toBe(start);
  });

  test('leaves one free page below the mapping above', () => {
    fixed(start + 10 * PAGE, 1);
    expect(space.brk(start + 10 * PAGE)).toBe(start);
    expect(space.brk(start + 9 * PAGE)).toBe(start + 9 * PAGE);
  });

  test('sbrk answers the old break, or ENOMEM at the data limit', () => {
    space = new AddressSpace({ limits: { data: 2 * PAGE } });
    expect(space.sbrk(PAGE)).toBe(start);
    expect(space.sbrk(2 * PAGE)).toBe(errno.ENOMEM);
    expect(space.sbrk(-PAGE)).toBe(start + PAGE);
    expect(space.programBreak).toBe(start);
    expect(picture(space)).toEqual([]);
  });

  test('the data limit also stops private writable mappings, but not read-only ones', () => {
    space = new AddressSpace({ limits: { data: 2 * PAGE } });
    expect(space.mmap({ length: 3 * PAGE })).toBe(errno.ENOMEM);
    expect(space.mmap({ length: 3 * PAGE, permissions: 'r--' })).toBeGreaterThan(0);
  });

  test('the address space limit stops everything', () => {
    space = new AddressSpace({ limits: { addressSpace: 2 * PAGE } });
    expect(space.mmap({ length: 3 * PAGE, permissions: 'r--' })).toBe(errno.ENOMEM);
    expect(space.mmap({ length: 2 * PAGE, permissions: 'r--' })).toBeGreaterThan(0);
    expect(space.sbrk(1)).toBe(errno.ENOMEM);
  });
});

describe('the stack', () => {
  const top = 0x700000000000;
  const stackOf = (limit: number): void => {
    space = new AddressSpace({ limits: { stack: limit } });
    fixed(top - PAGE, 1, { growsDown: true });
  };

  test('grows to a touched page however far below', () => {
    stackOf(8 * MIB);
    space.access(top - MIB, 8, 'write');
    expect(picture(space)).toEqual([`${(top - MIB).toString(16)} 256 rw-`]);
  });

  test('stops at its limit, to the byte', () => {
    stackOf(8 * PAGE);
    space.access(top - 8 * PAGE, 1, 'write');
    const fault = faultOf(() => space.access(top - 8 * PAGE - 1, 1, 'write'));
    expect(fault).toMatchObject({ siCode: 'SEGV_MAPERR', address: top - 8 * PAGE - 1 });
    expect(fault.cause).toMatch(/limit of 32768 bytes/);
  });

  test.each([
    ['rw-', 256, 0],
    ['rw-', 257, 1],
    ['---', 2, 2],
  ] as const)('below it %s memory, %i pages away: grows by %i', (permissions, away, pages) => {
    stackOf(8 * MIB);
    fixed(top - (away + 2) * PAGE, 1, { permissions });
    let grown = 0;
    try {
      for (; grown < away; grown += 1) space.access(top - PAGE * (2 + grown), 1, 'write');
    } catch (error) {
      expect(error).toBeInstanceOf(SegmentationFault);
    }
    expect(grown).toBe(permissions === '---' ? away : pages);
  });
});

describe('faults', () => {
  test('a null pointer and a field of one', () => {
    expect(faultOf(() => space.access(0, 8, 'read'))).toMatchObject({
      signal: 'SIGSEGV',
      siCode: 'SEGV_MAPERR',
      address: 0,
      wanted: 'r--',
      had: null,
    });
    expect(faultOf(() => space.access(0x18, 8, 'write')).cause).toMatch(/0x18 bytes behind a null/);
  });

  test('a write to read-only memory names wanted and had', () => {
    fixed(0x100000, 1, { permissions: 'r--' });
    const fault = faultOf(() => space.access(0x100010, 1, 'write'));
    expect(fault).toMatchObject({ siCode: 'SEGV_ACCERR', wanted: '-w-', had: 'r--' });
  });

  test('an access across pages faults at the page that is missing', () => {
    fixed(0x100000, 1);
    expect(faultOf(() => space.access(0x100ffc, 8, 'read')).address).toBe(0x101000);
  });

  test('the neighbours and their distance', () => {
    fixed(0x100000, 1);
    fixed(0x110000, 1);
    const fault = faultOf(() => space.access(0x108000, 1, 'read'));
    expect(fault.below).toMatchObject({ start: 0x100000, distance: 0x7001 });
    expect(fault.above).toMatchObject({ start: 0x110000, distance: 0x8000 });
  });

  test('an address the processor rejects is reported as 0', () => {
    expect(faultOf(() => space.access(2 ** 47, 1, 'read'))).toMatchObject({
      siCode: 'SI_KERNEL',
      address: 0,
    });
    expect(faultOf(() => space.access(2 ** 64 - 2 ** 47, 1, 'read'))).toMatchObject({
      siCode: 'SEGV_MAPERR',
      address: 2 ** 64 - 2 ** 47,
    });
  });

  test('a page behind the end of a file is a bus error', () => {
    fixed(0x100000, 2, { file: { name: 'f', size: 10 } });
    space.access(0x100fff, 1, 'read');
    expect(faultOf(() => space.access(0x101000, 1, 'read'))).toMatchObject({
      signal: 'SIGBUS',
      siCode: 'BUS_ADRERR',
    });
  });

  test('the pages of vvar that nothing uses are bus errors, the others can be read', () => {
    const { space: made } = exec(programOf());
    const vvar = [...made.mappings()].find(({ name }) => name === '[vvar]');
    if (!vvar) throw new Error('no vvar');
    for (const page of [0, 2]) made.access(vvar.start + page * PAGE, 1, 'read');
    for (const page of [1, 3]) {
      const fault = faultOf(() => made.access(vvar.start + page * PAGE, 1, 'read'));
      expect([fault.siCode, fault.cause]).toEqual([
        'BUS_ADRERR',
        'This page of [vvar] is not in use on this machine: the kernel has nothing to show there.',
      ]);
    }
  });

  test('an instruction is fetched before it is forbidden: a page behind the file is a bus error', () => {
    fixed(0x100000, 2, { file: { name: 'f', size: 10 } });
    expect(faultOf(() => space.access(0x100000, 1, 'execute')).siCode).toBe('SEGV_ACCERR');
    expect(faultOf(() => space.access(0x101000, 1, 'execute')).siCode).toBe('BUS_ADRERR');
  });

  test('what is writable is readable, and what is executable too', () => {
    fixed(0x100000, 1, { permissions: '-w-' });
    fixed(0x101000, 1, { permissions: '--x' });
    expect(space.access(0x100000, 1, 'read').permissions).toBe('-w-');
    expect(space.access(0x101000, 1, 'read').permissions).toBe('--x');
  });
});

describe('a first touch', () => {
  // Three entries: writable and accounted, read-only and not, writable. Made read-only, an untouched
  // first one joins the second.
  const joins = (touch: () => unknown): boolean => {
    fixed(0x100000, 9);
    space.mprotect(0x103000, 3 * PAGE, 'r--');
    touch();
    space.mprotect(0x100000, 3 * PAGE, 'r--');
    return space.mappingCount === 2;
  };

  test.each([
    ['none', true, () => {}],
    ['a write', false, () => space.access(0x100000, 1, 'write')],
    ['a read', true, () => space.access(0x100000, 1, 'read')],
    ['an attempt to execute', true, () => faultOf(() => space.access(0x100000, 1, 'execute'))],
  ])('%s decides whether neighbours join: %s', (_, expected, touch) => {
    expect(joins(touch)).toBe(expected);
  });

  test('a read gives a page where no page of zeros is shared, and so does a fetch', () => {
    space = new AddressSpace({ zeroPage: false });
    expect(joins(() => space.access(0x100000, 1, 'read'))).toBe(false);
    space = new AddressSpace({ zeroPage: false });
    expect(joins(() => faultOf(() => space.access(0x100000, 1, 'execute')))).toBe(false);
  });
});

describe('an address near 2^64, written as a negative number', () => {
  test.each([
    ['munmap', () => space.munmap(-22, PAGE), errno.EINVAL],
    ['munmap of a page', () => space.munmap(-PAGE, PAGE), errno.EINVAL],
    ['mprotect', () => space.mprotect(-22, PAGE, 'r--'), errno.EINVAL],
    ['mprotect of a page', () => space.mprotect(-PAGE, PAGE, 'r--'), errno.ENOMEM],
    ['mmap there', () => fixed(-2 * PAGE, 1), errno.ENOMEM],
    ['mmap at what looks like an error', () => fixed(-1646, 1), -1646],
    ['mmap with a hint', () => space.mmap({ address: -22, length: PAGE }), 0x7ffff7ffe000],
  ])('%s', (_, act, answer) => {
    expect(act()).toBe(answer);
  });

  test('a hint out of reach is ignored, but huge pages are then not sought', () => {
    expect(space.mmap({ address: -22, length: 2 * MIB })).toBe(0x7ffff7dff000);
    expect(space.mmap({ length: 2 * MIB })).toBe(0x7ffff7a00000);
  });

  test('brk refuses it', () => {
    expect([space.brk(-22), space.brk(2 ** 64), space.brk(2 ** 47)]).toEqual(
      Array(3).fill(space.breakStart),
    );
  });
});

test('a length below zero is a very large one', () => {
  fixed(0x100000, 1);
  const answers = [fixed(0x100000, -1), space.munmap(0x100000, -1)];
  expect([...answers, space.mprotect(0x100000, -1, 'r--')]).toEqual([
    errno.ENOMEM,
    errno.EINVAL,
    errno.ENOMEM,
  ]);
});

test('events come after the map has changed, and a listener changes nothing', () => {
  const seen: string[] = [];
  const options: AddressSpaceOptions = {
    onEvent: (event: SegmentEvent) => seen.push(`${event.type} ${space.mappingCount}`),
  };
  space = new AddressSpace(options);
  fixed(0x100000, 3);
  space.mprotect(0x101000, PAGE, 'r--');
  space.munmap(0x100000, 3 * PAGE);
  space.mmap({ length: 0 });
  space.sbrk(1);
  expect(seen).toEqual([
    'mapped 1',
    'protected 3',
    'unmapped 0',
    'refused 0',
    'mapped 1',
    'break-moved 1',
  ]);
});

test('adopts an entry as it is, into free pages only', () => {
  fixed(0x100000, 1);
  const [mapping] = space.mappings();
  if (!mapping) throw new Error('no mapping');
  expect(() => space.adopt(mapping)).toThrow(OverlappingMapping);
});

test('the textbook picture has a heap and no area for mmap', () => {
  space = new AddressSpace({ platform: classic });
  expect(space.mmap({ length: 1 })).toBe(errno.ENOMEM);
  expect(space.sbrk(PAGE)).toBe(0x08048000);
});
