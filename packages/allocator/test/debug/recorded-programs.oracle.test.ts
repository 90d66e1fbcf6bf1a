import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  asanReport,
  DebugHeap,
  type Finding,
  type LeakRoot,
  leakSanitizerReport,
  memcheckReport,
  memcheckSummary,
} from '../../src/debug/index.ts';
import { GlibcAllocator } from '../../src/glibc/index.ts';
import {
  type Allocator,
  asPointer,
  BoundaryTagAllocator,
  type Pointer,
  SlabAllocator,
  TlsfAllocator,
} from '../../src/index.ts';

const report = readFileSync(
  join(import.meta.dirname, '../recorded/heap-errors/report-debian12.txt'),
  'utf8',
);

/** What each tool printed for a program, addresses masked. */
interface Recorded {
  readonly asan: readonly string[];
  readonly memcheck: readonly string[];
}

/** Words that only a real process has: its id, thread, registers, source files. */
const withoutProcess = (line: string): string =>
  line
    .replace(/^==PID==/, '')
    .replace(/ at pc .*/, '')
    .replace(/(?: in| by)? thread T0:?/, '')
    .replace(/^(SUMMARY: AddressSanitizer: [a-z-]+).*/, '$1')
    .trim();

const recorded = new Map<string, Recorded>(
  report
    .split(/^== /m)
    .slice(1)
    .map((section) => {
      const name = section.slice(0, section.indexOf('\n'));
      const [before = '', memcheck = ''] = section.split('-- memcheck\n');
      const lines = (text: string): string[] =>
        text
          .split('\n')
          .map(withoutProcess)
          .filter((line) => line !== '');
      return [name, { asan: lines(before.split('-- asan\n')[1] ?? ''), memcheck: lines(memcheck) }];
    }),
);

const masked = (text: string): string => text.replaceAll(/0x[0-9a-f]+/g, '0xADDR');
const ASAN_LINES = /ERROR|SUMMARY|located|^(?:READ|WRITE)/;
const MEMCHECK_LINES =
  /Invalid|Address 0x|Conditional|lost|reachable|no leaks|ERROR SUMMARY|in use at exit/;

const kept = (text: string, pattern: RegExp): string[] =>
  text
    .split('\n')
    .filter((line) => pattern.test(line))
    .map((line) => masked(line).trim());

/** A process on the debugging layer; each call is a site of its own, a loop is one. */
class Process {
  readonly findings: Finding[] = [];
  readonly roots: LeakRoot[] = [];
  site = 0;
  readonly heap: DebugHeap;
  constructor(inner: Allocator) {
    this.heap = new DebugHeap(inner, {
      sites: () => `call ${this.site}`,
      onFinding: (finding) => this.findings.push(finding),
    });
  }
  malloc = (size: number): Pointer => {
    this.site++;
    return this.heap.malloc(size);
  };
  mallocs = (count: number, size: number): Pointer[] => {
    this.site++;
    return Array.from({ length: count }, () => this.heap.malloc(size));
  };
  free = (pointer: number): void => {
    this.site++;
    this.heap.free(asPointer(pointer));
  };
  realloc = (pointer: number, size: number): void => {
    this.site++;
    this.heap.realloc(asPointer(pointer), size);
  };
  /** `((size_t *)p)[index] = value` */
  set = (pointer: number, index: number, value: bigint | number): void => {
    this.site++;
    this.heap.store(pointer + index * 8, 'u64', BigInt(value));
  };
  byte = (pointer: number, value: number): void => {
    this.site++;
    this.heap.store(pointer, 'u8', value);
  };
}

const programs: Readonly<Record<string, (c: Process) => void>> = {
  dfree_tcache: ({ malloc, free }) => {
    const p = malloc(24);
    free(p);
    free(p);
  },
  dfree_fast: ({ mallocs, free }) => {
    const a = mallocs(9, 24);
    for (const p of a.slice(0, 8)) free(p);
    free(a[7]!);
  },
  dfree_prev: ({ malloc, free }) => {
    const p = malloc(2000);
    malloc(24);
    free(p);
    free(p);
  },
  dfree_top: ({ malloc, free }) => {
    const p = malloc(2000);
    free(p);
    free(p);
  },
  dfree_missed: ({ malloc, free, set }) => {
    const a = malloc(24);
    free(a);
    set(a, 1, 0);
    free(a);
  },
  free_interior: ({ malloc, free }) => free(malloc(64) + 8),
  free_badsize: ({ malloc, free, set }) => {
    const p = malloc(64);
    set(p, -1, 0x13);
    free(p);
  },
  free_size: ({ malloc, free, set }) => {
    const p = malloc(64);
    set(p, -1, 0x11);
    free(p);
  },
  free_stack: ({ free }) => free(0x7fff_e010),
  realloc_interior: ({ malloc, realloc }) => realloc(malloc(64) + 8, 128),
  top_corrupt: (c) => {
    const p = c.malloc(24);
    c.heap.fill(p, 255, 64);
    c.malloc(0x20000 - 64);
    c.malloc(5000);
  },
  next_normal: ({ malloc, set, free }) => {
    const [a, b] = [malloc(2000), malloc(2000)] as const;
    malloc(24);
    set(b, -1, 3);
    free(a);
  },
  next_fast: ({ mallocs, set, free }) => {
    const a = mallocs(9, 24);
    for (const p of a.slice(0, 7)) free(p);
    set(a[8]!, -1, 1);
    free(a[7]!);
  },
  prev_size: ({ malloc, set, free }) => {
    const [a, b] = [malloc(2000), malloc(2000)] as const;
    malloc(24);
    free(a);
    set(b, -2, 0x20);
    free(b);
  },
  unsorted: ({ malloc, set, free }) => {
    const [a, g, b] = [malloc(2000), malloc(24), malloc(2000)] as const;
    malloc(24);
    free(a);
    free(b);
    set(a, 1, g);
    malloc(100);
    malloc(3000);
  },
  tcache_unaligned: (c) => {
    const [a, b] = [c.malloc(24), c.malloc(24)] as const;
    c.free(a);
    c.free(b);
    c.set(b, 0, c.heap.load(b, 'u64') ^ 8n);
    c.malloc(24);
    c.malloc(24);
  },
  fast_size: ({ malloc, mallocs, free, set }) => {
    const a = mallocs(8, 24);
    for (const p of a) free(p);
    set(a[7]!, -1, 0x41);
    mallocs(7, 24);
    malloc(24);
  },
  free_unaligned: ({ malloc, free, set }) => {
    const p = malloc(64);
    set(p, 0, 0x21);
    free(p + 8);
  },
  realloc_unaligned: ({ malloc, realloc, set }) => {
    const p = malloc(64);
    set(p, 0, 0x21);
    realloc(p + 8, 8);
  },
  unlink_footer: ({ malloc, free, set }) => {
    const [a, g] = [malloc(2000), malloc(200)] as const;
    free(a);
    malloc(3000);
    set(g, -2, 0x20);
    malloc(2000);
  },
  unsorted_footer: ({ malloc, free, set }) => {
    const [a, g] = [malloc(2000), malloc(200)] as const;
    free(a);
    set(g, -2, 0x20);
    malloc(100);
  },
  use_after_free: (c) => {
    const p = c.malloc(40);
    for (const [i, letter] of [0x68, 0x69, 0].entries()) c.byte(p + i, letter);
    c.free(p);
    c.heap.load(p, 'u8');
  },
  overflow_1: ({ malloc, byte, free }) => {
    const p = malloc(40);
    byte(p + 40, 1);
    free(p);
  },
  underflow_1: ({ malloc, byte, free }) => {
    const p = malloc(40);
    byte(p - 1, 1);
    free(p);
  },
  uninit_read: (c) => {
    const p = c.malloc(40);
    c.heap.load(p + 12, 'i32');
    c.free(p);
  },
  leaks: (c) => {
    const a = c.malloc(64);
    c.set(a, 0, c.malloc(100));
    c.roots.push(c.malloc(50));
    c.roots.push(c.malloc(80) + 16);
    c.malloc(30);
  },
};

/** memcheck replaces memset by a loop of its own that writes words, two a turn. */
const underMemcheck: Readonly<Record<string, (c: Process) => void>> = {
  ...programs,
  top_corrupt: (c) => {
    const p = c.malloc(24);
    for (let word = 0; word < 8; word++) {
      c.site = 1000 + (word % 2);
      c.heap.store(p + word * 8, 'u64', 2n ** 64n - 1n);
    }
    c.malloc(0x20000 - 64);
    c.malloc(5000);
  },
};

/** The first finding of each context, then the summary. */
function memcheckText(c: Process): string {
  const seen = new Set<string>();
  const said = c.findings.filter(({ kind, site }) => {
    const context = `${kind} ${site}`;
    return seen.size < seen.add(context).size;
  });
  const leaks = c.heap.leaks(c.roots, { wordBytes: 8 });
  return [...said.map(memcheckReport), memcheckSummary(leaks, c.findings)].join('\n');
}

const heaps: Readonly<Record<string, () => Allocator>> = {
  tlsf: () => new TlsfAllocator(),
  slab: () => new SlabAllocator(),
  'boundary-tag': () => new BoundaryTagAllocator(),
  glibc: () => new GlibcAllocator(),
};

/** Heaps know no stack: the lines that name one are not ours. */
const namesStack = (line: string): boolean => /stack/.test(line);

describe.each(Object.entries(heaps))('over %s', (_name, make) => {
  test('each recorded program has its twin', () => {
    expect(Object.keys(programs).sort()).toEqual([...recorded.keys()].sort());
  });

  test.each([...recorded])('%s is said as memcheck said it', (name, { memcheck }) => {
    const c = new Process(make());
    underMemcheck[name]!(c);
    const said = kept(memcheckText(c), MEMCHECK_LINES);
    expect(said.filter((line) => !namesStack(line))).toEqual(
      memcheck.filter((line) => !namesStack(line)),
    );
    c.heap.check();
  });

  test('leaks is said as LeakSanitizer said it', () => {
    const c = new Process(make());
    programs['leaks']!(c);
    const said = leakSanitizerReport(c.heap.leaks(c.roots, { wordBytes: 8 }));
    expect(kept(said, /ERROR|SUMMARY|leak of/)).toEqual(recorded.get('leaks')!.asan);
  });

  const stopped = [...recorded].filter(([, { asan }]) =>
    /^ERROR: AddressSanitizer/.test(asan[0] ?? ''),
  );
  test.each(stopped)('%s is said as AddressSanitizer said it', (name, { asan }) => {
    const c = new Process(make());
    programs[name]!(c);
    const said = kept(asanReport(c.findings[0]!), ASAN_LINES);
    expect(said).toEqual(asan.filter((line) => !namesStack(line)));
  });
});
