import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { GlibcAllocator } from '../../src/glibc/index.ts';
import { type Pointer, resizableMemory } from '../../src/index.ts';

const recorded = join(import.meta.dirname, '../recorded/heap-image');
const bytes = (name: string): Buffer => gunzipSync(readFileSync(join(recorded, name)));
const facts = readFileSync(join(recorded, 'heap-image.facts'), 'utf8');
const hex = (name: string): string => new RegExp(`${name} (?:0x)?(\\w+)`).exec(facts)![1]!;

test('every byte of the heap is the byte the real process had', () => {
  const key = hex('key').padStart(16, '0');
  const heap = new GlibcAllocator({
    memory: resizableMemory(),
    heapAddress: Number.parseInt(hex('heap'), 16),
    arenaAddress: Number.parseInt(hex('link-into-arena'), 16) - 96,
    tcacheKey: [Number.parseInt(key.slice(0, 8), 16), Number.parseInt(key.slice(8), 16)],
  });
  replay(heap, bytes('heap-image.rep.gz').toString());
  heap.check();
  const expected = bytes('heap-image.bin.gz');
  expect(heap.memory.size).toBe(expected.length);
  const actual = Buffer.from(heap.memory.buffer, 0, expected.length);
  const first = actual.equals(expected)
    ? -1
    : actual.findIndex((byte, offset) => byte !== expected[offset]);
  expect(first < 0 ? 'no difference' : differenceAt(first, expected, actual)).toBe('no difference');
});

/** Performs the calls as the recorded program did, filling each payload. */
function replay(heap: GlibcAllocator, calls: string): void {
  const blocks: Pointer[] = [];
  for (const call of calls.trimEnd().split('\n')) {
    const [operation, ...fields] = call.split(' ');
    const [id, first, second] = fields.map(Number) as [number, number, number];
    if (operation === 'f') {
      heap.free(blocks[id]!);
      continue;
    }
    const size = operation === 'c' || operation === 'm' ? second : first;
    const pointer =
      operation === 'a'
        ? heap.malloc(size)
        : operation === 'c'
          ? heap.calloc(first, size)
          : operation === 'm'
            ? heap.alignedAlloc(first, size)
            : heap.realloc(blocks[id]!, size);
    blocks[id] = pointer;
    new Uint8Array(heap.memory.buffer, pointer, size).fill((id * 7 + 1) & 255);
  }
}

function differenceAt(offset: number, expected: Buffer, actual: Buffer): string {
  const word = offset - (offset % 8);
  const at = (buffer: Buffer): string => buffer.readBigUInt64LE(word).toString(16);
  return `word at 0x${word.toString(16)}: expected ${at(expected)}, actual ${at(actual)}`;
}
