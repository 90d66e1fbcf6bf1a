/** Looking for leaks as memcheck does when a program ends. */
import { classifyBlocks, type LeakKind, type Marked } from '@memstrata/allocator/debug';
import type { ProcessHeap } from './heap-place.ts';
import type { Process } from './process.ts';
import { loadTyped } from './typed-memory.ts';

const WORD = 8;

/** Of more blocks in one kind the sum is told. */
const MOST_TOLD = 8;

/** Tells memcheck's kind of each block in use; the roots are the program's variables. */
export function checkLeaks(process: Process): void {
  const { heap } = process;
  if (!heap) return;
  const found = classified(process, heap);
  const sums = new Map<LeakKind, { blocks: number; bytes: number }>();
  for (const { kind, block } of found) {
    const { blocks, bytes } = sums.get(kind) ?? { blocks: 0, bytes: 0 };
    sums.set(kind, { blocks: blocks + 1, bytes: bytes + block.size });
  }
  for (const { kind, block, indirectBytes } of found) {
    const pointer = heap.addressOf(block.pointer);
    const said = { kind, pointer, bytes: block.size, indirectBytes };
    if ((sums.get(kind)?.blocks ?? 0) <= MOST_TOLD)
      process.announceApart({ type: 'leak-classified', ...said });
  }
  for (const [kind, sum] of sums)
    if (sum.blocks > MOST_TOLD) process.announceApart({ type: 'leaks-classified', kind, ...sum });
}

/** Each block in use and its kind. */
function classified(process: Process, { memory, requested }: ProcessHeap): readonly Marked[] {
  const blocks = [...requested].map(([pointer, size]) => ({ pointer, size }));
  const offsetOf = (address: number): number => memory.offsetOf(address);
  const isInBlock = (address: number): boolean => {
    const at = offsetOf(address);
    return blocks.some(({ pointer, size }) => at >= pointer && at < pointer + size);
  };
  const places = [...process.stored.places()];
  const written = new Set(places.map(offsetOf));
  return classifyBlocks(
    blocks,
    rootsOf(process, places, isInBlock),
    new DataView(memory.buffer),
    // What an earlier block has left in this one's bytes, or the allocator, the program has not written there.
    { wordBytes: WORD, offsetOf, isWritten: (at) => written.has(at) },
  );
}

/** What the variables hold, and the places that lie in no block: in a mapping, or in a variable that was pointed at. */
function* rootsOf(
  process: Process,
  places: readonly number[],
  isInBlock: (address: number) => boolean,
): Generator<number> {
  const { space, stored, target } = process;
  yield* stored.inVariables();
  for (const address of places)
    if (space.mappingAt(address) && !isInBlock(address))
      yield loadTyped(space, address, 'pointer', target);
}
