import { describe, expect, test } from 'vitest';
import { replay } from '../../src/index.ts';
import { library } from '../../src/library/index.ts';
import { toPerfetto } from '../../src/source/index.ts';

const ids = [
  'ring',
  'stack-against-heap',
  'a-collection-by-phase',
  'from-exec-to-exit',
  'malloc-split',
  'heap-meets-stack',
] as const;

describe.each(ids)('%s', (id) => {
  const moments = [...replay(library[id])];
  const trace = JSON.parse(JSON.stringify(toPerfetto(moments)));

  test('every event has the fields that its phase needs, and nothing that JSON loses', () => {
    expect(trace).toEqual(toPerfetto(moments));
    for (const event of trace.traceEvents) {
      expect(event).toMatchObject({
        name: expect.any(String),
        ph: expect.stringMatching(/^[XiCM]$/),
        ts: expect.any(Number),
        pid: 1,
        tid: expect.any(Number),
      });
      if (event.ph === 'X') expect(event.dur).toBeGreaterThan(0);
      if (event.ph === 'i') expect(event.s).toBe('t');
      if (event.ph === 'C')
        for (const value of Object.values(event.args)) expect(Number.isFinite(value)).toBe(true);
    }
  });

  test('time never goes back, and slices of one track nest', () => {
    const ends = new Map<number, number[]>();
    let last = 0;
    for (const { ph, ts, dur, tid } of trace.traceEvents) {
      expect(ts).toBeGreaterThanOrEqual(last);
      last = ts;
      if (ph !== 'X') continue;
      const open = ends.get(tid) ?? [];
      while ((open.at(-1) ?? Infinity) <= ts) open.pop();
      expect(ts + dur).toBeLessThanOrEqual(open.at(-1) ?? Infinity);
      ends.set(tid, [...open, ts + dur]);
    }
  });

  test('steps are slices, faults instants, and each call and collection is there', () => {
    const count = (ph: string, tid?: number): number =>
      trace.traceEvents.filter(
        (event: { ph: string; tid: number }) => event.ph === ph && (tid ?? event.tid) === event.tid,
      ).length;
    const told = moments.flatMap(({ events }) => events.map(({ type }) => type));
    expect(count('X', 1)).toBe(moments.length);
    expect(count('i')).toBe(moments.filter(({ fault }) => fault).length);
    expect(count('X', 2)).toBe(told.filter((type) => type === 'called').length);
    if (id === 'ring') expect(count('X', 3)).toBe(1);
  });
});

test('the counters say what the state says', () => {
  const [first] = replay(library['malloc-split']);
  const { traceEvents } = toPerfetto(first ? [first] : []);
  const live = traceEvents.find(({ name }) => name === 'live bytes');
  expect(live?.args).toEqual({ bytes: 32 });
});
