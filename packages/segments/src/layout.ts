/**
 * Where the kernel starts each part of one process: the platform's numbers, moved by the stack limit,
 * the personality and the dice.
 *
 * Source: Linux `arch/x86/mm/mmap.c` (mmap_base, arch_mmap_rnd), `mm/util.c` (randomize_stack_top,
 * arch_randomize_brk).
 */
import { type Address, address, type Bytes, PAGE_SIZE, pageUp } from './address.ts';
import type { Platform } from './platform/platform.ts';
import { seededRandom } from './random.ts';

/** Resource limits in bytes; `Infinity` for unlimited. */
export interface Limits {
  /** RLIMIT_STACK. @defaultValue 8 MiB */
  readonly stack: Bytes;
  /** RLIMIT_DATA: private writable memory. @defaultValue Infinity */
  readonly data: Bytes;
  /** RLIMIT_AS: all of the address space. @defaultValue Infinity */
  readonly addressSpace: Bytes;
  /** RAM and swap: a single request for more private writable memory is refused. @defaultValue Infinity */
  readonly committable: Bytes;
}

export const DEFAULT_LIMITS: Limits = {
  stack: 8 * 2 ** 20,
  data: Number.POSITIVE_INFINITY,
  addressSpace: Number.POSITIVE_INFINITY,
  committable: Number.POSITIVE_INFINITY,
};

/** The choices that move a layout. */
export interface LayoutOptions {
  readonly limits?: Partial<Limits>;
  /** Bottom-up mmap area (ADDR_COMPAT_LAYOUT or vm.legacy_va_layout). @defaultValue false */
  readonly legacy?: boolean;
  /** Address space layout randomisation with this seed; absent = off, as under `setarch -R`. */
  readonly seed?: number;
  /** `randomize_va_space`: 1 leaves the program break alone. @defaultValue 2 */
  readonly randomize?: 1 | 2;
}

/** The starting points of one process. */
export interface Layout {
  readonly platform: Platform;
  readonly direction: 'top-down' | 'bottom-up';
  /** Top of the mmap area when it is searched downwards. */
  readonly mmapBase: Address;
  /** Bottom of the mmap area when it is searched upwards. */
  readonly legacyBase: Address;
  /** First address behind the stack. */
  readonly stackTop: Address;
  /** The stack pointer is lowered by this before anything is pushed below the strings. */
  readonly stackPointerShift: Bytes;
  /** Where a position-independent program with an interpreter is put, before alignment. */
  readonly programBase: number;
  /** How far the program break is moved away from the program, from its end in bytes; null = not at all. */
  readonly breakShift: Bytes | null;
}

/**
 * The layout of one process.
 *
 * @example
 * ```ts
 * import { hex, layoutOf, linuxX64 } from '@memstrata/segments';
 *
 * console.log(hex(layoutOf(linuxX64).mmapBase)); // → 0x7ffff7fff000
 * const unlimited = layoutOf(linuxX64, { limits: { stack: Infinity } });
 * console.log(hex(unlimited.mmapBase)); // → 0x155555556000
 * ```
 */
export function layoutOf(platform: Platform, options: LayoutOptions = {}): Layout {
  const dice = dicesFor(platform, options);
  const stackLimit = options.limits?.stack ?? DEFAULT_LIMITS.stack;
  const legacyBase = address(pageUp(platform.taskSize / 3) + dice.mmap);
  return {
    platform,
    direction: options.legacy ? 'bottom-up' : 'top-down',
    mmapBase: options.legacy ? legacyBase : mmapBase(platform, stackLimit, dice),
    legacyBase,
    stackTop: address(platform.stackTop - dice.stack),
    stackPointerShift: dice.stackPointer,
    programBase: platform.programBase + dice.program,
    breakShift: dice.break,
  };
}

interface Dice {
  readonly mmap: Bytes;
  readonly program: Bytes;
  readonly stack: Bytes;
  readonly stackPointer: Bytes;
  readonly break: Bytes | null;
  readonly thrown: boolean;
}

function dicesFor(platform: Platform, options: LayoutOptions): Dice {
  if (options.seed === undefined)
    return { mmap: 0, program: 0, stack: 0, stackPointer: 0, break: null, thrown: false };
  const below = seededRandom(options.seed);
  const { mmapPages, stackPages, stackPointer, break: breakRange } = platform.random;
  return {
    mmap: below(mmapPages) * PAGE_SIZE,
    program: below(mmapPages) * PAGE_SIZE,
    stack: below(stackPages) * PAGE_SIZE,
    stackPointer: below(stackPointer),
    break: options.randomize === 1 ? null : below(breakRange / PAGE_SIZE) * PAGE_SIZE,
    thrown: true,
  };
}

const MIB = 2 ** 20;

/** The room left for the stack above the mmap area: its limit and guard, from 128 MiB to 5/6 of user space. */
function mmapBase(platform: Platform, stackLimit: Bytes, dice: Dice): Address {
  const reach = dice.thrown ? platform.random.stackPages * PAGE_SIZE : 0;
  const wanted = stackLimit + 256 * PAGE_SIZE + reach;
  const most = Math.floor(platform.taskSize / 6) * 5;
  const gap = Math.min(Math.max(wanted, 128 * MIB), most);
  return pageUp(platform.taskSize - gap - dice.mmap);
}
