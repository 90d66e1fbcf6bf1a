import { describe, expect, test } from 'vitest';
import {
  detectingParser,
  formatOperation,
  ltraceParser,
  mtraceParser,
  readTrace,
  type TraceParser,
} from '../../src/trace/index.ts';

const read = (text: string, parser: TraceParser): string[] =>
  [...readTrace(text, parser)].map(formatOperation);

describe('a log of mtrace', () => {
  test.each<[what: string, log: string, operations: string[]]>([
    ['nothing happened', '= Start\n= End\n', []],
    ['no caller is known', '+ 0x5a0 0x18\n- 0x5a0', ['a 0 24', 'f 0']],
    ['a path has spaces', '@ /a b/c + d:[0x1] + 0x5a0 0x18', ['a 0 24']],
    ['malloc(0) is logged', '@ a:[0x1] + 0x5a0 0', ['a 0 0']],
    ['an allocation failed', '@ a:[0x1] + (nil) 0xffffffffffff\n+ 0x5a0 0x8', ['a 0 8']],
    ['a realloc failed', '+ 0x5a0 0x8\n! 0x5a0 0xffffff\n- 0x5a0', ['a 0 8', 'f 0']],
    ['a realloc stays', '+ 0x5a0 0x8\n< 0x5a0\n> 0x5a0 0x10', ['a 0 8', 'r 0 16']],
    ['a block is older than the log', '- 0x5a0\n< 0x5b0\n> 0x5c0 0x10\n- 0x5c0', ['a 0 16', 'f 0']],
    ['an address comes again', '+ 0x5a0 0x8\n- 0x5a0\n+ 0x5a0 0x9', ['a 0 8', 'f 0', 'a 1 9']],
  ])('where %s', (_what, log, operations) => {
    expect(read(log, mtraceParser())).toEqual(operations);
  });

  test.each<[log: string, line: number, message: RegExp]>([
    ['= Start\nhello', 2, /expected = Start, or @ CALLER/],
    ['+ 0x5a0', 1, /expected = Start/],
    ['- 0x5a0 0x8', 1, /expected = Start/],
    ['+ 5a0 0x8', 1, /expected = Start/],
    ['+ 0x5a0 0x8\n+ 0x5a0 0x8', 2, /expected an address where no block lives/],
    ['< 0x5a0\n- 0x5b0', 2, /expected > NEW SIZE behind < OLD/],
    ['> 0x5a0 0x8', 1, /expected < OLD before > NEW SIZE/],
    ['< 0x5a0', 1, /expected > NEW SIZE behind < OLD, found "the end"/],
    ['+ 0x5a0 0x10000000000000000', 1, /expected = Start/],
  ])('refuses %j at its line', (log, line, message) => {
    expect(() => read(log, mtraceParser())).toThrow(message);
    expect(() => read(log, mtraceParser())).toThrow(`line ${line}:`);
  });
});

describe('output of ltrace', () => {
  test.each<[what: string, log: string, operations: string[]]>([
    ['null is freed', 'free(nil) = <void>\nfree(0) = <void>\nfree(NULL) = <void>', []],
    ['a call failed', 'malloc(99) = nil\nmalloc(99) = 0\nrealloc(0x5a0, 9) = 0', []],
    ['realloc is malloc', 'realloc(nil, 8) = 0x5a0\nrealloc(0, 9) = 0x5b0', ['a 0 8', 'a 1 9']],
    ['realloc is free', 'malloc(8) = 0x5a0\nrealloc(0x5a0, 0) = nil', ['a 0 8', 'f 0']],
    ['other calls stand', 'strlen("a) = b(") = 6\nputs("malloc(3)"malloc(8)', []],
    ['signals and ends stand', '--- SIGCHLD (x) ---\n+++ exited (status 0) +++', []],
    ['exit does not return', 'exit(0 <no return ...>\nfree(0x1 <no return ...>', []],
    ['arguments are too many', 'memalign(64, 9, 1, 2) = 0x5a0', ['m 0 64 9']],
    ['sizes are hexadecimal', 'malloc(0x18) = 0x5a0', ['a 0 24']],
    ['valloc aligns to a page', 'valloc(24) = 0x5000', ['m 0 4096 24']],
    [
      'a freed address is given to another thread before free ends',
      '1 malloc(8) = 0x5a0\n1 free(0x5a0 <unfinished ...>\n2 malloc(9) = 0x5a0\n1 <... free resumed> ) = <void>',
      ['a 0 8', 'f 0', 'a 1 9'],
    ],
    [
      'a moved block gives its address to another thread before realloc ends',
      '1 malloc(8) = 0x5a0\n1 realloc(0x5a0, 99 <unfinished ...>\n2 malloc(9) = 0x5a0\n1 <... realloc resumed> ) = 0x5b0',
      ['a 0 8', 'a 1 9', 'r 0 99'],
    ],
    [
      'a cut realloc fails',
      '1 malloc(8) = 0x5a0\n1 realloc(0x5a0, 99 <unfinished ...>\n1 <... realloc resumed> ) = nil\nfree(0x5a0) = <void>',
      ['a 0 8', 'f 0'],
    ],
    ['only the function itself is told', 'malloc@libc.so.6(24) = 0x5a0', ['a 0 24']],
    [
      'a call goes on into the function itself',
      'free(0x10 <unfinished ...>\nfree@libc.so.6(0x10) = <void>\n<... free resumed> ) = <void>\n' +
        'malloc(24 <unfinished ...>\nmalloc@libc.so.6(24) = 0x5a0\n<... malloc resumed> ) = 0x5a0',
      ['a 0 24'],
    ],
    [
      'realloc of null calls malloc',
      'realloc@libc.so.6(0, 24 <unfinished ...>\nmalloc@libc.so.6(24) = 0x5a0\n<... realloc resumed> ) = 0x5a0',
      ['a 0 24'],
    ],
    [
      'the function itself is cut in two inside the call',
      '1 malloc(8 <unfinished ...>\n1 malloc@libc.so.6(8 <unfinished ...>\n2 malloc@libc.so.6(9) = 0x5b0\n' +
        '1 <... malloc resumed> ) = 0x5a0\n1 <... malloc resumed> ) = 0x5a0',
      ['a 0 9', 'a 1 8'],
    ],
    [
      'a call of another kind allocates',
      'fopen("a", "r" <unfinished ...>\nmalloc@libc.so.6(472) = 0x5a0\n<... fopen resumed> ) = 0x5a0',
      ['a 0 472'],
    ],
    [
      'a call that does not return encloses nothing',
      'free(0x1 <no return ...>\nmalloc@libc.so.6(8) = 0x5a0',
      ['a 0 8'],
    ],
    ['a call never came back', 'malloc(8 <unfinished ...>\n+++ killed by SIGKILL +++', []],
  ])('where %s', (_what, log, operations) => {
    expect(read(log, ltraceParser())).toEqual(operations);
  });

  test.each<[log: string, line: number, message: RegExp]>([
    ['malloc(8) = 0x5a0\nhello', 2, /expected a call, NAME\(ARGUMENTS\) = ANSWER/],
    ['malloc(8)', 1, /expected a call/],
    ['malloc(x) = 0x5a0', 1, /expected a whole number/],
    ['malloc(8) = yes', 1, /expected an address/],
    ['calloc(8) = 0x5a0', 1, /expected 2 arguments of calloc/],
    ['malloc(8) = 0x5a0\nmalloc(8) = 0x5a0', 2, /expected an address where no block lives/],
    ['<... malloc resumed> ) = 0x5a0', 1, /expected a call of malloc that began/],
    ['1 malloc(8 <unfinished ...>\n2 <... malloc resumed> ) = 0x5a0', 2, /that began/],
  ])('refuses %j at its line', (log, line, message) => {
    expect(() => read(log, ltraceParser())).toThrow(message);
    expect(() => read(log, ltraceParser())).toThrow(`line ${line}:`);
  });
});

test('calls that never come back make later ones no slower', { timeout: 10_000 }, () => {
  const gone = 'exit(0 <no return ...>\n'.repeat(200_000);
  const log = `${gone}${'malloc@libc.so.6(8) = 0x5a0\nfree@libc.so.6(0x5a0) = <void>\n'.repeat(100_000)}`;
  expect(read(log, ltraceParser())).toHaveLength(200_000);
});

test('a format that the first line does not tell is refused', () => {
  expect(() => read('\n\nhello', detectingParser())).toThrow(
    /line 3: expected a line of the malloc lab, of mtrace or of ltrace/,
  );
  expect(() => read('\n\na 0 24\nx', detectingParser())).toThrow(/line 4: expected a ID SIZE/);
  expect(read('', detectingParser())).toEqual([]);
});
