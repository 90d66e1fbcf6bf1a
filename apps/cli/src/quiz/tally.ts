/** What was answered so far: the score, and the misconceptions that the answers show. */
import {
  type Judgement,
  type MisconceptionId,
  type Option,
  questionId,
} from '@memstrata/scenarios/quiz';

/** One answer. */
export interface Given {
  readonly judgement: Judgement;
  readonly chosen: Option;
  readonly isRight: boolean;
}

/** The answer that choosing an option of a judged question is. */
export function given(judgement: Judgement, index: number): Given {
  const found = judgement.options[index];
  if (!found) throw new RangeError(`${questionId(judgement.question)} has no option ${index}.`);
  return { judgement, chosen: found.option, isRight: found.holds };
}

export class Tally {
  readonly #given: Given[] = [];

  add(answer: Given): void {
    this.#given.push(answer);
  }

  get answers(): readonly Given[] {
    return this.#given;
  }

  get asked(): number {
    return this.#given.length;
  }

  get right(): number {
    return this.#given.filter(({ isRight }) => isRight).length;
  }

  /** Misconceptions whose own option was chosen. */
  get held(): readonly MisconceptionId[] {
    return this.#misconceptions(({ chosen }) => chosen.believed === true);
  }

  /** Misconceptions whose question was answered wrongly, in whichever way. */
  get wrong(): readonly MisconceptionId[] {
    return this.#misconceptions(({ isRight }) => !isRight);
  }

  #misconceptions(which: (answer: Given) => boolean): readonly MisconceptionId[] {
    const found = this.#given.filter(which).map(({ judgement }) => judgement.question);
    return [...new Set(found.map(({ misconception }) => misconception))];
  }
}
