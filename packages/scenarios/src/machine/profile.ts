/** What a scenario may choose about its machine: plain data, each field with a default. */
import {
  type AllocatorEvent,
  BoundaryTagAllocator,
  bestFit,
  type Coalescing,
  deferred,
  firstFit,
  fixedMemory,
  immediate,
  type Listener,
  nextFit,
  type Placement,
  worstFit,
} from '@memstrata/allocator';
import type { PythonVersion } from '@memstrata/refcount';

/** Policies that choose a free chunk, by name. */
type PlacementName = 'first-fit' | 'next-fit' | 'best-fit' | 'worst-fit';

/** When free neighbours are joined, by name. */
type CoalescingName = 'immediate' | 'deferred';

/** The heap the program allocates from. */
export interface HeapOptions {
  /** All the bytes it can ever have, a multiple of 16. @defaultValue 512 */
  readonly bytes?: number;
  /** Which free chunk serves a request. @defaultValue `'first-fit'` */
  readonly placement?: PlacementName;
  /** When free neighbours are joined. @defaultValue `'immediate'` */
  readonly coalescing?: CoalescingName;
}

/** The machine a scenario runs on. */
export interface MachineOptions {
  readonly heap?: HeapOptions;
  readonly python?: PythonOptions;
}

/** The Python that counts and collects. */
export interface PythonOptions {
  /** Whose rules. @defaultValue `'3.13'` */
  readonly version?: PythonVersion;
  /** Whether the collector may start by itself, or only when the program calls it. @defaultValue `'manual'` */
  readonly collector?: 'manual' | 'automatic';
  /** @defaultValue those of the version */
  readonly thresholds?: readonly [number, number, number];
}

const placements: Readonly<Record<PlacementName, Placement>> = {
  'first-fit': firstFit,
  'next-fit': nextFit,
  'best-fit': bestFit,
  'worst-fit': worstFit,
};

const coalescings: Readonly<Record<CoalescingName, Coalescing>> = { immediate, deferred };

/** The heap of a machine, ready for the first request. */
export function makeHeap(
  options: HeapOptions,
  onEvent: Listener<AllocatorEvent>,
): BoundaryTagAllocator {
  const bytes = options.bytes ?? 512;
  return new BoundaryTagAllocator({
    memory: fixedMemory(bytes),
    granularity: bytes,
    placement: placements[options.placement ?? 'first-fit'],
    coalescing: coalescings[options.coalescing ?? 'immediate'],
    onEvent,
  });
}
