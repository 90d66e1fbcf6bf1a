import { expect, test } from 'vitest';
import { compareVmops, RecordFormatError } from '../../src/conform/index.ts';
import { recordedLines } from '../recorded.ts';

interface Recorded {
  readonly id: string;
  readonly steps: { ret: string; maps?: string[][]; sig?: { addr: string; code: number } }[];
}

const records = (await recordedLines('vmops.jsonl.gz')) as Recorded[];

test('sequences made for one rule each, step by step', async () => {
  const sequences = (await recordedLines('rules-vmops.jsonl.gz')) as { readonly id: string }[];
  expect(sequences.length).toBe(6);
  for (const record of sequences) expect(compareVmops(record), record.id).toEqual([]);
});

test('every step of every recorded sequence agrees with the kernel', () => {
  expect(records).toHaveLength(100);
  const steps = records.reduce((sum, record) => sum + record.steps.length, 0);
  expect(steps).toBe(1651);
  expect(records.flatMap((record) => compareVmops(record))).toEqual([]);
});

const spoiled = (change: (record: Recorded) => boolean): Recorded => {
  for (const record of records) {
    const copy = structuredClone(record);
    if (change(copy)) return copy;
  }
  throw new Error('no record to spoil');
};

test('a spoiled result is noticed', () => {
  const record = spoiled(({ steps }) => {
    const step = steps[0];
    if (!step) return false;
    step.ret = '7ffff7fb8000';
    return true;
  });
  expect(compareVmops(record)[0]?.at).toMatch(/^step 0 \(.*\) ret$/);
});

test('a spoiled line of maps is noticed', () => {
  const record = spoiled(({ steps }) => {
    const line = steps.findLast((step) => step.maps)?.maps?.[0];
    if (!line) return false;
    line[2] = 'r-xp';
    return true;
  });
  expect(compareVmops(record).map(({ at }) => at)).toContainEqual(expect.stringContaining('maps'));
});

test('a spoiled signal is noticed', () => {
  const record = spoiled(({ steps }) => {
    const sig = steps.find((step) => step.sig)?.sig;
    if (!sig) return false;
    sig.code = 3 - sig.code;
    return true;
  });
  expect(compareVmops(record).map(({ at }) => at)).toContainEqual(
    expect.stringContaining('signal'),
  );
});

test.each([
  [{}, 'image'],
  [{ image: [['0']], start: [], ops: [], steps: [] }, 'image[0]'],
  [{ image: [], start: [], ops: ['b 0'], steps: [] }, 'steps'],
  [{ image: [], start: [], ops: ['z 0'], steps: [{ ret: '0' }] }, 'ops[0]'],
  [{ image: [], start: [], ops: ['b 0'], steps: [{ ret: 7 }] }, 'steps[0].ret'],
  [{ image: [], start: [], ops: ['l 3 1000'], steps: [{ ret: '0' }] }, 'ops[0]'],
  [{ image: [], start: [], ops: ['u $0 1000'], steps: [{ ret: '0' }] }, 'ops[0]'],
  [{ image: [], start: [], ops: ['u 0x1 1000'], steps: [{ ret: '0' }] }, 'ops[0]'],
  [
    { image: [], start: [], ops: ['b 0'], steps: [{ ret: '0', sig: { signo: 11 } }] },
    'steps[0].sig.code',
  ],
  [{ image: [], start: [], ops: ['b 0'], steps: [{ ret: '0', maps: 3 }] }, 'steps[0].maps'],
])('a record of another format is refused: %j', (record, field) => {
  expect(() => compareVmops(record)).toThrow(RecordFormatError);
  expect(() => compareVmops(record)).toThrow(`record field ${field}:`);
});
