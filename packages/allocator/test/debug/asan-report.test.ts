import { expect, test } from 'vitest';
import { asanReport, DebugHeap, type Finding, findingOf } from '../../src/debug/index.ts';
import { fixedMemory, type Pointer, TlsfAllocator } from '../../src/index.ts';

const GRANULE = 8;
const ROW = 128;

function finding(act: () => unknown): Finding {
  try {
    act();
  } catch (error) {
    const found = findingOf(error);
    if (found) return found;
    throw error;
  }
  throw new Error('nothing was found');
}

/** The rows of a report's shadow: the address each says it begins at, and its codes. */
function shadowOf(report: string): { start: number; isMarked: boolean; text: string }[] {
  return report
    .split('\n')
    .map((line) => /^(=>| {2})0x([0-9a-f]{8}):(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, mark, start, text]) => ({
      start: Number.parseInt(start ?? '', 16),
      isMarked: mark === '=>',
      text: text ?? '',
    }));
}

test('the shadow of a report shows each address its code, and brackets around that of the access', () => {
  const heap = new DebugHeap(new TlsfAllocator({ memory: fixedMemory(1 << 16) }));
  const blocks = Array.from({ length: 60 }, (_, index) => heap.malloc(8 * index + (index % 8)));
  for (const [index, pointer] of blocks.entries()) {
    const address = pointer + 8 * index + (index % 8);
    const found = finding(() => heap.load(address, 'u8'));
    const rows = shadowOf(asanReport(found));
    const marked = rows.filter(({ isMarked }) => isMarked);
    expect(marked.map(({ start }) => start)).toEqual([Math.floor(address / ROW) * ROW]);
    const [{ start = 0, text = '' } = {}] = marked;
    expect(text.indexOf('[')).toBe((3 * (address - start - (address % GRANULE))) / GRANULE);
    expect(text.match(/\[([0-9a-f]{2})\]/)?.[1]).toBe(index % 8 === 0 ? 'fa' : `0${index % 8}`);
    for (const row of rows) expect(row.text.match(/[0-9a-f]{2}/g)).toHaveLength(16);
    const first = rows[0]?.start ?? 0;
    expect(rows.map((row) => row.start)).toEqual(rows.map((_, at) => first + at * ROW));
  }
});

test('the shadow of all rows is that of the finding, in order', () => {
  const heap = new DebugHeap(new TlsfAllocator({ memory: fixedMemory(1 << 16) }));
  const freed: Pointer[] = [];
  for (let index = 0; index < 30; index++) {
    const pointer = heap.malloc(24 + index);
    if (index % 3 === 0) freed.push(pointer);
  }
  for (const pointer of freed) heap.free(pointer);
  const found = finding(() => heap.load(freed.at(-1) as Pointer, 'u8'));
  const codes = shadowOf(asanReport(found)).flatMap(({ text }) => text.match(/[0-9a-f]{2}/g) ?? []);
  expect(codes.map((text) => Number.parseInt(text, 16))).toEqual([...found.shadow.codes]);
  expect(codes).toContain('fd');
});
