/**
 * A question that is asked before its answer can be seen, and is judged by what then happens.
 *
 * Law: no option is marked as right. Each option claims a value; the question measures the value on the
 * replay, or reads what a real tool answered, and the option whose claim holds is the right one.
 */
import type { Localized } from '../language.ts';
import type { MachineOptions } from '../machine/profile.ts';
import type { Answer } from '../observe.ts';
import type { Step } from '../program/program.ts';
import { validateProgram } from '../program/validation.ts';
import type { Scenario } from '../scenario.ts';
import type { MeasuredProgram } from './measured.ts';
import type { MisconceptionId } from './misconceptions.ts';
import type { Seen } from './seen.ts';

/** A small program that exists only to be asked about. */
export interface OwnProgram {
  readonly id: string;
  readonly machine: MachineOptions;
  readonly program: readonly Step[];
}

/**
 * What a question is about: a scenario or an own program, which the models perform; or a program whose
 * answer no model of ours decides, and which was run and recorded.
 */
export type Subject = Scenario | OwnProgram | MeasuredProgram;

/** Which of the two questions about one misconception: the first, or the one for asking again later. */
export type Form = 'first' | 'again';

/** What an option says the measured value is: exactly this, or within these bounds, both inclusive. */
export type Claim = Answer | { readonly atLeast?: number; readonly atMost?: number };

/** One of the answers offered. `{}` in a text stands for the number claimed in `says`, and measured in `because`. */
export interface Option {
  readonly says: Localized;
  readonly claims: Claim;
  /** Why it is right, or what is true instead. */
  readonly because: Localized;
  /** The one option that whoever holds the misconception chooses. */
  readonly believed?: true;
}

/** One question with its options; plain data but for `measure`. */
export interface Question {
  readonly misconception: MisconceptionId;
  readonly form: Form;
  readonly about: Subject;
  /** Index of the step, from 0, before which it is asked; 0 for a program that was measured as a whole. */
  readonly before: number;
  readonly text: Localized;
  /** Reads the value that decides. */
  readonly measure: (seen: Seen) => Answer;
  /** Three or four. */
  readonly options: readonly Option[];
}

/** A question as it is written: its misconception and form are where it stands. */
export type WrittenQuestion = Omit<Question, 'misconception' | 'form'>;

/** The two parallel questions about one misconception. */
export type Pair = readonly [first: Question, again: Question];

/** Gives two written questions their misconception and their forms. */
export const pair = (
  misconception: MisconceptionId,
  first: WrittenQuestion,
  again: WrittenQuestion,
): Pair => [
  Object.freeze({ ...first, misconception, form: 'first' }),
  Object.freeze({ ...again, misconception, form: 'again' }),
];

/**
 * Checks a program that belongs to a question.
 *
 * @throws ProgramError naming step and operand.
 */
export function ownProgram(written: OwnProgram): OwnProgram {
  validateProgram(written.program);
  return Object.freeze(written);
}

/** The id of a question: `M2.1`, or `M2.2` for asking again. */
export const questionId = ({ misconception, form }: Question): string =>
  `${misconception}.${form === 'first' ? 1 : 2}`;
