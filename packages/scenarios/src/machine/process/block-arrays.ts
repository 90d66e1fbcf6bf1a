/** Loops over an array of pointers: many blocks in one statement, told by their sum. */
import type { AllocatorEvent } from '@memstrata/allocator';
import type { StepOf } from '../../program/program.ts';
import type { Process } from './process.ts';
import { loadTyped, storeTyped } from './typed-memory.ts';

type Pointers = readonly (number | null)[];

/** `for (…) into[i] = malloc(size);` */
export function mallocEach(process: Process, step: StepOf<'malloc-each'>): void {
  const { into: name, blocks, size } = step;
  const { heap } = process.host;
  const pointers: (number | null)[] = [];
  const { heapBytes, moved, refused, mapped } = summedUp(process, () => {
    for (let left = blocks; left > 0; left--) pointers.push(heap.malloc(size));
  });
  const overwritten = store(process, name, pointers);
  const sums = { refused, mapped, heapBytes, grown: moved };
  process.announce({ type: 'blocks-taken', name, blocks, size, ...sums });
  reportLeaks(process, overwritten);
}

/** `for (…) free(of[i]);` The addresses are read from memory, where one that was freed before still stands. */
export function freeEach(process: Process, step: StepOf<'free-each'>): void {
  const { of: name, blocks, every } = step;
  const { host, space, target } = process;
  const { address } = process.locate(name);
  const { heapBytes, moved, unmapped } = summedUp(process, () => {
    for (let index = 0; index < blocks; index += every) {
      const place = address + index * target.types.pointer.size;
      host.heap.free(loadTyped(space, place, 'pointer', target) || null);
    }
  });
  const isFreed = (index: number): boolean => index < blocks && index % every === 0;
  const left = host.names.leadsOf(name).map((lead, index) => (isFreed(index) ? null : lead));
  host.names.bind(name, 'pointers', null, left);
  const freed = Math.ceil(blocks / every);
  const sums = { unmapped, heapBytes, shrunk: 0 - moved };
  process.announce({ type: 'blocks-freed', name, blocks: freed, every, ...sums });
}

/** `for (…) name[i] = NULL;` */
export function forgetEach(process: Process, { name, blocks }: StepOf<'forget-each'>): void {
  const forgotten = store(process, name, new Array(blocks).fill(null));
  process.announce({ type: 'blocks-forgotten', name, blocks });
  reportLeaks(process, forgotten);
}

/** What a loop did to the heap, and how far it moved the program break. */
interface LoopSums {
  readonly refused: number;
  /** Blocks with a mapping of their own, made and given back. */
  readonly mapped: number;
  readonly unmapped: number;
  readonly heapBytes: number;
  readonly moved: number;
}

/** Performs the calls of a loop; neither the heap nor the kernel announces them one by one. */
function summedUp(process: Process, calls: () => void): LoopSums {
  const { space, host } = process;
  const before = space.programBreak;
  const sums = { refused: 0, mapped: 0, unmapped: 0 };
  const hear = ({ type }: AllocatorEvent): void => {
    if (type === 'exhausted') sums.refused++;
    if (type === 'mapped' || type === 'unmapped') sums[type]++;
  };
  process.quietly(() => host.heap.together(hear, calls));
  const { breakStart, programBreak } = space;
  return { ...sums, heapBytes: programBreak - breakStart, moved: programBreak - before };
}

/** Stores into the first elements; answers what they led to before. */
function store(process: Process, name: string, pointers: Pointers): Pointers {
  const { host, space, target } = process;
  const { address } = process.locate(name);
  for (const [index, pointer] of pointers.entries()) {
    const place = address + index * target.types.pointer.size;
    storeTyped(space, place, pointer ?? 0, 'pointer', target);
  }
  const before = host.names.leadsOf(name);
  host.names.bind(name, 'pointers', null, [...pointers, ...before.slice(pointers.length)]);
  return before.slice(0, pointers.length);
}

/** Tells of the blocks in use among `pointers` that no variable leads to. */
function reportLeaks({ host }: Process, pointers: Pointers): void {
  const held = host.names.held();
  const lost = pointers.flatMap((each) => (each === null || held.has(each) ? [] : [each]));
  const { blocks, usable } = host.heap.live(new Set(lost));
  if (blocks > 0) host.announce({ type: 'blocks-leaked', blocks, usable });
}
