import type { QuestionRemarks, StepRemarks } from './remarks.ts';

/** Operations of a C program on its heap. */
export type MemoryStep =
  | (StepRemarks & { readonly op: 'malloc'; readonly into: string; readonly size: number })
  | (StepRemarks & { readonly op: 'free'; readonly of: string })
  | (StepRemarks & { readonly op: 'forget'; readonly name: string })
  | (QuestionRemarks & { readonly op: 'ask-usable-size'; readonly of: string })
  | (QuestionRemarks & { readonly op: 'ask-distance'; readonly from: string; readonly to: string });

/**
 * Makes the steps of a C program.
 *
 * @example
 * ```ts
 * import { memory } from '@memstrata/scenarios';
 *
 * console.log(memory.malloc('a', 24)); // → { op: 'malloc', into: 'a', size: 24 }
 * ```
 */
export const memory = {
  /** `into = malloc(size)`; `size` in bytes. */
  malloc: (into: string, size: number, remarks?: StepRemarks): MemoryStep => ({
    op: 'malloc',
    into,
    size,
    ...remarks,
  }),
  /** `free(of)`; the variable keeps the address. */
  free: (of: string, remarks?: StepRemarks): MemoryStep => ({ op: 'free', of, ...remarks }),
  /** `name = NULL` without a `free`: whatever only it pointed to is leaked. */
  forget: (name: string, remarks?: StepRemarks): MemoryStep => ({ op: 'forget', name, ...remarks }),
  /** Asks `malloc_usable_size(of)`. */
  usableSize: (of: string, remarks?: QuestionRemarks): MemoryStep => ({
    op: 'ask-usable-size',
    of,
    ...remarks,
  }),
  /** Asks how many bytes lie between the addresses in two variables: `to − from`. */
  distance: (from: string, to: string, remarks?: QuestionRemarks): MemoryStep => ({
    op: 'ask-distance',
    from,
    to,
    ...remarks,
  }),
} as const;
