/** Which misconceptions have which of their two questions. */
import { misconceptionIds } from './misconceptions.ts';
import { type Question, questionId } from './question.ts';

/** Ids of all questions the course needs: `M1.1`, `M1.2`, `M2.1`, … */
export const neededQuestions: readonly string[] = misconceptionIds.flatMap((id) => [
  `${id}.1`,
  `${id}.2`,
]);

/**
 * The ids of needed questions that are not among these.
 *
 * @example
 * ```ts
 * import { missingQuestions } from '@memstrata/scenarios/quiz';
 *
 * console.log(missingQuestions([]).length); // → 98
 * ```
 */
export function missingQuestions(questions: readonly Question[]): readonly string[] {
  const there = new Set(questions.map(questionId));
  return neededQuestions.filter((id) => !there.has(id));
}
