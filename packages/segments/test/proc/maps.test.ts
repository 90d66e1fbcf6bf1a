import { describe, expect, test } from 'vitest';
import {
  formatMaps,
  formatSmaps,
  MapsError,
  parseMaps,
  parseSmaps,
  smapsValue,
  vmExe,
  vmTotals,
} from '../../src/proc/index.ts';
import { MapsScanner } from '../../src/proc/maps-scanner.ts';

const VSYSCALL =
  'ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]\n';

describe('lines', () => {
  const lines: [string, string][] = [
    [
      'a file',
      '00400000-0041f000 r--p 0001f000 fe:00 260811                             /usr/bin/python3.11\n',
    ],
    ['no name', '7f5e5512c000-7f5e5513c000 rw-p 00000000 00:00 0 \n'],
    [
      'a deleted file with spaces',
      '7f5e5502a000-7f5e5502c000 rw-s 00000000 00:01 797                        /memfd:shared  thing (deleted)\n',
    ],
    [
      'a newline in the name',
      '7f5e5502a000-7f5e5502c000 rwxs 00000000 00:01 797                        /tmp/a\\012b\n',
    ],
    [
      'an inode above 2^53',
      '7f5e5502a000-7f5e5502c000 ---p 123456789000 103:02 18446744073709551615 \n',
    ],
    [
      'fields wider than the padding',
      '7f5e5502a000-7f5e5502c000 r--p 123456789000 103:02 18446744073709551615  /x\n',
    ],
    ['an address in the upper half', VSYSCALL],
  ];
  for (const [what, line] of lines)
    test(`comes back as it was: ${what}`, () => {
      expect(formatMaps(parseMaps(line))).toBe(line);
    });

  test('has its parts', () => {
    expect(parseMaps(lines[0]![1])).toEqual([
      {
        start: 0x400000,
        end: 0x41f000,
        permissions: 'r--p',
        offset: 0x1f000,
        device: 'fe:00',
        inode: '260811',
        path: '/usr/bin/python3.11',
      },
    ]);
  });

  test('of a process without memory are none', () => {
    expect(parseMaps('')).toEqual([]);
    expect(formatMaps([])).toBe('');
  });

  test('number 60,000 and more', () => {
    const text = Array.from({ length: 60_000 }, (_, index) => {
      const start = 0x7f0000000000 + index * 0x2000;
      return `${start.toString(16)}-${(start + 0x1000).toString(16)} rw-p 00000000 00:00 0 \n`;
    }).join('');
    const entries = parseMaps(text);
    expect(entries.length).toBe(60_000);
    expect(formatMaps(entries)).toBe(text);
  });
});

describe('errors', () => {
  const good = '00400000-00401000 r--p 00000000 fe:00 26 /bin/a\n';
  const cases: [string, string, string][] = [
    [
      'hello\n',
      'line 1, column 1: expected the page-aligned address of a mapping, found "hello"',
      '',
    ],
    [
      `${good}\n`,
      'line 2, column 1: expected the page-aligned address of a mapping, found the end of the line',
      '',
    ],
    [
      `${good}00400001-00401000 r--p`,
      'line 2, column 1: expected the page-aligned address of a mapping, found "00400001"',
      '',
    ],
    [
      '00400000 00401000',
      'line 1, column 9: expected a dash between two addresses, found " 0040100"',
      '',
    ],
    [
      '00400000-00400000 r--p',
      'line 1, column 1: expected a mapping that ends above its start, found "00400000"',
      '',
    ],
    [
      '00400000-00401000 r-p 00000000',
      'line 1, column 19: expected permissions such as rw-p, found "r-p 0000"',
      '',
    ],
    [
      '00400000-00401000 r--p 00000000 fe00 26',
      'line 1, column 33: expected a device such as fe:00, found "fe00 26"',
      '',
    ],
    [
      '00400000-00401000 r--p 00000000 fe:00 x',
      'line 1, column 39: expected an inode number, found "x"',
      '',
    ],
    [
      '00400000-00401000 r--p',
      'line 1, column 23: expected a space after the permissions, found the end of the line',
      '',
    ],
  ];
  for (const [text, message] of cases)
    test(`name line, column and what belongs there: ${JSON.stringify(text.slice(0, 40))}`, () => {
      expect(() => parseMaps(text)).toThrow(MapsError);
      expect(() => parseMaps(text)).toThrow(message);
    });
});

describe('smaps', () => {
  const text = `${VSYSCALL}Size:                  4 kB\nTHPeligible:           0\nVmFlags: ex \n`;

  test('comes back as it was, figures without unit included', () => {
    const [entry] = parseSmaps(text);
    expect(smapsValue(entry!, 'Size')).toBe(4);
    expect(smapsValue(entry!, 'Swap')).toBeUndefined();
    expect(entry!.vmFlags).toEqual(['ex']);
    expect(formatSmaps([entry!])).toBe(text);
  });

  test('may have other figures for every mapping', () => {
    const mixed = `${text}${VSYSCALL}Rss:                   8 kB\n${VSYSCALL}${text}`;
    expect(formatSmaps(parseSmaps(mixed))).toBe(mixed);
  });

  test('says which line is not of the format', () => {
    expect(() => parseSmaps(`${VSYSCALL}Size: four kB\n`)).toThrow(
      'line 2, column 7: expected the value of Size, found "four kB"',
    );
    expect(() => parseSmaps(`${VSYSCALL}Size:                  4 MB\n`)).toThrow(
      'line 2, column 25: expected kB or the end of the line, found " MB"',
    );
    expect(() => parseSmaps(`${VSYSCALL}# Size\n`)).toThrow('line 2, column 1');
  });
});

describe('totals', () => {
  const text =
    '00400000-00402000 r-xp 00000000 fe:00 26 /bin/a\n' +
    '00402000-00405000 rw-p 00000000 fe:00 26 /bin/a\n' +
    '00405000-00409000 rw-s 00000000 fe:00 26 /bin/a\n' +
    '7ffffffde000-7ffffffff000 rw-p 00000000 00:00 0 [stack]\n' +
    VSYSCALL;

  test('count every mapping once, [vsyscall] not at all', () => {
    expect(vmTotals(parseMaps(text))).toEqual({ size: 0x2a000, data: 0x3000, stack: 0x21000 });
  });

  test('of code go from page to page', () => {
    expect(vmExe(0x401010, 0x402001)).toBe(0x2000);
  });
});

test('reads 100,000 lines with three numbers, one inode and at most one path each, and nothing twice', () => {
  const line = (at: number): string =>
    `${(0x7f0000000000 + at * 8192).toString(16)}-${(0x7f0000001000 + at * 8192).toString(16)} r--p 00000000 fe:00 7`;
  const text = Array.from({ length: 100_000 }, (_, at) => `${line(at).padEnd(73)}/f\n`).join('');
  const calls: Record<string, number> = { pages: 0, digits: 0, rest: 0 };
  const { pages, digits, rest } = MapsScanner.prototype;
  Object.assign(MapsScanner.prototype, {
    pages(this: MapsScanner, what: string) {
      calls['pages']! += 1;
      return pages.call(this, what);
    },
    digits(this: MapsScanner, what: string) {
      calls['digits']! += 1;
      return digits.call(this, what);
    },
    rest(this: MapsScanner) {
      calls['rest']! += 1;
      return rest.call(this);
    },
  });
  try {
    expect(parseMaps(text)).toHaveLength(100_000);
  } finally {
    Object.assign(MapsScanner.prototype, { pages, digits, rest });
  }
  expect(calls).toEqual({ pages: 300_000, digits: 100_000, rest: 100_000 });
});
