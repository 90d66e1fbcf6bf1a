import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedMemory, SlabAllocator, TlsfAllocator } from '../../src/index.ts';
import { readTrace, replayTrace, type TraceOperation } from '../../src/trace/index.ts';
import { ShadowHeap } from '../shadow-heap.ts';

const folder = join(import.meta.dirname, '../recorded/traces');
const facts = readFileSync(join(folder, 'README.md'), 'utf8');

/** The row that the recording's README has for a trace: operations, peak live bytes, live at the end. */
function recorded(name: string): number[] {
  const cells =
    facts
      .split('\n')
      .find((line) => line.startsWith(`| ${name} |`))
      ?.split('|') ?? [];
  return cells
    .slice(3, 6)
    .filter((cell) => cell.trim() !== '')
    .map((cell) => Number(cell.replaceAll(',', '')));
}

const names = readdirSync(folder)
  .filter((file) => file.endsWith('.rep.gz'))
  .map((file) => file.slice(0, -'.rep.gz'.length));

const operationsOf = (name: string): readonly TraceOperation[] => [
  ...readTrace(gunzipSync(readFileSync(join(folder, `${name}.rep.gz`))).toString('latin1')),
];

test('the recording has seventeen traces', () => {
  expect(names).toHaveLength(17);
});

function shadowed(operations: readonly TraceOperation[], shadow: ShadowHeap): void {
  for (const operation of operations) {
    if (operation.op === 'malloc') shadow.malloc(operation.id, operation.size);
    else if (operation.op === 'calloc')
      shadow.calloc(operation.id, operation.count, operation.size);
    else if (operation.op === 'memalign')
      shadow.alignedAlloc(operation.id, operation.alignment, operation.size);
    else if (operation.op === 'realloc') shadow.realloc(operation.id, operation.size);
    else shadow.free(operation.id);
  }
}

describe.each(names)('%s', (name) => {
  let operations: readonly TraceOperation[] = [];
  beforeAll(() => {
    operations = operationsOf(name);
  });
  afterAll(() => {
    operations = [];
  });

  test('is read as it was recorded', () => {
    const report = replayTrace(operations, new TlsfAllocator({ memory: fixedMemory(1 << 27) }));
    const found = [report.operations, report.peakLiveBytes, report.liveBlocks];
    const expected = recorded(name);
    expect(found.slice(0, expected.length)).toEqual(expected);
    expect(report.failures).toBe(0);
  });

  test('runs on the slab heap without a fault', () => {
    const shadow = new ShadowHeap(new SlabAllocator({ memory: fixedMemory(1 << 27) }));
    shadowed(operations, shadow);
    shadow.heap.check();
    shadow.compareChunks();
  });
});
