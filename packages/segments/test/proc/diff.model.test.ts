import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffMaps, type MapsEntry, parseMaps } from '../../src/proc/index.ts';

const anon = (start: number, end: number, permissions = 'rw-p', path = ''): MapsEntry => ({
  start: start * 4096,
  end: end * 4096,
  permissions,
  offset: 0,
  device: '00:00',
  inode: '0',
  path,
});

const told = (before: MapsEntry[], after: MapsEntry[]): string[] =>
  diffMaps(before, after).map(({ type, start, end }) => `${type} ${start / 4096}-${end / 4096}`);

describe('a diff', () => {
  test('of a snapshot with itself is empty', () => {
    const maps = parseMaps('00400000-00401000 r--p 00000000 fe:00 26 /bin/a\n');
    expect(diffMaps(maps, maps)).toEqual([]);
  });

  test('tells a heap that grew as one new range', () => {
    expect(told([anon(1, 3, 'rw-p', '[heap]')], [anon(1, 8, 'rw-p', '[heap]')])).toEqual([
      'mapped 3-8',
    ]);
  });

  test('tells mprotect in the middle as one range, and no more', () => {
    expect(told([anon(1, 9)], [anon(1, 3), anon(3, 5, 'r--p'), anon(5, 9)])).toEqual([
      'protected 3-5',
    ]);
  });

  test('does not tell that the kernel joined two mappings', () => {
    expect(told([anon(1, 3), anon(3, 5)], [anon(1, 5)])).toEqual([]);
  });

  test('tells one range for what was unmapped over several mappings of a kind', () => {
    expect(told([anon(1, 3), anon(3, 5)], [])).toEqual(['unmapped 1-5']);
  });

  test('tells another file, or another place of it, at the same address as replaced', () => {
    const file = { ...anon(1, 3), device: 'fe:00', inode: '7', path: '/a' };
    expect(told([file], [{ ...file, offset: 4096 }])).toEqual(['replaced 1-3']);
    expect(told([anon(1, 3)], [file])).toEqual(['replaced 1-3']);
  });

  test('tells a label that came later', () => {
    expect(told([anon(1, 3)], [anon(1, 3, 'rw-p', '[anon:pool]')])).toEqual(['renamed 1-3']);
  });
});

// Pages 0 to 19: what is mapped there, if anything.
const pages = fc.array(fc.constantFrom(null, 'r--p', 'rw-p', 'rw-s'), {
  minLength: 20,
  maxLength: 20,
});
type Pages = (string | null)[];

/** Mappings of one page or joined ones: the diff must not see the difference. */
function mappings(of: Pages, joined: boolean): MapsEntry[] {
  const entries: MapsEntry[] = [];
  for (const [page, permissions] of of.entries()) {
    const last = entries.at(-1);
    if (permissions === null) continue;
    if (joined && last?.end === page * 4096 && last.permissions === permissions)
      entries[entries.length - 1] = { ...last, end: last.end + 4096 };
    else entries.push(anon(page, page + 1, permissions));
  }
  return entries;
}

test('applied to the first snapshot, a diff gives the second', () => {
  fc.assert(
    fc.property(pages, pages, fc.boolean(), fc.boolean(), (before, after, one, other) => {
      const result: Pages = [...before];
      let last = -1;
      for (const change of diffMaps(mappings(before, one), mappings(after, other))) {
        expect(change.start).toBeGreaterThanOrEqual(last);
        last = change.end;
        for (let page = change.start / 4096; page < change.end / 4096; page++) {
          expect(before[page]).not.toBe(after[page]);
          result[page] = 'after' in change ? change.after.permissions : null;
        }
      }
      expect(result).toEqual(after);
    }),
  );
});
