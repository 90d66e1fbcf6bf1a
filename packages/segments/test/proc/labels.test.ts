import { describe, expect, test } from 'vitest';
import { labelMappings, type MapsEntry, type SmapsEntry } from '../../src/proc/index.ts';

const MIB = 1024 * 1024;
const PAGE = 4096;

/** A line of smaps, as far as a label depends on it. */
const line = (
  start: number,
  end: number,
  permissions: string,
  path = '',
  flags = '',
  offset = 0,
): SmapsEntry =>
  ({ start, end, permissions, path, offset, vmFlags: flags.split(' ') }) as unknown as SmapsEntry;

const kinds = (...given: Parameters<typeof labelMappings>): string[] =>
  labelMappings(...given).map(({ kind, of }) => (of === undefined ? kind : `${kind} of ${of}`));

test('lines with a name are called by it', () => {
  const paths = ['[heap]', '[stack]', '[vdso]', '[vvar]', '[vvar_vclock]', '[vsyscall]', '/a', ''];
  expect(kinds(paths.map((path, at) => line(at, at + 1, 'rw-p', path)))).toEqual([
    ...['heap', 'stack', 'vdso', 'vvar', 'vvar', 'vsyscall', 'file of /a', 'anonymous'],
  ]);
  expect(kinds([line(0, 1, 'rw-p', '[anon:x]')])).toEqual(['anonymous']);
});

describe('what the loader closed', () => {
  const program = line(0, 1, 'r-xp', '/a');

  test('is a written read-only part of a file that is also executed', () => {
    expect(kinds([program, line(1, 2, 'r--p', '/a', 'rd mr ac')])).toEqual([
      'file of /a',
      'relro of /a',
    ]);
  });

  test.each([
    ['not counted', [program, line(1, 2, 'r--p', '/a', 'rd mr')]],
    ['still writable', [program, line(1, 2, 'rw-p', '/a', 'ac')]],
    ['of a file that is not executed', [program, line(1, 2, 'r--p', '/b', 'ac')]],
    ['without flags', [program, { ...line(1, 2, 'r--p', '/a'), vmFlags: null } as SmapsEntry]],
  ])('is not what is %s', (_, entries) => {
    expect(kinds(entries)[1]).toMatch(/^file of/);
  });

  test('is not told by a line of maps', () => {
    const { vmFlags, ...maps } = line(1, 2, 'r--p', '/a', 'ac');
    expect(vmFlags).toContain('ac');
    expect(kinds([program, maps as unknown as MapsEntry])[1]).toBe('file of /a');
  });
});

describe('bss', () => {
  // Data in the file from 0x2000, 0x800 bytes, and 0x3000 bytes in memory: zeros from 0x3000 to 0x5000.
  const load = {
    type: 1,
    offset: 0x2000,
    virtualAddress: 0x2000,
    fileSize: 0x800,
    memorySize: 0x3000,
  };
  const images = (path: string) =>
    path === '/a' ? { programHeaders: [{ ...load, type: 6 }, load] } : undefined;
  const bias = 0x7000_0000;
  const data = line(bias + 0x2000, bias + 0x3000, 'rw-p', '/a', '', 0x2000);
  const labelOf = (below: SmapsEntry, zeros: SmapsEntry): string | undefined =>
    kinds([below, zeros], { images })[1];

  test('is what lies behind the file part of a segment, to the end of its memory', () => {
    expect(labelOf(data, line(bias + 0x3000, bias + 0x5000, 'rw-p'))).toBe('bss of /a');
    expect(labelOf(data, line(bias + 0x3000, bias + 0x4000, 'rwxp'))).toBe('bss of /a');
  });

  test.each([
    ['goes beyond it', data, line(bias + 0x3000, bias + 0x6000, 'rw-p')],
    ['does not touch the file part', data, line(bias + 0x4000, bias + 0x5000, 'rw-p')],
    ['cannot be written', data, line(bias + 0x3000, bias + 0x5000, 'r--p')],
    [
      'lies behind another part of the file',
      line(bias + 0x1000, bias + 0x3000, 'rw-p', '/a', '', 0x8000),
      line(bias + 0x3000, bias + 0x5000, 'rw-p'),
    ],
    [
      'lies behind another file',
      line(bias + 0x2000, bias + 0x3000, 'rw-p', '/b', '', 0x2000),
      line(bias + 0x3000, bias + 0x5000, 'rw-p'),
    ],
    [
      'lies behind memory without a name',
      line(bias + 0x2000, bias + 0x3000, 'rw-p'),
      line(bias + 0x3000, bias + 0x5000, 'rw-p'),
    ],
  ])('is not what %s', (_, below, zeros) => {
    expect(labelOf(below, zeros)).toBe('anonymous');
  });

  test('is not named without the headers of the file', () => {
    const zeros = line(bias + 0x3000, bias + 0x5000, 'rw-p');
    expect(kinds([data, zeros])).toEqual(['file of /a', 'anonymous']);
    expect(kinds([zeros])).toEqual(['anonymous']);
  });

  test('begins in the page of its address where the segment has no file part', () => {
    const zeros = {
      type: 1,
      offset: 0x3000,
      virtualAddress: 0x3000,
      fileSize: 0,
      memorySize: 0x1800,
    };
    const full = { ...load, fileSize: 0x1000, memorySize: 0x1000 };
    const headers = () => ({ programHeaders: [full, zeros] });
    const behind = line(bias + 0x3000, bias + 0x5000, 'rw-p');
    expect(kinds([data, behind], { images: headers })[1]).toBe('bss of /a');
  });
});

describe('an arena of another thread', () => {
  const at = 128 * MIB;
  const arena = (flags = 'rd wr nr') => line(at, at + MIB, 'rw-p', '', flags);
  const rest = (flags = 'mr nr') => line(at + MIB, at + 64 * MIB, '---p', '', flags);

  test('is 64 MiB, opened from below', () => {
    expect(kinds([arena(), rest()])).toEqual(['malloc-arena', 'malloc-arena-reserve']);
  });

  test.each([
    ['counts its memory', [arena('rd'), rest()]],
    ['counts what is closed', [arena(), rest('mr')]],
    ['ends early', [arena(), line(at + MIB, at + 63 * MIB, '---p', '', 'nr')]],
    ['begins elsewhere', [line(at + PAGE, at + MIB, 'rw-p', '', 'nr'), rest()]],
    ['is all open', [arena(), line(at + MIB, at + 64 * MIB, 'rw-p', '', 'nr')]],
    ['is all closed', [line(at, at + MIB, '---p', '', 'nr'), rest()]],
    ['has a name', [line(at, at + MIB, 'rw-p', '/a', 'nr'), rest()]],
    ['has a hole', [line(at, at + MIB - PAGE, 'rw-p', '', 'nr'), rest()]],
  ])('is not what %s', (_, entries) => {
    expect(kinds(entries).join()).not.toContain('arena');
  });
});

describe('stacks of threads', () => {
  const guard = (at: number) => line(at, at + PAGE, '---p', '', 'mr');
  const stack = (at: number, flags = 'rd wr nh') =>
    line(at + PAGE, at + 8 * MIB, 'rw-p', '', flags);
  const two = [guard(0), stack(0), guard(16 * MIB), stack(16 * MIB)];

  test('are named if there are as many as threads besides the first', () => {
    const named = ['thread-guard', 'thread-stack', 'thread-guard', 'thread-stack'];
    expect(kinds(two, { threads: 3 })).toEqual(named);
    for (const threads of [0, 1, 2, 4])
      expect(new Set(kinds(two, { threads }))).toEqual(new Set(['anonymous']));
    expect(new Set(kinds(two))).toEqual(new Set(['anonymous']));
  });

  test.each([
    ['without the mark of a stack', [guard(0), stack(0, 'rd wr')]],
    ['without a guard', [stack(0)]],
    ['with a guard elsewhere', [line(0, 2048, '---p'), stack(0)]],
    ['with a guard above', [stack(0), guard(8 * MIB)]],
  ])('are not told %s', (_, entries) => {
    expect(kinds(entries, { threads: 2 }).join()).not.toContain('thread');
  });
});
