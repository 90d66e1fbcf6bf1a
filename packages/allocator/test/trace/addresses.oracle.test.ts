import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Pointer } from '../../src/allocator.ts';
import { GlibcAllocator } from '../../src/glibc/index.ts';
import { ltraceParser, type TraceOperation } from '../../src/trace/index.ts';

const recorded = (file: string): string =>
  gunzipSync(readFileSync(join(import.meta.dirname, '../recorded/logs', file))).toString('latin1');

/** The block that an operation gives, none for `free`. */
function perform(
  heap: GlibcAllocator,
  blocks: Map<number, Pointer>,
  operation: TraceOperation,
): Pointer | null {
  const block = blocks.get(operation.id) as Pointer;
  if (operation.op === 'free') {
    heap.free(block);
    return null;
  }
  if (operation.op === 'realloc') return heap.realloc(block, operation.size);
  if (operation.op === 'calloc') return heap.calloc(operation.count, operation.size);
  return operation.op === 'memalign'
    ? heap.alignedAlloc(operation.alignment, operation.size)
    : heap.malloc(operation.size);
}

/** Each block inside the heap: where the log and the model have it, from the first one on. */
function* places(log: string): Generator<readonly [line: string, real: number, model: number]> {
  const heap = new GlibcAllocator();
  const parser = ltraceParser();
  const blocks = new Map<number, Pointer>();
  let base: number | undefined;
  for (const line of log.trimEnd().split('\n')) {
    const operation = parser.line(line);
    const block = operation && perform(heap, blocks, operation);
    if (!operation || block === null) continue;
    blocks.set(operation.id, block);
    const address = Number(/0x[0-9a-f]+$/.exec(line)?.[0]);
    // A block with a mapping of its own is where the kernel puts it.
    if (address > 0x7000_0000_0000) continue;
    base ??= address - block;
    yield [line, address - base, block];
  }
}

test.each([
  ['ltrace-sort', 200],
  ['ltrace-python', 1200],
])('glibc gives a whole program the same addresses: %s', (name, least) => {
  const all = [...places(recorded(`${name}.log.gz`))];
  expect(all.filter(([, real, model]) => real !== model)).toEqual([]);
  expect(all.length).toBeGreaterThan(least);
});
