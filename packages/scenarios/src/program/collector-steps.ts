import type { QuestionRemarks, StepRemarks, StepsOf } from './remarks.ts';

/** Calls of the `gc` module. */
export type CollectorStep =
  | StepsOf<'gc-enable' | 'gc-disable' | 'freeze' | 'unfreeze', StepRemarks>
  | (StepRemarks & {
      readonly op: 'set-threshold';
      readonly first: number;
      readonly second: number;
      readonly third: number;
    })
  | (QuestionRemarks & { readonly op: 'ask-collect'; readonly generation: number })
  | (QuestionRemarks & { readonly op: 'ask-collect-by-phase' })
  | StepsOf<'ask-enabled' | 'ask-threshold' | 'ask-collections', QuestionRemarks>
  | StepsOf<'ask-tracked' | 'ask-generation', QuestionRemarks & { readonly of: string }>;

/** Makes the steps that call the collector. */
export const collectorSteps = {
  /** `gc.enable()`: the collector may start by itself. */
  enable: (remarks?: StepRemarks): CollectorStep => ({ op: 'gc-enable', ...remarks }),
  /** `gc.disable()` */
  disable: (remarks?: StepRemarks): CollectorStep => ({ op: 'gc-disable', ...remarks }),
  /** `gc.freeze()`; without effect before 3.7. */
  freeze: (remarks?: StepRemarks): CollectorStep => ({ op: 'freeze', ...remarks }),
  /** `gc.unfreeze()`; without effect before 3.7. */
  unfreeze: (remarks?: StepRemarks): CollectorStep => ({ op: 'unfreeze', ...remarks }),
  /** `gc.set_threshold(first, second, third)`; a first of 0 switches the trigger off. */
  setThreshold: (
    first: number,
    second: number,
    third: number,
    remarks?: StepRemarks,
  ): CollectorStep => ({ op: 'set-threshold', first, second, third, ...remarks }),
  /** `gc.collect(generation)`; its answer is observed. */
  collectGeneration: (generation: 0 | 1 | 2, remarks?: QuestionRemarks): CollectorStep => ({
    op: 'ask-collect',
    generation,
    ...remarks,
  }),
  /** `gc.collect()`, with a moment for each phase to look at. */
  collectByPhase: (remarks?: QuestionRemarks): CollectorStep => ({
    op: 'ask-collect-by-phase',
    ...remarks,
  }),
  /** Asks `gc.isenabled()`. */
  isEnabled: (remarks?: QuestionRemarks): CollectorStep => ({ op: 'ask-enabled', ...remarks }),
  /** Asks `gc.get_threshold()`, printed as three numbers. */
  threshold: (remarks?: QuestionRemarks): CollectorStep => ({ op: 'ask-threshold', ...remarks }),
  /** Asks how many collections of each generation there were since the start, three numbers. */
  collections: (remarks?: QuestionRemarks): CollectorStep => ({
    op: 'ask-collections',
    ...remarks,
  }),
  /** Asks `gc.is_tracked(of)`. */
  isTracked: (of: string, remarks?: QuestionRemarks): CollectorStep => ({
    op: 'ask-tracked',
    of,
    ...remarks,
  }),
  /** Asks which generation lists an object, −1 for none; only 3.8 and later can tell. */
  generation: (of: string, remarks?: QuestionRemarks): CollectorStep => ({
    op: 'ask-generation',
    of,
    ...remarks,
  }),
} as const;
