import { describe, expect, test, vi } from 'vitest';
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
    expect([...parseMaps(lines[0]![1])]).toEqual([
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
    expect([...parseMaps('')]).toEqual([]);
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

describe('a list of mappings', () => {
  const text =
    '00400000-00402000 r-xp 00000000 fe:00 26 /bin/a\n' +
    '00402000-00405000 rw-p 00000000 00:00 0 \n';

  test('is read like an array', () => {
    const list = parseMaps(text);
    const entries = [...list];
    expect(list).toHaveLength(2);
    for (const index of [0, 1, 2, -1, -2, -3, 0.5])
      expect(list.at(index)).toEqual(Number.isInteger(index) ? entries.at(index) : undefined);
    expect(formatMaps(list)).toBe(formatMaps(entries));
  });

  test('makes an entry when it is asked for, equal to the one before', () => {
    const list = parseMaps(text);
    expect(list.at(0)).not.toBe(list.at(0));
    expect(list.at(0)).toEqual(list.at(0));
  });
});

test('reads 20,000 lines with three numbers, one inode and one rest each, and cuts nothing out', () => {
  const line = (at: number): string =>
    `${(0x7f0000000000 + at * 8192).toString(16)}-${(0x7f0000001000 + at * 8192).toString(16)} r--p 00000000 fe:00 7`;
  const text = Array.from({ length: 20_000 }, (_, at) => `${line(at).padEnd(73)}/f\n`).join('');
  const names = ['pages', 'skipDigits', 'skipRest', 'rest'] as const;
  const spies = names.map((name) => vi.spyOn(MapsScanner.prototype, name));
  try {
    expect(parseMaps(text)).toHaveLength(20_000);
    expect(spies.map(({ mock }) => mock.calls.length)).toEqual([60_000, 20_000, 20_000, 0]);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
});

describe('a text of any characters', () => {
  const file = (path: string): string =>
    `00400000-00402000 r-xp 00000000 fe:00 26                                 ${path}\n`;

  test('comes back as it was: paths outside ASCII, halves of a pair, names longer than the writer holds', () => {
    const text = ['/tmp/naïve', '/数据/库', '/🐢', '/\ud800x', `/${'a'.repeat(70_000)}`, '/end']
      .map(file)
      .join('');
    expect(formatMaps(parseMaps(text))).toBe(text);
    expect(parseMaps(text).at(1)?.path).toBe('/数据/库');
  });

  test('is refused where digits look like others', () => {
    expect(() => parseMaps('0040000０-00402000')).toThrow('line 1, column 8');
  });

  test('may hold a line longer than any path', () => {
    const { path } = parseMaps(file(`/${'b'.repeat(200_000)}`)).at(0)!;
    expect(path).toHaveLength(200_001);
  });
});

test('addresses of 4 to 16 digits come back', () => {
  for (let digits = 4; digits <= 16; digits += 1) {
    const start = 16 ** (digits - 1);
    const end = start + 0x1000 * 2 ** Math.max(0, 4 * digits - 52);
    const [first, last] = [start, end].map((at) => at.toString(16).padStart(8, '0'));
    const text = `${first}-${last} rw-p 00000000 00:00 0 \n`;
    expect(formatMaps(parseMaps(text))).toBe(text);
  }
});

test('a maps text cut after any character is refused there, in its line, or is whole lines', () => {
  const whole = `${VSYSCALL}00400000-00402000 r-xp 00000000 fe:00 26 /bin/a\n`;
  for (let end = 0; end < whole.length; end += 1) {
    const text = whole.slice(0, end);
    try {
      expect([...parseMaps(text)].length).toBeLessThanOrEqual(2);
    } catch (error) {
      expect(error).toBeInstanceOf(MapsError);
      expect((error as MapsError).line).toBe(end <= VSYSCALL.length ? 1 : 2);
    }
  }
});
