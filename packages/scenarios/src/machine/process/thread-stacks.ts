/**
 * Stacks of threads, as glibc makes them: a mapping of the size of RLIMIT_STACK with a guard page at its
 * low end. A stack whose thread has ended stays mapped for the next one.
 *
 * Source: glibc 2.36, `nptl/allocatestack.c` (allocate_stack, setup_stack_prot), `nptl/nptl-stack.c`.
 */
import { type AddressSpace, type Errno, isErrno } from '@memstrata/segments';

const PAGE = 4096;

/** Without a limit a thread's stack has 2 MiB (ARCH_STACK_DEFAULT_SIZE). */
const DEFAULT_BYTES = 2 ** 21;

/** The thread's descriptor takes the top of its stack. Its exact size differs between versions. */
const DESCRIPTOR_BYTES = 2304;

/** A thread's stack: the guard is below `start`. */
export interface ThreadStack {
  readonly start: number;
  readonly end: number;
  readonly guardBytes: number;
  readonly reused: boolean;
  /** Where the thread's first stack pointer is. */
  readonly stackPointer: number;
}

export class ThreadStacks {
  readonly #space: AddressSpace;
  readonly #free: ThreadStack[] = [];
  /** Those in use, the latest last. */
  readonly #taken: ThreadStack[] = [];

  constructor(space: AddressSpace) {
    this.#space = space;
  }

  /** A stack for a new thread, or why there is none. */
  take(): ThreadStack | Errno {
    const kept = this.#free.pop();
    if (kept) return this.#take({ ...kept, reused: true });
    const { stack: limit } = this.#space.limits;
    const bytes = Number.isFinite(limit)
      ? Math.max(limit - (limit % PAGE), 4 * PAGE)
      : DEFAULT_BYTES;
    const at = this.#space.mmap({ length: bytes + PAGE, permissions: '---', noReserve: true });
    if (isErrno(at)) return at;
    const start = at + PAGE;
    const refused = this.#space.mprotect(start, bytes, 'rw-');
    if (refused !== 0) return refused;
    const end = start + bytes;
    const stackPointer = end - DESCRIPTOR_BYTES;
    return this.#take({ start, end, guardBytes: PAGE, reused: false, stackPointer });
  }

  /** The stack of the running thread; none while the first thread runs. */
  get current(): { readonly bytes: number } | undefined {
    const stack = this.#taken.at(-1);
    return stack && { bytes: stack.end - stack.start };
  }

  /** The latest thread has ended: its stack waits for the next one. Answers its bytes. */
  giveBack(): number {
    const stack = this.#taken.pop();
    if (!stack) return 0;
    this.#free.push(stack);
    return stack.end - stack.start;
  }

  #take(stack: ThreadStack): ThreadStack {
    this.#taken.push(stack);
    return stack;
  }
}
