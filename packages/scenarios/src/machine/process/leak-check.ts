/** Looking for leaks as memcheck does when a program ends. */
import { classifyBlocks, type LeakKind } from '@memstrata/allocator/debug';
import type { Process } from './process.ts';
import { loadTyped } from './typed-memory.ts';

const WORD = 8;

/** Of more blocks in one kind the sum is told. */
const MOST_TOLD = 8;

/** Tells memcheck's kind of each block in use; the roots are the program's variables. */
export function checkLeaks(process: Process): void {
  const { heap } = process;
  if (!heap) return;
  const blocks = [...heap.requested].map(([pointer, size]) => ({ pointer, size }));
  const view = new DataView(heap.memory.buffer);
  const offsetOf = (pointer: number): number => heap.memory.offsetOf(pointer);
  const options = { wordBytes: WORD, offsetOf } as const;
  const sums = new Map<LeakKind, { blocks: number; bytes: number }>();
  const found = classifyBlocks(blocks, rootsOf(process), view, options);
  for (const { kind, block } of found) {
    const { blocks, bytes } = sums.get(kind) ?? { blocks: 0, bytes: 0 };
    sums.set(kind, { blocks: blocks + 1, bytes: bytes + block.size });
  }
  for (const { kind, block, indirectBytes } of found) {
    const pointer = heap.addressOf(block.pointer);
    if ((sums.get(kind)?.blocks ?? 0) <= MOST_TOLD)
      process.announceApart({
        type: 'leak-classified',
        kind,
        pointer,
        bytes: block.size,
        indirectBytes,
      });
  }
  for (const [kind, sum] of sums)
    if (sum.blocks > MOST_TOLD) process.announceApart({ type: 'leaks-classified', kind, ...sum });
}

/** What the variables hold: an array by the words in its memory, where a freed address still stands. */
function* rootsOf(process: Process): Generator<number> {
  const { host, space, target } = process;
  for (const { name, kind, value, leads = [] } of host.names.rows()) {
    if (kind === 'pointer' && value !== null && !name.includes('[')) yield value;
    for (const index of leads.keys())
      yield loadTyped(space, process.locate(name).address + index * WORD, 'pointer', target);
  }
}
