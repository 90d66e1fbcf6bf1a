import { type CollectorStep, collectorSteps } from './collector-steps.ts';
import { type PoolStep, poolSteps } from './pool-steps.ts';
import type { QuestionRemarks, StepRemarks } from './remarks.ts';
import { type ValueStep, valueSteps } from './value-steps.ts';

/** A step that a loop may repeat. */
type SimpleStep = ObjectStep | ValueStep | CollectorStep;

/** Performs its steps again and again; what they did is told in one sentence. */
interface RepeatStep extends StepRemarks {
  readonly op: 'repeat';
  readonly times: number;
  readonly steps: readonly SimpleStep[];
}

/** Operations of a Python program. */
export type PythonStep = SimpleStep | RepeatStep | PoolStep;

/** Operations on names and on instances of the program's classes. */
type ObjectStep =
  | (StepRemarks & {
      readonly op: 'class';
      readonly name: string;
      readonly slots: readonly string[];
    })
  | (StepRemarks & { readonly op: 'new'; readonly into: string; readonly type: string })
  | (StepRemarks & { readonly op: 'assign'; readonly into: string; readonly from: string })
  | (StepRemarks & {
      readonly op: 'set';
      readonly object: string;
      readonly slot: string;
      readonly to: string | null;
    })
  | (StepRemarks & { readonly op: 'delete'; readonly name: string })
  | (StepRemarks & { readonly op: 'remember-place'; readonly of: string; readonly as: string })
  | (QuestionRemarks & { readonly op: 'collect' })
  | (QuestionRemarks & { readonly op: 'ask-count'; readonly of: string })
  | (QuestionRemarks & { readonly op: 'ask-count-at'; readonly place: string })
  | (QuestionRemarks & {
      readonly op: 'ask-place';
      readonly of: string;
      readonly among: readonly string[];
    });

/** Makes the steps on names and on instances of the program's classes. */
const objectSteps = {
  /** `class name:` with `__slots__`: instances hold exactly these references and no `__dict__`. */
  class: (name: string, slots: readonly string[], remarks?: StepRemarks): ObjectStep => ({
    op: 'class',
    name,
    slots,
    ...remarks,
  }),
  /** `into = type()`; every slot starts as `None`. */
  new: (into: string, type: string, remarks?: StepRemarks): ObjectStep => ({
    op: 'new',
    into,
    type,
    ...remarks,
  }),
  /** `into = from`: a second name for the same object. */
  assign: (into: string, from: string, remarks?: StepRemarks): ObjectStep => ({
    op: 'assign',
    into,
    from,
    ...remarks,
  }),
  /** `object.slot = to`; null is `None`. */
  set: (object: string, slot: string, to: string | null, remarks?: StepRemarks): ObjectStep => ({
    op: 'set',
    object,
    slot,
    to,
    ...remarks,
  }),
  /** `del name`: the name goes, the object loses one reference. */
  delete: (name: string, remarks?: StepRemarks): ObjectStep => ({ op: 'delete', name, ...remarks }),
  /** `as = id(of)`: keeps the address as a number, which holds no reference. */
  rememberPlace: (of: string, as: string, remarks?: StepRemarks): ObjectStep => ({
    op: 'remember-place',
    of,
    as,
    ...remarks,
  }),
  /** `gc.collect()`; its answer, the number of unreachable objects, is observed. */
  collect: (remarks?: QuestionRemarks): ObjectStep => ({ op: 'collect', ...remarks }),
  /** Asks the count of a named object, without the reference that asking itself takes. */
  count: (of: string, remarks?: QuestionRemarks): ObjectStep => ({
    op: 'ask-count',
    of,
    ...remarks,
  }),
  /** Asks the count stored at a remembered place: the object must still be alive there. */
  countAt: (place: string, remarks?: QuestionRemarks): ObjectStep => ({
    op: 'ask-count-at',
    place,
    ...remarks,
  }),
  /** Asks whether an object lies at one of the remembered places. */
  place: (of: string, among: readonly string[], remarks?: QuestionRemarks): ObjectStep => ({
    op: 'ask-place',
    of,
    among,
    ...remarks,
  }),
  /** `for _ in range(times):` with these steps, none of which asks or repeats. */
  repeat: (times: number, steps: readonly SimpleStep[], remarks?: StepRemarks): PythonStep => ({
    op: 'repeat',
    times,
    steps,
    ...remarks,
  }),
} as const;

/**
 * Makes the steps of a Python program.
 *
 * @example
 * ```ts
 * import { python } from '@memstrata/scenarios';
 *
 * console.log(python.set('a', 'other', 'b')); // → { op: 'set', object: 'a', slot: 'other', to: 'b' }
 * ```
 */
export const python: typeof objectSteps &
  typeof valueSteps &
  typeof collectorSteps &
  typeof poolSteps = {
  ...objectSteps,
  ...valueSteps,
  ...collectorSteps,
  ...poolSteps,
};
