import { GlibcAllocator } from '@memstrata/allocator/glibc';
import { MachineError } from '../../errors.ts';
import type { GlibcLayer } from '../heap.ts';
import type { HeapOptions } from '../profile.ts';

/**
 * Throws unless glibc's heap can be had as the options say.
 *
 * @param hasProcess - whether the program makes a process, at whose break the heap begins.
 */
export function requireGlibcHeap(options: HeapOptions, hasProcess: boolean): void {
  const other = Object.keys(options).find((option) => option !== 'policy');
  if (other)
    throw new MachineError(
      `heap.${other}`,
      "glibc's heap takes no other option: leave it out, or the policy.",
    );
  if (!hasProcess)
    throw new MachineError(
      'heap.policy',
      "glibc's heap lies in a process: begin the program with exec.",
    );
}

/** glibc's heap, where the process has its break. */
export const glibcHeap: GlibcLayer = (options, place, onEvent) => {
  requireGlibcHeap(options, place !== null);
  return new GlibcAllocator({
    ...(place && { memory: place.memory, heapAddress: place.addressOf(0) }),
    onEvent,
  });
};
