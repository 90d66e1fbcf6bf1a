import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  detectingParser,
  formatOperation,
  ltraceParser,
  mtraceParser,
  readTrace,
  TraceFormatError,
  type TraceOperation,
  type TraceParser,
} from '../../src/trace/index.ts';

const recorded = (file: string): string =>
  gunzipSync(readFileSync(join(import.meta.dirname, '../recorded/logs', file))).toString('latin1');

const did = (name: string): TraceOperation[] => [...readTrace(recorded(`${name}.rep.gz`))];

/** As mtrace tells it: calloc and memalign are allocations of so many bytes. */
const asMalloc = (operation: TraceOperation): TraceOperation => {
  if (operation.op === 'calloc')
    return { op: 'malloc', id: operation.id, size: operation.count * operation.size };
  return operation.op === 'memalign'
    ? { op: 'malloc', id: operation.id, size: operation.size }
    : operation;
};

const lines = (operations: Iterable<TraceOperation>): string[] =>
  [...operations].map(formatOperation);

/** What became of each block, whatever its number: for calls of two threads, which have no order. */
function lives(operations: Iterable<TraceOperation>): string[] {
  const byId = new Map<number, string[]>();
  for (const operation of operations) {
    const life = byId.get(operation.id) ?? [];
    life.push(formatOperation({ ...operation, id: 0 }));
    byId.set(operation.id, life);
  }
  return [...byId.values()].map((life) => life.join('; ')).sort();
}

describe('a log is read as what the program did', () => {
  test('of mtrace', () => {
    const read = lines(readTrace(recorded('mtrace.log.gz'), mtraceParser()));
    expect(read).toEqual(lines(did('mtrace').map(asMalloc)));
    expect(read.length).toBeGreaterThan(350);
  });

  test.each(['ltrace', 'ltrace-entries'])('of ltrace: %s', (name) => {
    const read = lines(readTrace(recorded(`${name}.log.gz`), ltraceParser()));
    expect(read).toEqual(lines(did(name)));
  });

  test.each(['ltrace-threads', 'ltrace-pids'])('of two threads under ltrace: %s', (name) => {
    const log = recorded(`${name}.log.gz`);
    expect(log.split('<unfinished ...>').length).toBeGreaterThan(100);
    expect(lives(readTrace(log, ltraceParser()))).toEqual(lives(did(name)));
  });

  test('of two threads under ltrace -x, which tells the calls of libraries too', () => {
    const log = recorded('ltrace-entries-threads.log.gz');
    expect(log.split('@libc.so.6').length).toBeGreaterThan(500);
    // Each pthread_create allocates a vector for the thread's variables (glibc, elf/dl-tls.c, allocate_dtv).
    const vectors = ['c 0 17 16', 'c 0 17 16'];
    const expected = [...lives(did('ltrace-entries-threads')), ...vectors].sort();
    expect(lives(readTrace(log, ltraceParser()))).toEqual(expected);
  });

  test.each(['mtrace', 'ltrace', 'ltrace-threads', 'ltrace-pids', 'ltrace-entries'])(
    'when the first line of %s tells the format',
    (name) => {
      const log = recorded(`${name}.log.gz`);
      const parser = name === 'mtrace' ? mtraceParser() : ltraceParser();
      expect(lines(readTrace(log, detectingParser()))).toEqual(lines(readTrace(log, parser)));
      expect(lines(readTrace(`\n \n${recorded(`${name}.rep.gz`)}`, detectingParser()))).toEqual(
        lines(did(name)),
      );
    },
  );
});

/** A generator of whole numbers below a bound (Lehmer, MINSTD). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** A text with some of its characters lost, doubled, changed, or its lines out of order. */
function spoilt(text: string, next: (below: number) => number): string {
  const parts = text.split('\n').slice(0, 60);
  for (let i = next(4); i >= 0; i--) {
    const at = next(parts.length);
    const line = parts[at] ?? '';
    const cut = next(line.length + 1);
    const other = parts[next(parts.length)] ?? '';
    parts[at] = [
      line.slice(0, cut),
      line.slice(0, cut) + String.fromCharCode(next(300)) + line.slice(cut + 1),
      line + line,
      other,
      other.slice(0, next(other.length + 1)) + line.slice(cut),
    ][next(5)]!;
  }
  return parts.join('\n');
}

test.each<[string, () => TraceParser]>([
  ['mtrace', mtraceParser],
  ['ltrace', ltraceParser],
  ['ltrace-threads', ltraceParser],
  ['mtrace', detectingParser],
  ['ltrace-pids', detectingParser],
])('a spoilt log of %s is read or refused with its line, and never anything else', (name, make) => {
  const text = recorded(`${name}.log.gz`);
  const next = numbers(name.length);
  let refused = 0;
  for (let round = 0; round < 400; round++) {
    const log = spoilt(text, next);
    const live = new Set<number>();
    try {
      for (const operation of readTrace(log, make())) {
        const born = operation.op !== 'free' && operation.op !== 'realloc';
        if (live.has(operation.id) === born) expect.fail(`round ${round}: ${operation.id}`);
        if (operation.op === 'free') live.delete(operation.id);
        else live.add(operation.id);
      }
    } catch (error) {
      if (!(error instanceof TraceFormatError)) throw error;
      refused++;
      expect(error.line).toBeGreaterThan(0);
      expect(error.line).toBeLessThanOrEqual(log.split('\n').length);
    }
  }
  expect(refused).toBeGreaterThan(50);
  expect(refused).toBeLessThan(400);
});
