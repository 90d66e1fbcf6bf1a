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
  type LinearMemory,
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

/** Whose heap it is, by name. */
type HeapPolicy = 'textbook' | 'glibc';

/** The heap the program allocates from. */
export interface HeapOptions {
  /**
   * The textbook's one list of free chunks, or glibc 2.36 with its caches, bins and its words for misuse.
   * glibc's needs a program that begins with exec and the layers of the main entry; it takes no other option. @defaultValue `'textbook'`
   */
  readonly policy?: HeapPolicy;
  /** All the bytes it can ever have, a multiple of 16; in a process, what it takes at once. @defaultValue 512; 132 KiB */
  readonly bytes?: number;
  /** Which free chunk serves a request. @defaultValue `'first-fit'` */
  readonly placement?: PlacementName;
  /** When free neighbours are joined. @defaultValue `'immediate'` */
  readonly coalescing?: CoalescingName;
}

/** A kernel and a processor, by name; `classic` is the textbook's picture. */
export type PlatformName = 'linux-x86-64' | 'linux-i386' | 'classic';

/** The process a C program runs in. */
export interface ProcessOptions {
  /** @defaultValue `'linux-x86-64'` */
  readonly platform?: PlatformName;
  /** RLIMIT_STACK in bytes; null is unlimited. @defaultValue 8 MiB */
  readonly stackLimit?: number | null;
  /** Address randomisation with this seed. @defaultValue off, as under `setarch -R` */
  readonly seed?: number;
}

/** The machine a scenario runs on. */
export interface MachineOptions {
  readonly process?: ProcessOptions;
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
  /** Whether instances have their memory in the machine's heap; without it they have no address. @defaultValue true */
  readonly places?: boolean;
  /** Whether to show what counting and collecting have cost so far. @defaultValue false */
  readonly ledger?: boolean;
  /**
   * Whether to perform the program four ways beside each other: freed by hand, counted, marked and swept, and as
   * CPython does. @defaultValue false
   */
  readonly ways?: boolean;
}

const placements: Readonly<Record<PlacementName, Placement>> = {
  'first-fit': firstFit,
  'next-fit': nextFit,
  'best-fit': bestFit,
  'worst-fit': worstFit,
};

const coalescings: Readonly<Record<CoalescingName, Coalescing>> = { immediate, deferred };

/** glibc asks for so much at once, and a page of it at least stays (M_TOP_PAD, 128 KiB and a page). */
const BREAK_BYTES = 0x21000;

/** The heap of a machine, ready for the first request: in a memory of its own, or where a process has its break. */
export function makeHeap(
  options: HeapOptions,
  onEvent: Listener<AllocatorEvent>,
  memory?: LinearMemory,
): BoundaryTagAllocator {
  const bytes = options.bytes ?? (memory ? BREAK_BYTES : 512);
  return new BoundaryTagAllocator({
    memory: memory ?? fixedMemory(bytes),
    granularity: bytes,
    placement: placements[options.placement ?? 'first-fit'],
    coalescing: coalescings[options.coalescing ?? 'immediate'],
    onEvent,
  });
}
