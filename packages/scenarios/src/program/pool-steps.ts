import type { QuestionRemarks, StepRemarks } from './remarks.ts';

/** Operations on the memory of objects, and on many objects at once. */
export type PoolStep =
  | (StepRemarks & {
      readonly op: 'crowd';
      readonly into: string;
      readonly type: string;
      readonly objects: number;
    })
  | (StepRemarks & { readonly op: 'thin'; readonly of: string; readonly every: number })
  | (StepRemarks & { readonly op: 'crop'; readonly of: string; readonly length: number })
  | (QuestionRemarks & { readonly op: 'ask-arenas'; readonly of: string })
  | (QuestionRemarks & { readonly op: 'ask-arena-count' })
  | (QuestionRemarks & { readonly op: 'ask-size'; readonly of: string })
  | (QuestionRemarks & { readonly op: 'ask-mapping'; readonly of: string })
  | (QuestionRemarks & { readonly op: 'ask-gc-count' });

/** Makes the steps on the memory of objects. */
export const poolSteps = {
  /** `into = [type() for _ in range(objects)]`: objects that only the list holds, not told one by one. */
  crowd: (into: string, type: string, objects: number, remarks?: StepRemarks): PoolStep => ({
    op: 'crowd',
    into,
    type,
    objects,
    ...remarks,
  }),
  /** `of = of[::every]`: one in so many stays, the others die. */
  thin: (of: string, every: number, remarks?: StepRemarks): PoolStep => ({
    op: 'thin',
    of,
    every,
    ...remarks,
  }),
  /** `del of[length:]`: the first `length` stay. */
  crop: (of: string, length: number, remarks?: StepRemarks): PoolStep => ({
    op: 'crop',
    of,
    length,
    ...remarks,
  }),
  /** Asks how many tenths of the arenas that were mapped for a crowd are mapped now. */
  arenas: (of: string, remarks?: QuestionRemarks): PoolStep => ({
    op: 'ask-arenas',
    of,
    ...remarks,
  }),
  /** Asks how many arenas are mapped. */
  arenaCount: (remarks?: QuestionRemarks): PoolStep => ({ op: 'ask-arena-count', ...remarks }),
  /** Asks `sys.getsizeof(of)`, of an instance of one of the program's classes. */
  sizeOf: (of: string, remarks?: QuestionRemarks): PoolStep => ({ op: 'ask-size', of, ...remarks }),
  /** Asks what kind of mapping holds an object: `mmap` or `heap`. */
  mappingOf: (of: string, remarks?: QuestionRemarks): PoolStep => ({
    op: 'ask-mapping',
    of,
    ...remarks,
  }),
  /** Asks `gc.get_count()[0]`: allocations not made up for by deallocations, since the youngest were collected. */
  gcCount: (remarks?: QuestionRemarks): PoolStep => ({ op: 'ask-gc-count', ...remarks }),
} as const;
