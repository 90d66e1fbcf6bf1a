import type { Localized } from '../language.ts';

/** What any step may carry besides its operands. */
export interface StepRemarks {
  /** The author's word to the reader at this step. */
  readonly note?: Localized;
}

/** What a step that asks a question may carry besides. */
export interface QuestionRemarks extends StepRemarks {
  /** Why the real tool may answer otherwise; without it the answer is claimed to agree. */
  readonly notClaimed?: Localized;
}

/** The steps of several operations that take the same operands. */
export type StepsOf<O extends string, Operands> = O extends string
  ? Operands & { readonly op: O }
  : never;
