import type { Permissions } from '@memstrata/segments';
import type { AccessIntent, ProcessStep, Unit, Value } from './process-steps.ts';
import type { QuestionRemarks, StepRemarks } from './remarks.ts';

type Remarked<O extends ProcessStep['op']> = Extract<ProcessStep, { readonly op: O }>;

/**
 * Makes the steps of a C program that owns a whole process: its variables have places, its calls have
 * frames, its addresses have permissions.
 *
 * @example
 * ```ts
 * import { process } from '@memstrata/scenarios';
 *
 * const { op, into, terms } = process.add('sum', ['a', 1]);
 * console.log(op, into, terms); // → add sum [ 'a', 1 ]
 * ```
 */
export const process = {
  /** The kernel makes the process of a program with these variables and functions. */
  exec: (
    unit: Unit,
    argv: readonly string[] = ['./program'],
    remarks?: StepRemarks,
  ): Remarked<'exec'> => ({ op: 'exec', unit, argv, ...remarks }),
  /** `into = function(arguments)`: what follows happens inside, up to `return`. The first call is `main`. */
  call: (
    name: string,
    values: readonly Value[] = [],
    into: string | null = null,
    remarks?: StepRemarks,
  ): Remarked<'call'> => ({ op: 'call', function: name, arguments: values, into, ...remarks }),
  /** `pthread_create`, then `pthread_join`: what follows happens in the thread, up to `return`. */
  thread: (name: string, remarks?: StepRemarks): Remarked<'thread'> => ({
    op: 'thread',
    function: name,
    ...remarks,
  }),
  /** `return value;` from the innermost function. */
  return: (value: Value | null = null, remarks?: StepRemarks): Remarked<'return'> => ({
    op: 'return',
    value,
    ...remarks,
  }),
  /** Calls a function that stores to each of its variables and calls itself, without end. */
  recurse: (name: string, remarks?: StepRemarks): Remarked<'recurse'> => ({
    op: 'recurse',
    function: name,
    ...remarks,
  }),
  /** `into = term + term + …;` one term is an assignment. */
  add: (into: string, terms: readonly Value[], remarks?: StepRemarks): Remarked<'add'> => ({
    op: 'add',
    into,
    terms,
    ...remarks,
  }),
  /** `into = &to;` */
  point: (into: string, to: string, remarks?: StepRemarks): Remarked<'point'> => ({
    op: 'point',
    into,
    to,
    ...remarks,
  }),
  /** Stores one byte at `offset` bytes behind the address a pointer holds. */
  store: (
    through: string,
    offset: number,
    value: number,
    remarks?: StepRemarks,
  ): Remarked<'store'> => ({ op: 'store', through, offset, value, ...remarks }),
  /** `*(char **)(through + offset) = of;`: a block that leads to another. */
  storePointer: (
    through: string,
    offset: number,
    of: string,
    remarks?: StepRemarks,
  ): Remarked<'store-pointer'> => ({ op: 'store-pointer', through, offset, of, ...remarks }),
  /**
   * `for (int i = 0; i < blocks; i++) into[i] = malloc(size);` One statement, one step: its calls are told
   * by their sum. `into` is an array of pointers with `blocks` of them at least.
   */
  mallocEach: (
    into: string,
    blocks: number,
    size: number,
    remarks?: StepRemarks,
  ): Remarked<'malloc-each'> => ({ op: 'malloc-each', into, blocks, size, ...remarks }),
  /** `for (int i = 0; i < blocks; i += every) free(of[i]);` The array keeps the addresses. */
  freeEach: (
    of: string,
    blocks: number,
    every = 1,
    remarks?: StepRemarks,
  ): Remarked<'free-each'> => ({ op: 'free-each', of, blocks, every, ...remarks }),
  /** `for (int i = 0; i < blocks; i++) name[i] = NULL;` What only they led to is leaked. */
  forgetEach: (name: string, blocks: number, remarks?: StepRemarks): Remarked<'forget-each'> => ({
    op: 'forget-each',
    name,
    blocks,
    ...remarks,
  }),
  /** Looks as memcheck does at the end: each block in use gets its kind. The program itself does nothing here. */
  checkLeaks: (remarks?: StepRemarks): Remarked<'check-leaks'> => ({
    op: 'check-leaks',
    ...remarks,
  }),
  /** `memset(through, 1, bytes)`: stores into each of the `bytes` behind the address a pointer holds. */
  fill: (through: string, bytes: number, remarks?: StepRemarks): Remarked<'fill'> => ({
    op: 'fill',
    through,
    bytes,
    ...remarks,
  }),
  /** `into = sbrk(bytes)`; NULL when the break cannot be moved. */
  sbrk: (into: string, bytes: number, remarks?: StepRemarks): Remarked<'sbrk'> => ({
    op: 'sbrk',
    into,
    bytes,
    ...remarks,
  }),
  /** `into = mmap(…)`: private zeroed memory for reading and writing; NULL when there is none. */
  mmap: (into: string, bytes: number, remarks?: StepRemarks): Remarked<'mmap'> => ({
    op: 'mmap',
    into,
    bytes,
    ...remarks,
  }),
  /** `munmap(of, bytes)` */
  munmap: (of: string, bytes: number, remarks?: StepRemarks): Remarked<'munmap'> => ({
    op: 'munmap',
    of,
    bytes,
    ...remarks,
  }),
  /** `mprotect(of, bytes, permissions)` */
  protect: (
    of: string,
    bytes: number,
    permissions: Permissions,
    remarks?: StepRemarks,
  ): Remarked<'protect'> => ({ op: 'protect', of, bytes, permissions, ...remarks }),
  /** `exit(status)`: the process ends, from whatever depth of calls. */
  exit: (status: number, remarks?: StepRemarks): Remarked<'exit'> => ({
    op: 'exit',
    status,
    ...remarks,
  }),
} as const;

/**
 * Makes the questions about a process; each answer is printed by the compiled program too.
 *
 * @example
 * ```ts
 * import { ask } from '@memstrata/scenarios';
 *
 * console.log(ask.segment('counter')); // → { op: 'ask-segment', of: 'counter' }
 * ```
 */
export const ask = {
  /** Which segment a variable or function lies in: text, rodata, data, bss, heap, mmap or stack. */
  segment: (of: string, remarks?: QuestionRemarks): Remarked<'ask-segment'> => ({
    op: 'ask-segment',
    of,
    ...remarks,
  }),
  /** Which segment the address in a pointer lies in. */
  targetSegment: (through: string, remarks?: QuestionRemarks): Remarked<'ask-target-segment'> => ({
    op: 'ask-target-segment',
    through,
    ...remarks,
  }),
  /** How many bytes of a variable the executable file holds. */
  fileBytes: (of: string, remarks?: QuestionRemarks): Remarked<'ask-file-bytes'> => ({
    op: 'ask-file-bytes',
    of,
    ...remarks,
  }),
  /** What a variable holds; an array's first element. */
  value: (of: string, remarks?: QuestionRemarks): Remarked<'ask-value'> => ({
    op: 'ask-value',
    of,
    ...remarks,
  }),
  /** What the byte holds at `offset` behind the address in a pointer. */
  byte: (through: string, offset: number, remarks?: QuestionRemarks): Remarked<'ask-byte'> => ({
    op: 'ask-byte',
    through,
    offset,
    ...remarks,
  }),
  /** Whether a pointer is NULL. */
  null: (of: string, remarks?: QuestionRemarks): Remarked<'ask-null'> => ({
    op: 'ask-null',
    of,
    ...remarks,
  }),
  /** Whether a variable lies exactly where a pointer leads. */
  samePlace: (of: string, as: string, remarks?: QuestionRemarks): Remarked<'ask-same-place'> => ({
    op: 'ask-same-place',
    of,
    as,
    ...remarks,
  }),
  /** Whether a variable lies at a lower address than a pointer leads to. */
  below: (of: string, than: string, remarks?: QuestionRemarks): Remarked<'ask-below'> => ({
    op: 'ask-below',
    of,
    than,
    ...remarks,
  }),
  /** How many pages of the `bytes` behind a pointer have memory (mincore). */
  resident: (
    through: string,
    bytes: number,
    remarks?: QuestionRemarks,
  ): Remarked<'ask-resident'> => ({ op: 'ask-resident', through, bytes, ...remarks }),
  /** What an access would bring: `done`, or the `si_code` of the signal. A store stores what is there. */
  access: (
    through: string,
    offset: number,
    intent: AccessIntent,
    remarks?: QuestionRemarks,
  ): Remarked<'ask-access'> => ({ op: 'ask-access', through, offset, intent, ...remarks }),
  /** How far above the frame pointer a parameter that was passed on the stack lies. */
  frameOffset: (of: string, remarks?: QuestionRemarks): Remarked<'ask-frame-offset'> => ({
    op: 'ask-frame-offset',
    of,
    ...remarks,
  }),
  /** The word at that index above the stack pointer of the first instruction. */
  stackWord: (index: number, remarks?: QuestionRemarks): Remarked<'ask-stack-word'> => ({
    op: 'ask-stack-word',
    index,
    ...remarks,
  }),
  /** The page size that the kernel's auxiliary vector tells (AT_PAGESZ). */
  pageSize: (remarks?: QuestionRemarks): Remarked<'ask-page-size'> => ({
    op: 'ask-page-size',
    ...remarks,
  }),
  /** The stack pointer of the first instruction modulo 16. */
  stackAlignment: (remarks?: QuestionRemarks): Remarked<'ask-stack-alignment'> => ({
    op: 'ask-stack-alignment',
    ...remarks,
  }),
  /** RLIMIT_STACK in bytes. */
  stackLimit: (remarks?: QuestionRemarks): Remarked<'ask-stack-limit'> => ({
    op: 'ask-stack-limit',
    ...remarks,
  }),
  /** How far the program break has moved, in bytes. */
  heapBytes: (remarks?: QuestionRemarks): Remarked<'ask-heap-bytes'> => ({
    op: 'ask-heap-bytes',
    ...remarks,
  }),
  /**
   * How many bytes of chunks are in use, as glibc counts them (`mallinfo2`): headers, its own records, and
   * the blocks of the thread cache are among them, mapped blocks too.
   */
  bytesInUse: (remarks?: QuestionRemarks): Remarked<'ask-bytes-in-use'> => ({
    op: 'ask-bytes-in-use',
    ...remarks,
  }),
  /** Whether at least so many GiB of addresses lie between the heap's end and the stack. */
  room: (gibibytes: number, remarks?: QuestionRemarks): Remarked<'ask-room'> => ({
    op: 'ask-room',
    gibibytes,
    ...remarks,
  }),
  /** Whether calling two functions, and returning, takes equally many instructions. */
  sameSteps: (name: string, as: string, remarks?: QuestionRemarks): Remarked<'ask-same-steps'> => ({
    op: 'ask-same-steps',
    function: name,
    as,
    ...remarks,
  }),
  /** How many bytes the stack of the running thread has; asked in a thread. */
  threadStack: (remarks?: QuestionRemarks): Remarked<'ask-thread-stack'> => ({
    op: 'ask-thread-stack',
    ...remarks,
  }),
  /** How many mappings a process that has ended still has. */
  mappings: (remarks?: QuestionRemarks): Remarked<'ask-mappings'> => ({
    op: 'ask-mappings',
    ...remarks,
  }),
} as const;
