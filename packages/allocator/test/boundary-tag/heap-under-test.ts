import {
  type AllocatorEvent,
  BoundaryTagAllocator,
  type BoundaryTagOptions,
  fixedMemory,
  type Pointer,
} from '../../src/index.ts';

/** A heap of 512 bytes, all taken at once: the first chunk at 0x8, 496 bytes of top. */
export function smallHeap(options: BoundaryTagOptions = {}): {
  heap: BoundaryTagAllocator;
  events: AllocatorEvent[];
  words: Uint32Array;
} {
  const events: AllocatorEvent[] = [];
  const memory = fixedMemory(512);
  const heap = new BoundaryTagAllocator({
    memory,
    granularity: 512,
    onEvent: (event) => events.push(event),
    ...options,
  });
  return { heap, events, words: new Uint32Array(memory.buffer) };
}

const LETTERS: Readonly<Record<string, string>> = { used: '*', free: '-', top: '.' };

/** `*32 -48 .416`: used, free and top chunks with their sizes, in address order. */
export const strip = (heap: BoundaryTagAllocator): string =>
  [...heap.chunks()].map(({ state, size }) => `${LETTERS[state]}${size}`).join(' ');

/** Frees some of `sizes`, allocated in order with a used spacer behind each, and answers all pointers. */
export function withHoles(heap: BoundaryTagAllocator, sizes: readonly number[]): Pointer[] {
  const holes = sizes.map((size) => {
    const pointer = heap.malloc(size);
    heap.malloc(8);
    return pointer;
  });
  for (const hole of holes) heap.free(hole);
  return holes;
}
